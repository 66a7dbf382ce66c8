/** No service runs a newer version of The Things Stack than the same component does in staging now. */
import {
  componentOf,
  type Definition,
  definitionIn,
  judgeDefinitions,
} from '../derive/components.ts';
import { compareVersions, stackImages } from '../derive/images.ts';
import { againstStaging } from '../derive/staging.ts';
import {
  defineCheck,
  fail,
  notApplicable,
  pass,
  unsure,
  type Verdict,
  warn,
} from '../model/check.ts';
import type { ClusterServices, TaskDefinition } from '../model/ecs.ts';
import { type Fact, missing } from '../model/fact.ts';
import type { ResourceRef } from '../model/target.ts';

export default defineCheck({
  id: 'ecs-service-image-staged-first',
  practice: 'staging',
  title: 'No service runs a newer version of The Things Stack than staging does',
  severity: 'high',
  why: 'A version that staging does not run was tested on production, and what it breaks is found there.',
  fix: 'Set the image of the component in staging to the version of production, test it, and from now on update staging first.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/best-practices/#staging',
  catalogueIds: ['STG-05'],
  controls: [],
  needs: [
    'ecs.services',
    'ecs.task-definitions',
    'counterpart.deployments',
    'counterpart.services',
    'counterpart.task-definitions',
  ],
  run: (facts, context) =>
    againstStaging(facts['counterpart.deployments'], context, () => {
      const staged = runningIn(
        facts['counterpart.services'],
        facts['counterpart.task-definitions'],
      );
      return judgeDefinitions(
        facts['ecs.services'],
        facts['ecs.task-definitions'],
        context,
        ({ ref }, definition) => judge(ref, definition, staged),
      );
    }),
});

/** What the services with running tasks run, and why of some it cannot be said. */
function runningIn(
  clusters: readonly ClusterServices[],
  definitions: readonly TaskDefinition[],
): readonly Fact<Definition>[] {
  return clusters.flatMap(({ services }): readonly Fact<Definition>[] =>
    services.known
      ? services.value
          .filter(({ runningCount }) => runningCount > 0)
          .map((service) => definitionIn(service, definitions))
      : [services],
  );
}

function judge(
  ref: ResourceRef,
  definition: Definition,
  staged: readonly Fact<Definition>[],
): Verdict {
  const version = versionIn(definition);
  if (version === undefined) {
    return notApplicable(ref, 'runs no image that names a full version of The Things Stack');
  }
  const component = componentOf(definition);
  if (component === undefined) {
    const detail = `runs ${version} and names no component that could be looked for in staging`;
    return unsure(ref, missing('failed', detail));
  }
  const counterparts = staged.flatMap((each) =>
    each.known && componentOf(each.value) === component ? [each.value] : [],
  );
  const newest = counterparts
    .flatMap((each) => versionIn(each) ?? [])
    .sort(compareVersions)
    .at(-1);
  if (newest !== undefined && compareVersions(version, newest) <= 0) {
    return pass(ref, `runs ${version}; in staging ${component} runs ${newest}`);
  }
  const unread = staged.find((each) => !each.known);
  if (unread !== undefined) return unsure(ref, unread);
  // Nothing is left to look at: the image leaves its version open, and ecs-service-image-pinned says so of staging.
  const open = counterparts.find((each) => versionIn(each) === undefined);
  if (open !== undefined) {
    return warn(ref, `runs ${version}; staging runs ${openImageIn(open, component)}`);
  }
  return newest === undefined
    ? warn(ref, `runs ${version}; ${component} runs nowhere in staging`)
    : fail(ref, `runs ${version}; in staging ${component} runs ${newest}`);
}

/** What a definition runs that names no full version, in words. */
function openImageIn(definition: Definition, component: string): string {
  const image = stackImages(definition).find(({ version }) => version === undefined);
  if (image === undefined) return `${component} from an image of somebody else`;
  return image.tag === ''
    ? 'an image without a tag, whose version nobody can tell'
    : `${image.tag}, whose patch nobody can tell`;
}

/** The newest version the images name; undefined when there is none, or one leaves it open. */
function versionIn(definition: Definition): string | undefined {
  const versions = stackImages(definition).map(({ version }) => version);
  return versions.includes(undefined)
    ? undefined
    : versions
        .flatMap((version) => version ?? [])
        .sort(compareVersions)
        .at(-1);
}
