/** Aurora runs a major version that AWS supports without extra charge, and will for a while. */
import { daysSince } from '../derive/age.ts';
import { orAbsent } from '../derive/presence.ts';
import { defineCheck, fail, pass, unsure, type Verdict, warn } from '../model/check.ts';
import { missing } from '../model/fact.ts';
import type { DbCluster, MajorVersion } from '../model/rds.ts';

export default defineCheck({
  id: 'rds-cluster-major-version-supported',
  practice: 'minor-upgrades',
  title: 'Aurora runs a major version in standard support',
  severity: 'high',
  why: 'After standard support AWS charges for every core by the hour, and at the end of Extended Support it upgrades by itself.',
  fix: 'Upgrade the cluster to a major version that 2-1-db-aurora-master of your release offers, on staging first.',
  docs: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/extended-support.html',
  catalogueIds: ['AMV-05'],
  controls: [],
  settings: {
    warnDays: {
      default: 180,
      minimum: 0,
      unit: 'days',
      about: 'how long before the end of standard support to warn',
    },
  },
  needs: ['rds.clusters', 'rds.major-versions'],
  run: (facts, context) => {
    const verdicts = facts['rds.clusters'].map((cluster) =>
      judge(cluster, facts['rds.major-versions'], context.now, context.settings.warnDays),
    );
    return orAbsent(verdicts, 'an Aurora cluster', '2-1-db-aurora-master', context);
  },
});

function judge(
  cluster: DbCluster,
  majors: readonly MajorVersion[],
  now: Date,
  warnDays: number,
): Verdict {
  const { ref } = cluster;
  const major = majorOf(cluster, majors);
  if (major === undefined || major.supportedUntil === null) {
    const until = 'RDS does not say until when it supports the major version it runs';
    return unsure(ref, missing('failed', until));
  }
  const { engine, version, supportedUntil, extendedUntil } = major;
  const runs = `runs ${engine} ${version}`;
  const end = supportedUntil.slice(0, 10);
  const left = -daysSince(supportedUntil, now);
  if (left > 0) {
    const reason = `${runs}, in standard support until ${end}`;
    return left <= warnDays ? warn(ref, reason) : pass(ref, reason);
  }
  if (extendedUntil === null) return fail(ref, `${runs}, out of standard support since ${end}`);
  return daysSince(extendedUntil, now) >= 0
    ? fail(ref, `${runs}, out of any support since ${extendedUntil.slice(0, 10)}`)
    : fail(ref, `${runs}, in paid Extended Support since ${end}`);
}

/** Majors are `16` of 16.8, and `8.0` of 8.0.mysql_aurora.3.08.0. */
function majorOf(
  { engine, engineVersion }: DbCluster,
  majors: readonly MajorVersion[],
): MajorVersion | undefined {
  return majors.find(
    (row) =>
      row.engine === engine &&
      (engineVersion === row.version || engineVersion.startsWith(`${row.version}.`)),
  );
}
