/** Every image of The Things Stack is named by a full version: what runs changes when somebody changes it. */
import { judgeDefinitions } from '../derive/components.ts';
import { stackImages } from '../derive/images.ts';
import { defineCheck, fail, pass } from '../model/check.ts';

export default defineCheck({
  id: 'ecs-service-image-pinned',
  practice: 'software-updates',
  title: 'Every service runs a full version of The Things Stack',
  severity: 'high',
  why: 'A tag such as 3.36 moves to the newest patch: a task that restarts upgrades itself, untested, beside tasks that did not.',
  fix: 'Set the image of the service to a full 3.x.y tag in its 5-x template.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/troubleshooting/',
  catalogueIds: ['VER-01'],
  controls: [],
  needs: ['ecs.services', 'ecs.task-definitions'],
  run: (facts, context) =>
    judgeDefinitions(
      facts['ecs.services'],
      facts['ecs.task-definitions'],
      context,
      ({ ref }, definition) => {
        const images = stackImages(definition);
        if (images.length === 0) return pass(ref, 'runs no image of The Things Stack');
        const floating = images.find(({ digest, version }) => !digest && version === undefined);
        if (floating !== undefined) {
          return fail(
            ref,
            floating.tag === ''
              ? 'runs an image without a tag'
              : `runs the image ${floating.tag}, a tag that moves`,
          );
        }
        const names = images.map(({ tag }) => (tag === '' ? 'named by digest' : tag));
        return pass(ref, `runs the image ${[...new Set(names)].join(' and ')}`);
      },
    ),
});
