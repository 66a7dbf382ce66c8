/** The machines of TimescaleDB and the volumes that hold its data. */
import { type Topology, type Verdict, warn } from '../model/check.ts';
import type { AttachedVolume, Instance } from '../model/ec2.ts';
import type { Deployment, ResourceRef } from '../model/target.ts';
import { parseStackName, type TemplateName } from '../model/tts.ts';
import { orAbsent } from './presence.ts';

const timescaleTemplates: readonly (TemplateName | undefined)[] = [
  '2-5-db-timescale-master',
  '2-6-db-timescale-replica',
];

/** One verdict per data volume, whether its machine runs or not; one warning for a machine that has none. */
export function judgeDataVolumes(
  instances: readonly Instance[],
  context: { readonly deployment: Deployment; readonly expected: Topology },
  judge: (ref: ResourceRef, volume: AttachedVolume) => Verdict,
): readonly Verdict[] {
  const verdicts = instances.filter(runsTimescale).flatMap(({ ref, volumes }) => {
    const data = volumes.filter(({ root }) => !root);
    return data.length === 0
      ? [warn(ref, 'is to run TimescaleDB and has no data volume')]
      : data.map((volume) => judge({ type: 'ec2-volume', name: volume.id }, volume));
  });
  return orAbsent(verdicts, 'a TimescaleDB machine', '2-5-db-timescale-master', context);
}

function runsTimescale({ tags }: Instance): boolean {
  const stack = parseStackName(tags['aws:cloudformation:stack-name'] ?? '');
  return timescaleTemplates.includes(stack?.template);
}
