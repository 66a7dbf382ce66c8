/** A deployment that is declared, or was once seen, and shows no stacks is the loudest silence there is. */

import { plural } from '../derive/age.ts';
import { defineCheck, fail, pass } from '../model/check.ts';
import { deploymentRef } from '../model/target.ts';

export default defineCheck({
  id: 'cloudformation-deployment-present',
  practice: 'stack-naming',
  title: 'A declared or once seen deployment shows its stacks',
  severity: 'critical',
  why: 'Nothing else can be said of a deployment whose stacks are gone, renamed or in another region.',
  fix: 'Check account, region and prefix in auditor.yaml. If the deployment was removed on purpose, list its name under `retired`.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/best-practices/',
  catalogueIds: [],
  controls: [],
  needs: ['cloudformation.stacks'],
  run: ({ 'cloudformation.stacks': stacks }, { deployment }) => [
    stacks.length > 0 || deployment.origin === 'region'
      ? pass(deploymentRef(deployment), `shows ${plural(stacks.length, 'stack')}`)
      : fail(deploymentRef(deployment), `shows no stacks named ${deployment.prefix}-…`),
  ],
});
