/** A task can mount its file system in every zone it may be placed in: Prometheus moves with its zone. */
import { judgeFileSystems } from '../derive/file-systems.ts';
import { defineCheck, fail, pass, unsure, type Verdict } from '../model/check.ts';
import type { Subnet } from '../model/ec2.ts';
import type { ClusterServices } from '../model/ecs.ts';
import type { FileSystem } from '../model/efs.ts';
import { type Missing, missing } from '../model/fact.ts';

interface UsedZones {
  readonly zones: readonly string[];
  /** Why there may be more of them. */
  readonly unread: Missing | undefined;
}

export default defineCheck({
  id: 'efs-file-system-mountable-in-every-zone',
  practice: 'high-availability',
  title: 'EFS file systems can be mounted in every zone that tasks run in',
  severity: 'low',
  why: 'A task that is moved to a zone without a mount target does not start, and monitoring stays down with the zone it was in.',
  fix: 'Add a mount target in the private subnet of each zone to the file system.',
  docs: 'https://docs.aws.amazon.com/efs/latest/ug/accessing-fs.html',
  catalogueIds: ['BKP-EFS-02'],
  controls: [
    { source: 'prowler', id: 'efs_multi_az_enabled' },
    { source: 'service-screener', id: 'IsSingleAZ' },
    { source: 'trusted-advisor', id: 'c1dfprch01' },
  ],
  needs: ['efs.file-systems', 'ecs.services', 'ec2.subnets'],
  run: (facts, context) => {
    const used = usedZones(facts['ecs.services'], facts['ec2.subnets']);
    return judgeFileSystems(facts['efs.file-systems'], context, (fileSystem) =>
      judge(fileSystem, used),
    );
  },
});

function judge({ ref, mountZones }: FileSystem, { zones, unread }: UsedZones): Verdict {
  if (!mountZones.known) return unsure(ref, mountZones);
  if (mountZones.value.length === 0) return fail(ref, 'has no mount target');
  const without = zones.filter((zone) => !mountZones.value.includes(zone));
  if (without.length > 0) {
    return fail(ref, `cannot be mounted in ${without.join(', ')}, where tasks may run`);
  }
  return unread === undefined
    ? pass(ref, `can be mounted in ${zones.join(', ')}`)
    : unsure(ref, unread);
}

function usedZones(clusters: readonly ClusterServices[], subnets: readonly Subnet[]): UsedZones {
  const lists = clusters.map(({ services }) => services);
  const services = lists.flatMap((list) => (list.known ? list.value : []));
  const places = [...new Set(services.flatMap(({ subnetIds }) => subnetIds))].map((subnetId) => ({
    subnetId,
    zone: subnets.find(({ id }) => id === subnetId)?.availabilityZone,
  }));
  const zones = [...new Set(places.flatMap(({ zone }) => zone ?? []))].sort();
  return { zones, unread: lists.find((list) => !list.known) ?? unreadPlace(places) };
}

function unreadPlace(
  places: readonly { readonly subnetId: string; readonly zone: string | undefined }[],
): Missing | undefined {
  if (places.length === 0) {
    return missing('failed', 'no ECS service names a subnet that would need it');
  }
  const lost = places.find(({ zone }) => zone === undefined);
  return lost && missing('failed', `EC2 does not list ${lost.subnetId}, where tasks may run`);
}
