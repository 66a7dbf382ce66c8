/** Every service runs a minor version that the vendor still fixes. Which those are moves on with every release. */
import { type Definition, judgeDefinitions } from '../derive/components.ts';
import { stackImages } from '../derive/images.ts';
import { minorOf } from '../derive/minor-versions.ts';
import { defineCheck, fail, notApplicable, pass, type Verdict } from '../model/check.ts';
import type { EcsService } from '../model/ecs.ts';

interface Limits {
  readonly newestMinor: number;
  readonly supportedMinors: number;
}

export default defineCheck({
  id: 'ecs-service-version-supported',
  practice: 'software-updates',
  title: 'Every service runs one of the minor versions the vendor supports',
  severity: 'high',
  why: 'Security fixes go to the newest minor versions only; an older one keeps every hole that was found since.',
  fix: 'Update, minor version by minor version with the migrations of each, on staging first.',
  docs: 'https://github.com/TheThingsNetwork/lorawan-stack/blob/HEAD/SECURITY.md',
  catalogueIds: ['VER-04'],
  controls: [],
  settings: {
    newestMinor: {
      default: 36,
      minimum: 0,
      unit: 'minor of version 3',
      about:
        'newest released minor version; 3.36 on 2026-11-24; raise it when the vendor releases a new one',
    },
    supportedMinors: {
      default: 2,
      minimum: 1,
      unit: 'minor versions',
      about: 'how many of the newest minor versions get security fixes',
    },
  },
  needs: ['ecs.services', 'ecs.task-definitions'],
  run: (facts, context) =>
    judgeDefinitions(
      facts['ecs.services'],
      facts['ecs.task-definitions'],
      context,
      (service, definition) => judge(service, definition, context.settings),
    ),
});

function judge(
  { ref }: EcsService,
  definition: Definition,
  { newestMinor, supportedMinors }: Limits,
): Verdict {
  const minors = stackImages(definition).map(minorOf);
  const named = minors.filter((minor) => minor !== undefined);
  if (named.length === 0) {
    return notApplicable(ref, 'runs no image that names a version of The Things Stack');
  }
  const oldest = Math.min(...named);
  const oldestSupported = Math.max(0, newestMinor - supportedMinors + 1);
  if (oldest < oldestSupported) {
    return fail(ref, `runs 3.${oldest}; the oldest version in support is 3.${oldestSupported}`);
  }
  if (named.length < minors.length) {
    return notApplicable(ref, 'runs an image that names no version of The Things Stack');
  }
  return oldest > newestMinor
    ? pass(ref, `runs 3.${oldest}, newer than any version known here`)
    : pass(ref, `runs 3.${oldest}, which is in support`);
}
