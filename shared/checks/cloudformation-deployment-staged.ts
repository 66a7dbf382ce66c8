/** Every production deployment has a staging deployment to test updates on. */
import { whyNotStaged } from '../derive/staging.ts';
import { defineCheck, fail, notApplicable, pass } from '../model/check.ts';
import { deploymentRef } from '../model/target.ts';

export default defineCheck({
  id: 'cloudformation-deployment-staged',
  practice: 'staging',
  title: 'Every production deployment has a staging deployment',
  severity: 'high',
  why: 'Updates have results nobody expects; the vendor strongly advises to test every one on staging before production.',
  fix: 'Deploy staging from the same templates. If it is in another account, declare it and name it under `staging` in auditor.yaml.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/best-practices/#staging',
  catalogueIds: ['STG-01'],
  controls: [],
  needs: ['counterpart.deployments'],
  run: ({ 'counterpart.deployments': staging }, { deployment }) => {
    const subject = deploymentRef(deployment);
    const exempt = whyNotStaged(deployment);
    if (exempt !== undefined) return [notApplicable(subject, exempt)];
    const places = staging.map(
      ({ name, target }) => `${name} in ${target.accountId}, ${target.region}`,
    );
    return [
      places.length === 0
        ? fail(subject, 'has no staging deployment')
        : pass(subject, `is tested on ${places.join(' and ')}`),
    ];
  },
});
