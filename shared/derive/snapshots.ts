/** Which back-up is the newest that could be restored, and whether it is recent. */
import { fail, pass, type Verdict, warn } from '../model/check.ts';
import type { ResourceRef } from '../model/target.ts';
import { hoursSince, inWords } from './age.ts';

/** A snapshot that is being restored from is as good as an available one. */
const usable = new Set(['available', 'restoring']);

interface Dated {
  readonly status: string;
  readonly createdAt: string | null;
}

/** The newest usable snapshot with a date; undefined when there is none. */
export function newestUsable<S extends Dated>(
  snapshots: readonly S[],
): (S & { readonly createdAt: string }) | undefined {
  return snapshots
    .filter(
      (each): each is S & { createdAt: string } =>
        usable.has(each.status) && each.createdAt !== null,
    )
    .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))[0];
}

/** Whether the newest snapshot of a store is recent. A store too young to have one is a warning. */
export function judgeRecency(
  { ref, createdAt }: { readonly ref: ResourceRef; readonly createdAt: string | null },
  snapshots: readonly Dated[],
  { now, maximumAgeHours }: { readonly now: Date; readonly maximumAgeHours: number },
): Verdict {
  const newest = newestUsable(snapshots);
  if (newest === undefined) {
    const age = createdAt === null ? Number.POSITIVE_INFINITY : hoursSince(createdAt, now);
    return age <= maximumAgeHours
      ? warn(ref, `was created ${inWords(age)} ago and has no automated snapshot yet`)
      : fail(ref, 'has no automated snapshot that could be restored');
  }
  const age = hoursSince(newest.createdAt, now);
  const reason = `newest automated snapshot is ${inWords(age)} old`;
  return age > maximumAgeHours
    ? fail(ref, `${reason}, over the ${maximumAgeHours} hours allowed`)
    : pass(ref, reason);
}
