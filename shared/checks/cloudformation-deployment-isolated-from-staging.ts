/** Production and staging share no network: what is tried on staging cannot reach production. */
import { againstStaging } from '../derive/staging.ts';
import { defineCheck, fail, pass, unsure, type Verdict } from '../model/check.ts';
import { missing } from '../model/fact.ts';
import { type Deployment, deploymentRef, targetKey } from '../model/target.ts';

export default defineCheck({
  id: 'cloudformation-deployment-isolated-from-staging',
  practice: 'staging',
  title: 'Production and staging share no network',
  severity: 'medium',
  why: 'In one network a wrong name or a wide firewall rule is enough, and a test on staging writes to the databases of production.',
  fix: 'Deploy staging with a 1-1-vpc of its own, best in an account of its own.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/best-practices/#staging',
  catalogueIds: ['STG-06'],
  controls: [],
  needs: [
    'rds.instances',
    'elasticache.groups',
    'ec2.instances',
    'counterpart.deployments',
    'counterpart.instances',
    'counterpart.groups',
  ],
  run: (facts, context) => {
    const staging = facts['counterpart.deployments'];
    return againstStaging(staging, context, () => [
      judge(
        context.deployment,
        staging,
        networksOf(
          ...facts['rds.instances'],
          ...facts['elasticache.groups'],
          // A machine that is gone is in no network any more.
          ...facts['ec2.instances'].filter(({ state }) => state === 'running'),
        ),
        networksOf(...facts['counterpart.instances'], ...facts['counterpart.groups']),
      ),
    ]);
  },
});

interface Networks {
  readonly ids: readonly string[];
  /** Whether the network of each thing is known, and there is one. */
  readonly complete: boolean;
}

function networksOf(...rows: readonly { readonly vpcId: string | null }[]): Networks {
  const ids = [...new Set(rows.flatMap(({ vpcId }) => vpcId ?? []))].sort();
  return { ids, complete: ids.length > 0 && rows.every(({ vpcId }) => vpcId !== null) };
}

function judge(
  deployment: Deployment,
  staging: readonly Deployment[],
  production: Networks,
  staged: Networks,
): Verdict {
  const subject = deploymentRef(deployment);
  // Accounts can share a network too.
  const shared = production.ids.filter((id) => staged.ids.includes(id));
  if (shared.length > 0) return fail(subject, `shares ${shared.join(' and ')} with staging`);
  const here = staging.filter(({ target }) => targetKey(target) === targetKey(deployment.target));
  if (here.length === 0) return pass(subject, 'is in another account or region than staging');
  if (!production.complete || !staged.complete) {
    const detail = `cannot be told from staging: AWS does not say in which network all of ${production.complete ? 'staging' : 'production'} is`;
    return unsure(subject, missing('failed', detail));
  }
  return pass(subject, 'shares the account with staging, and no network');
}
