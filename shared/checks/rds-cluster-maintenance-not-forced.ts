/**
 * Nothing is about to be done to Aurora that nobody chose a time for. AWS keeps to its dates whatever was opted for, but
 * who opted knows of it.
 */
import { daysSince, plural } from '../derive/age.ts';
import { orAbsent } from '../derive/presence.ts';
import { defineCheck, fail, pass, unsure, type Verdict, warn } from '../model/check.ts';
import { missing } from '../model/fact.ts';
import type { DbCluster, DbInstance, PendingMaintenance } from '../model/rds.ts';

interface Limits {
  readonly now: Date;
  readonly failDays: number;
}

export default defineCheck({
  id: 'rds-cluster-maintenance-not-forced',
  practice: 'minor-upgrades',
  title: 'No maintenance of Aurora is about to be forced that nobody scheduled',
  severity: 'high',
  why: 'On its date AWS upgrades or restarts the database, in a busy hour if it comes to that, and without staging having tried it.',
  fix: 'Apply the action yourself, on staging first and then in a quiet hour, or opt in to it for the next maintenance window.',
  docs: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_UpgradeDBInstance.Maintenance.html',
  catalogueIds: ['AMV-03'],
  controls: [],
  settings: {
    failDays: {
      default: 14,
      minimum: 0,
      unit: 'days',
      about: 'how long before maintenance is forced it fails; until then it is a warning',
    },
  },
  needs: ['rds.clusters', 'rds.instances', 'rds.pending-maintenance'],
  run: (facts, context) => {
    const limits = { now: context.now, ...context.settings };
    const verdicts = facts['rds.clusters'].map((cluster) =>
      judge(cluster, facts['rds.instances'], facts['rds.pending-maintenance'], limits),
    );
    return orAbsent(verdicts, 'an Aurora cluster', '2-1-db-aurora-master', context);
  },
});

function judge(
  cluster: DbCluster,
  instances: readonly DbInstance[],
  pending: readonly PendingMaintenance[],
  limits: Limits,
): Verdict {
  const { ref } = cluster;
  const arns = arnsOf(cluster, instances);
  const own = pending.filter(({ resourceArn }) => arns.includes(resourceArn));
  const forced = own.filter((action) => !isOnPurpose(action)).flatMap(datesOf);
  const soon = forced.filter(({ date }) => -daysSince(date, limits.now) <= limits.failDays);
  if (soon.length > 0) return fail(ref, `is to get ${inWords(soon, limits.now)}`);
  if (arns.includes(undefined)) {
    return unsure(ref, missing('failed', 'has no ARN, or an instance without: AWS names them so'));
  }
  if (forced.length > 0) return warn(ref, `is to get ${inWords(forced, limits.now)}`);
  if (own.length === 0) return pass(ref, 'waits for no maintenance');
  return own.some(isOnPurpose)
    ? pass(ref, 'waits for maintenance that is scheduled on purpose')
    : pass(ref, `waits for ${plural(own.length, 'maintenance action')}; nothing is forced`);
}

/** Of the cluster and its instances; undefined for one of which AWS did not tell it. */
function arnsOf(
  { ref, id, members }: DbCluster,
  instances: readonly DbInstance[],
): readonly (string | undefined)[] {
  const listed = instances.filter(({ clusterId }) => clusterId === id);
  const unlisted = members.filter(({ instanceId }) =>
    listed.every((instance) => instance.id !== instanceId),
  );
  return [ref.arn, ...listed.map((instance) => instance.ref.arn), ...unlisted.map(() => undefined)];
}

function isOnPurpose({ optIn }: PendingMaintenance): boolean {
  return optIn === 'immediate' || optIn === 'next-maintenance';
}

interface Forced {
  readonly action: string;
  /** ISO 8601; the earlier one where there are two. */
  readonly date: string;
}

function datesOf({ action, autoAppliedAfter, forcedAt }: PendingMaintenance): readonly Forced[] {
  const [date] = [autoAppliedAfter, forcedAt].filter((each) => each !== null).sort();
  return date === undefined ? [] : [{ action, date }];
}

function inWords(forced: readonly Forced[], now: Date): string {
  const each = forced.map(({ action, date }) => {
    const since = daysSince(date, now) > 0 ? 'is due since' : 'is forced from';
    return `${action}, which ${since} ${date.slice(0, 10)}`;
  });
  return [...new Set(each)].join('; ');
}
