/** Which checks to run, from what was typed. */
import { distance } from 'fastest-levenshtein';
import picomatch from 'picomatch';
import { type AnyCheck, practices } from '../shared/model/check.ts';
import { UsageError } from './exit-codes.ts';

/** The checks a glob (`rds-*`) and a practice leave. Throws `UsageError` naming the nearest when none is left. */
export function selectChecks(
  all: readonly AnyCheck[],
  { check: glob, practice }: { readonly check?: string; readonly practice?: string },
): readonly AnyCheck[] {
  if (practice !== undefined && !Object.hasOwn(practices, practice)) {
    throw new UsageError(
      `no practice is called "${practice}". There are: ${Object.keys(practices).join(', ')}.`,
    );
  }
  const matches = glob === undefined ? () => true : globOf('--check', glob);
  const named = all.filter(({ id }) => matches(id));
  if (named.length === 0) {
    const near = nearest(
      glob ?? '',
      all.map(({ id }) => id),
    );
    throw new UsageError(`no check matches "${glob}". Nearest: ${near.join(', ')}.`);
  }
  const chosen = named.filter((check) => practice === undefined || check.practice === practice);
  if (chosen.length === 0) {
    throw new UsageError(
      glob === undefined
        ? `no check is about "${practice}" yet.`
        : `no check that matches "${glob}" is about "${practice}".`,
    );
  }
  return chosen;
}

/** What a pattern like `rds-*` matches. Throws `UsageError` for what is no pattern, like an empty word. */
export function globOf(option: string, pattern: string): (text: string) => boolean {
  try {
    return picomatch(pattern);
  } catch (error) {
    throw new UsageError(`${option} "${pattern}" is not a pattern: ${(error as Error).message}.`);
  }
}

/** How many keys were missed; somebody who typed only the beginning of a word has missed none of the rest. */
function apart(typed: string, word: string): number {
  if (word.includes(typed)) return 0;
  return Math.min(distance(typed, word), distance(typed, word.slice(0, typed.length)) + 0.5);
}

/** The known words nearest to one that is not known, best first. */
export function nearest(word: string, known: readonly string[], most = 3): string[] {
  const plain = word.replaceAll('*', '');
  return known
    .map((each) => ({ each, apart: apart(plain, each) }))
    .sort((a, b) => a.apart - b.apart || (a.each < b.each ? -1 : 1))
    .slice(0, most)
    .map(({ each }) => each);
}
