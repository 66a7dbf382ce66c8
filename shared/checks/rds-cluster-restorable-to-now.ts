/** Continuous back-up keeps up: every Aurora cluster can be restored to within the hour. */
import { inWords, minutesSince } from '../derive/age.ts';
import { orAbsent } from '../derive/presence.ts';
import { defineCheck, fail, pass, warn } from '../model/check.ts';

export default defineCheck({
  id: 'rds-cluster-restorable-to-now',
  practice: 'back-ups',
  title: 'Aurora clusters can be restored to within the last hour',
  severity: 'critical',
  why: 'The latest restorable time trails the clock by minutes; when it stands still, everything written since would be lost.',
  fix: 'Check the status of the cluster and its events, and open an AWS support case if it stays behind.',
  docs: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html',
  catalogueIds: ['BKP-RDS-02'],
  controls: [{ source: 'cloudsploit', id: 'rdsRestorable' }],
  volatile: true,
  settings: {
    maximumLagMinutes: {
      default: 60,
      minimum: 6,
      unit: 'minutes',
      about: 'how far the latest restorable time may be behind; AWS keeps it within five',
    },
  },
  needs: ['rds.clusters'],
  run: (facts, context) => {
    const { now, settings } = context;
    const verdicts = facts['rds.clusters'].map(({ ref, createdAt, latestRestorableTime }) => {
      const allowed = settings.maximumLagMinutes;
      if (latestRestorableTime === null) {
        const young = createdAt !== null && minutesSince(createdAt, now) <= allowed;
        return young
          ? warn(ref, 'was created just now and cannot be restored to a point in time yet')
          : fail(ref, 'names no time to which it could be restored');
      }
      const lag = minutesSince(latestRestorableTime, now);
      const reason = `latest restorable time is ${inWords(lag / 60)} ago`;
      return lag > allowed
        ? fail(ref, `${reason}, over the ${allowed} minutes allowed`)
        : pass(ref, reason);
    });
    return orAbsent(verdicts, 'an Aurora cluster', '2-1-db-aurora-master', context);
  },
});
