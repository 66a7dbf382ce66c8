/** The data of TimescaleDB has a recent snapshot. The vendor calls it unimportant, so that only who needs it fails. */
import { daysSince, inWords } from '../derive/age.ts';
import { judgeDataVolumes } from '../derive/timescale.ts';
import { defineCheck, fail, pass, warn } from '../model/check.ts';
import type { VolumeSnapshot } from '../model/ec2.ts';

export default defineCheck({
  id: 'ec2-volume-snapshot-recent',
  practice: 'back-ups',
  title: 'Volumes of TimescaleDB have a recent snapshot',
  severity: 'low',
  why: 'Without a snapshot the stored uplinks and the history of the Network Operations Center are lost with the volume.',
  fix: 'Turn on the volume lifecycle policy of 2-5-db-timescale-master. If you need this data, list timescale under `importantStores`.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/best-practices/',
  catalogueIds: ['BKP-TS-01'],
  controls: [
    { source: 'security-hub', id: 'EC2.28' },
    { source: 'prowler', id: 'ec2_ebs_volume_snapshots_exists' },
    { source: 'cloudsploit', id: 'ebsRecentSnapshots' },
  ],
  settings: {
    maximumDays: {
      default: 7,
      minimum: 1,
      unit: 'days',
      about: 'age of the newest completed snapshot of a data volume',
    },
  },
  needs: ['ec2.instances', 'ec2.volume-snapshots'],
  run: (facts, context) => {
    const { now, declared, settings } = context;
    const bad = declared.importantStores.includes('timescale') ? fail : warn;
    return judgeDataVolumes(facts['ec2.instances'], context, (ref, { id }) => {
      const age = newestAge(id, facts['ec2.volume-snapshots'], now);
      if (age === undefined) return bad(ref, 'has no completed snapshot');
      const reason = `newest completed snapshot is ${inWords(age * 24)} old`;
      return age > settings.maximumDays
        ? bad(ref, `${reason}, over the ${settings.maximumDays} days allowed`)
        : pass(ref, reason);
    });
  },
});

/** Of the newest completed snapshot with a date, in days; undefined when there is none. */
function newestAge(
  volumeId: string,
  snapshots: readonly VolumeSnapshot[],
  now: Date,
): number | undefined {
  const ages = snapshots
    .filter((each) => each.volumeId === volumeId && each.state === 'completed')
    .flatMap(({ startedAt }) => (startedAt === null ? [] : daysSince(startedAt, now)));
  return ages.length === 0 ? undefined : Math.min(...ages);
}
