/** What the drills of a store prove. */
import { fail, pass, type Verdict, warn } from '../model/check.ts';
import type { DrillReport, DrillRung } from '../model/drill.ts';
import type { ResourceRef } from '../model/target.ts';
import { daysSince, inWords } from './age.ts';

/** From this rung on a drill has looked at the data; a restore alone proves only that it starts. */
const provingRung: DrillRung = 'L4';

/** Whether a drill of `sourceId` restored and verified its data within `maximumAgeDays`. */
export function judgeDrills(
  subject: ResourceRef,
  sourceId: string,
  reports: readonly DrillReport[],
  { now, maximumAgeDays }: { readonly now: Date; readonly maximumAgeDays: number },
): Verdict {
  const ended = reports
    .filter((report) => report.sourceId === sourceId && report.outcome !== 'running')
    .sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
  const proof = ended.find(
    ({ outcome, reached }) => outcome === 'passed' && reached >= provingRung,
  );
  if (proof !== undefined) {
    const age = daysSince(proof.startedAt, now);
    const reason = `last drill that verified the data was ${inWords(age * 24)} ago`;
    if (age > maximumAgeDays) {
      return fail(subject, `${reason}, over the ${maximumAgeDays} days allowed`);
    }
    const later = ended.find(({ outcome }) => outcome === 'failed');
    return later !== undefined && later.startedAt > proof.startedAt
      ? warn(subject, `${reason}; a later one failed at ${later.reached}: ${later.reason}`)
      : pass(subject, `${reason} and reached ${proof.reached}`);
  }
  const last = ended[0];
  return last === undefined
    ? fail(subject, 'was never restored in a drill')
    : fail(
        subject,
        `no drill has verified its data; the last one reached ${last.reached}: ${last.reason}`,
      );
}
