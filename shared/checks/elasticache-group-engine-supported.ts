/** Redis runs an engine that AWS supports without extra charge, and will for a while. */
import { inWords } from '../derive/age.ts';
import { cacheEngineOf, daysOfSupport } from '../derive/cache-engines.ts';
import { orAbsent } from '../derive/presence.ts';
import { defineCheck, fail, pass, unsure, type Verdict, warn } from '../model/check.ts';
import type { ReplicationGroup } from '../model/elasticache.ts';
import { missing } from '../model/fact.ts';

export default defineCheck({
  id: 'elasticache-group-engine-supported',
  practice: 'software-updates',
  title: 'Redis groups run an engine in standard support',
  severity: 'high',
  why: 'After standard support AWS charges for Extended Support, fixes only the worst, and in the end upgrades by itself, on a day it chooses.',
  fix: 'Ask the vendor which engine your version of The Things Stack supports, then upgrade the group in 2-3-db-redis, on staging first.',
  docs: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/extended-support.html',
  catalogueIds: ['AMV-07'],
  controls: [],
  settings: {
    warnDays: {
      default: 180,
      minimum: 0,
      unit: 'days',
      about: 'how long before the end of standard support to warn',
    },
  },
  needs: ['elasticache.groups'],
  run: (facts, context) => {
    const verdicts = facts['elasticache.groups'].map((group) =>
      judge(group, context.now, context.settings.warnDays),
    );
    return orAbsent(verdicts, 'a Redis replication group', '2-3-db-redis', context);
  },
});

function judge(group: ReplicationGroup, now: Date, warnDays: number): Verdict {
  const { ref, engine, engineVersion } = group;
  if (engine === null || engineVersion === null) {
    return unsure(ref, missing('failed', 'ElastiCache does not say which engine it runs'));
  }
  const found = cacheEngineOf(group);
  if (found === undefined) {
    return unsure(
      ref,
      missing(
        'unsupported',
        `until when ${engine} ${engineVersion} is supported is not known here`,
      ),
    );
  }
  const { name, supportedUntil } = found;
  if (supportedUntil === null) {
    return pass(ref, `runs ${name}, of which no end of support is announced`);
  }
  const left = daysOfSupport(supportedUntil, now);
  if (left <= 0) return fail(ref, `runs ${name}, out of standard support since ${supportedUntil}`);
  const reason = `runs ${name}, in standard support until ${supportedUntil}`;
  return left <= warnDays
    ? warn(ref, `${reason}, for ${inWords(left * 24)} more`)
    : pass(ref, reason);
}
