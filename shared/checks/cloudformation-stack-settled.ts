/** The last operation on every stack came to its end, and succeeded. */
import { hoursSince, inWords, plural } from '../derive/age.ts';
import { orNoStacks } from '../derive/stacks.ts';
import { defineCheck, fail, pass, unsure, type Verdict, warn } from '../model/check.ts';
import type { Stack } from '../model/cloudformation.ts';
import { missing } from '../model/fact.ts';
import { isTtsStack } from '../model/tts.ts';

export default defineCheck({
  id: 'cloudformation-stack-settled',
  practice: 'software-updates',
  title: 'Every stack is complete: nothing failed, hangs or was rolled back',
  severity: 'medium',
  why: 'A stack that failed or hangs takes no further update, so that the next upgrade or fix cannot be deployed.',
  fix: 'Read the events of the stack. Continue the rollback of an update that failed; delete what was never created, and deploy it again.',
  docs: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html',
  catalogueIds: ['VER-09'],
  controls: [{ source: 'cloudsploit', id: 'stackFailedStatus' }],
  settings: {
    maximumHours: {
      default: 2,
      minimum: 1,
      unit: 'hours',
      about: 'how long an operation may take',
    },
  },
  needs: ['cloudformation.stacks'],
  run: ({ 'cloudformation.stacks': stacks }, context) => {
    const limits = { now: context.now, ...context.settings };
    return orNoStacks(
      stacks.filter(isTtsStack).map((stack) => judge(stack, limits)),
      context,
    );
  },
});

function judge(stack: Stack, limits: { now: Date; maximumHours: number }): Verdict {
  const { ref, status } = stack;
  if (status.endsWith('_FAILED')) return fail(ref, `is ${status}`);
  if (status.endsWith('_IN_PROGRESS')) return judgeRunning(stack, limits);
  if (status === 'ROLLBACK_COMPLETE') return fail(ref, `is ${status}: it was never created`);
  if (status.endsWith('_ROLLBACK_COMPLETE')) {
    return warn(ref, `is ${status}: the last change of it did not happen`);
  }
  return status.endsWith('_COMPLETE')
    ? pass(ref, `is ${status}`)
    : unsure(ref, missing('failed', `is ${status}, a state that is not known here`));
}

function judgeRunning(
  { ref, status, createdAt, updatedAt, deletedAt }: Stack,
  { now, maximumHours }: { now: Date; maximumHours: number },
): Verdict {
  const since = status.startsWith('DELETE_') ? deletedAt : (updatedAt ?? createdAt);
  if (since === null) return warn(ref, `is ${status}, nobody knows since when`);
  const hours = hoursSince(since, now);
  const reason = `has been ${status} for ${inWords(hours)}`;
  return hours < maximumHours
    ? warn(ref, reason)
    : fail(ref, `${reason}; it should take less than ${plural(maximumHours, 'hour')}`);
}
