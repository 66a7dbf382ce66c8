/** Machines are replaced often enough: what runs from an old image was patched in place for as long, or not at all. */
import { daysSince, inWords } from '../derive/age.ts';
import { judgeRunning } from '../derive/instances.ts';
import { defineCheck, fail, pass, unsure, type Verdict, warn } from '../model/check.ts';
import type { Image, Instance } from '../model/ec2.ts';
import { missing } from '../model/fact.ts';

export default defineCheck({
  id: 'ec2-instance-image-recent',
  practice: 'software-updates',
  title: 'Every EC2 instance runs from a recent machine image',
  severity: 'medium',
  why: 'A new image brings what patches in place leave out: the ECS agent, the kernel and the container runtime of the day.',
  fix: 'Update the stack of the instance, which takes the newest image, and replace the instances one at a time so that their tasks can move.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/best-practices/#updating-software',
  catalogueIds: ['UPD-05'],
  controls: [{ source: 'prowler', id: 'ec2_instance_with_outdated_ami' }],
  settings: {
    maximumDays: {
      default: 180,
      minimum: 1,
      unit: 'days',
      about: 'age of the machine image an instance runs from',
    },
  },
  needs: ['ec2.instances', 'ec2.images'],
  wants: ['ecs.services'],
  run: (facts, context) =>
    judgeRunning(facts['ec2.instances'], facts['ecs.services'], context, (instance) =>
      judge(instance, facts['ec2.images'], context.now, context.settings.maximumDays),
    ),
});

function judge(
  { ref, imageId }: Instance,
  images: readonly Image[],
  now: Date,
  maximumDays: number,
): Verdict {
  if (imageId === null) {
    return unsure(ref, missing('failed', 'EC2 does not say which image it runs from'));
  }
  const image = images.find(({ id }) => id === imageId);
  if (image === undefined)
    return warn(ref, `runs from ${imageId}, an image that is gone or no longer shared`);
  const { createdAt } = image;
  if (createdAt === null) {
    return unsure(ref, missing('failed', `EC2 does not say how old its image ${imageId} is`));
  }
  const age = daysSince(createdAt, now);
  const note = deprecation(image, now);
  const reason = `runs from an image that is ${inWords(age * 24)} old`;
  return age > maximumDays
    ? fail(ref, `${reason}, over the ${maximumDays} days allowed${note}`)
    : pass(ref, `${reason}${note}`);
}

function deprecation({ deprecatedAt }: Image, now: Date): string {
  if (deprecatedAt === null || daysSince(deprecatedAt, now) < 0) return '';
  return `, and deprecated since ${deprecatedAt.slice(0, 10)}`;
}
