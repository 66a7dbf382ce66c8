/** The last operation on every stack came to its end, and succeeded. */
import { hoursSince, inWords, plural } from '../derive/age.ts';
import { orNoStacks } from '../derive/stacks.ts';
import { defineCheck, fail, pass, unsure, type Verdict, warn } from '../model/check.ts';
import type { Stack } from '../model/cloudformation.ts';
import { missing } from '../model/fact.ts';
import { isTtsStack } from '../model/tts.ts';

/**
 * What a state that is not well means. A stack in a state that is not listed here is only said to be in it.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html
 */
const meanings = new Map([
  ['CREATE_FAILED', 'only a part of it was created'],
  ['ROLLBACK_COMPLETE', 'it was never created, and can only be deleted'],
  ['ROLLBACK_FAILED', 'it was never created, and leftovers remain'],
  ['UPDATE_FAILED', 'its last update stopped halfway'],
  [
    'UPDATE_ROLLBACK_FAILED',
    'an update failed and so did undoing it; it takes no update until the rollback is continued',
  ],
  ['IMPORT_ROLLBACK_FAILED', 'an import failed and so did undoing it'],
  ['DELETE_FAILED', 'it was to be deleted, and a part of it remains'],
]);

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
  const meaning = meanings.get(status);
  if (meaning !== undefined) return fail(ref, `is ${status}: ${meaning}`);
  if (status.endsWith('_FAILED')) return fail(ref, `is ${status}`);
  if (status.endsWith('_IN_PROGRESS')) return judgeRunning(stack, limits);
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
    : fail(
        ref,
        `${reason}, and should take less than ${plural(maximumHours, 'hour')}: until it ends, it takes no other change`,
      );
}
