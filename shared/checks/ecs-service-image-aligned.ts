/**
 * All services run one version of The Things Stack: the one most of them run, or the newest where as many run another.
 * While some images cannot be read and could tip the balance, nobody can say which services are the odd ones.
 */
import { type Definition, definitionIn, judgeDefinitions } from '../derive/components.ts';
import { compareVersions, stackImages } from '../derive/images.ts';
import { defineCheck, fail, pass, unsure } from '../model/check.ts';
import type { ClusterServices, TaskDefinition } from '../model/ecs.ts';
import { type Fact, known } from '../model/fact.ts';

export default defineCheck({
  id: 'ecs-service-image-aligned',
  practice: 'software-updates',
  title: 'All services run the same version of The Things Stack',
  severity: 'high',
  why: 'The services of a cluster talk to each other and share databases; the vendor tests and supports them in one version.',
  fix: 'Update the odd service’s 5-x stack to the image version of the others.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/updating/',
  catalogueIds: ['VER-02'],
  controls: [],
  needs: ['ecs.services', 'ecs.task-definitions'],
  run: (facts, context) => {
    const definitions = facts['ecs.task-definitions'];
    const common = commonVersion(facts['ecs.services'], definitions);
    return judgeDefinitions(facts['ecs.services'], definitions, context, ({ ref }, definition) => {
      const versions = versionsIn(definition);
      if (versions.length === 0) {
        return pass(ref, 'runs no image that names a full version of The Things Stack');
      }
      if (!common.known) return unsure(ref, common);
      const odd = versions.find((version) => version !== common.value);
      return odd === undefined
        ? pass(ref, `runs ${common.value}, as the deployment does`)
        : fail(ref, `runs ${odd}; the version of the deployment is ${common.value}`);
    });
  },
});

function versionsIn(definition: Definition): readonly string[] {
  return [...new Set(stackImages(definition).flatMap(({ version }) => version ?? []))];
}

function commonVersion(
  clusters: readonly ClusterServices[],
  definitions: readonly TaskDefinition[],
): Fact<string | undefined> {
  const read = clusters.flatMap(({ services }): readonly Fact<Definition>[] =>
    services.known ? services.value.map((each) => definitionIn(each, definitions)) : [services],
  );
  const counts = new Map<string, number>();
  for (const version of read.flatMap((each) => (each.known ? versionsIn(each.value) : []))) {
    counts.set(version, (counts.get(version) ?? 0) + 1);
  }
  const [first, second] = [...counts].sort(
    ([a, runA], [b, runB]) => runB - runA || compareVersions(b, a),
  );
  const lead = (first?.[1] ?? 0) - (second?.[1] ?? 0);
  const unread = read.filter((each) => !each.known);
  // A cluster that cannot be read may hold any number of services.
  const hidden = clusters.every(({ services }) => services.known) ? unread.length : Infinity;
  const [missing] = unread;
  return missing !== undefined && lead <= hidden ? missing : known(first?.[0]);
}
