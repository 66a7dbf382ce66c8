/**
 * Aurora is upgraded by hand, and is: whoever turns auto minor version upgrade off, as the vendor advises, must keep up
 * himself. This is what answers the tools that demand it on.
 */
import { plural } from '../derive/age.ts';
import { orAbsent } from '../derive/presence.ts';
import { defineCheck, fail, pass, unsure, type Verdict } from '../model/check.ts';
import { missing } from '../model/fact.ts';
import type { DbCluster, EngineVersion } from '../model/rds.ts';

export default defineCheck({
  id: 'rds-cluster-minor-version-current',
  practice: 'minor-upgrades',
  title: 'Aurora runs a recent minor version',
  severity: 'high',
  why: 'With auto minor version upgrade off nobody closes the holes of an old minor version but you, and in the end AWS forces the upgrade.',
  fix: 'Upgrade the cluster to the newest minor version of its major, on staging first and then in a quiet hour.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/best-practices/#rds-auto-minor-version-upgrade',
  catalogueIds: ['AMV-04'],
  controls: [{ source: 'prowler', id: 'rds_instance_deprecated_engine_version' }],
  settings: {
    maximumBehind: {
      default: 2,
      minimum: 0,
      unit: 'minor versions',
      about: 'how many newer minor versions there may be',
    },
  },
  needs: ['rds.clusters', 'rds.engine-versions'],
  run: (facts, context) => {
    const verdicts = facts['rds.clusters'].map((cluster) =>
      judge(cluster, facts['rds.engine-versions'], context.settings.maximumBehind),
    );
    return orAbsent(verdicts, 'an Aurora cluster', '2-1-db-aurora-master', context);
  },
});

function judge(
  { ref, engine, engineVersion }: DbCluster,
  versions: readonly EngineVersion[],
  maximumBehind: number,
): Verdict {
  const own = versions.find((row) => row.engine === engine && row.version === engineVersion);
  if (own === undefined) {
    return unsure(ref, missing('failed', 'RDS does not tell of the engine version it runs'));
  }
  const runs = `runs ${engine} ${engineVersion}`;
  if (own.status === null) return fail(ref, `${runs}, which AWS no longer offers`);
  const newer = own.targets.filter(({ major }) => !major);
  const newest = newer.at(-1)?.version;
  const upgrade = newest === undefined ? '' : `; the newest minor version is ${newest}`;
  if (own.status === 'deprecated') return fail(ref, `${runs}, which is deprecated${upgrade}`);
  if (newest === undefined) return pass(ref, `${runs}, the newest minor version`);
  const behind = `${runs}, ${plural(newer.length, 'minor version')} behind ${newest}`;
  return newer.length > maximumBehind ? fail(ref, behind) : pass(ref, behind);
}
