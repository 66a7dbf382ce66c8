/** Every Aurora cluster has a reader that serves, in another zone than the writer. */
import { plural } from '../derive/age.ts';
import { orAbsent } from '../derive/presence.ts';
import { defineCheck, fail, pass, type Verdict } from '../model/check.ts';
import type { DbCluster, DbInstance } from '../model/rds.ts';

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/accessing-monitoring.html: an instance in these states cannot take over. */
const cannotServe =
  /^(creating|deleting|failed|starting|stopp|inaccessible|incompatible|insufficient|restore-error|storage-full)/;

export default defineCheck({
  id: 'rds-cluster-reader-in-other-zone',
  practice: 'high-availability',
  title: 'Aurora clusters have a reader in another zone than the writer',
  severity: 'critical',
  why: 'When the writer or its zone fails, a reader elsewhere takes over in a minute; without one the database is down until AWS builds a new instance.',
  fix: 'Deploy 2-2-db-aurora-replica in the other availability zone.',
  docs: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html',
  catalogueIds: ['HA-07'],
  controls: [
    { source: 'security-hub', id: 'RDS.15' },
    { source: 'prowler', id: 'rds_cluster_multi_az' },
    { source: 'aws-config', id: 'RDS_CLUSTER_MULTI_AZ_ENABLED' },
    { source: 'trusted-advisor', id: 'c1qf5bt011' },
    { source: 'trusted-advisor', id: 'c1qf5bt018' },
  ],
  volatile: true,
  needs: ['rds.clusters', 'rds.instances'],
  run: (facts, context) => {
    const verdicts = facts['rds.clusters'].map((cluster) => judge(cluster, facts['rds.instances']));
    return orAbsent(verdicts, 'an Aurora cluster', '2-1-db-aurora-master', context);
  },
});

function judge({ ref, members }: DbCluster, instances: readonly DbInstance[]): Verdict {
  const find = (instanceId: string) => instances.find(({ id }) => id === instanceId);
  const writer = members.find((member) => member.writer);
  if (writer === undefined) return fail(ref, 'has no writer instance');
  const readers = members.filter((member) => !member.writer);
  if (readers.length === 0) return fail(ref, 'has no reader');
  const zone = find(writer.instanceId)?.availabilityZone ?? null;
  const serving = readers.flatMap(({ instanceId }) => {
    const instance = find(instanceId);
    return instance === undefined || cannotServe.test(instance.status) ? [] : [instance];
  });
  if (serving.length === 0) {
    return fail(ref, `has ${plural(readers.length, 'reader')}, and none can take over now`);
  }
  if (zone === null) return fail(ref, 'has a writer that is in no availability zone yet');
  const elsewhere = serving.find(
    ({ availabilityZone }) => availabilityZone !== null && availabilityZone !== zone,
  );
  return elsewhere === undefined
    ? fail(ref, `has its writer and all readers in ${zone}`)
    : pass(ref, `writes in ${zone}, can take over in ${elsewhere.availabilityZone}`);
}
