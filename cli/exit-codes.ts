/** Exit codes, documented in the README; and the errors that stand for them. */
export const exitCodes = {
  /** Nothing fails at or above `--fail-on`. */
  clean: 0,
  /** Something does. */
  failing: 1,
  /** Nothing does, but not everything could be checked. */
  incomplete: 2,
  /** The run itself failed: nothing can be said. */
  runFailed: 3,
  /** Wrong usage or configuration (EX_USAGE of sysexits.h). */
  usage: 64,
} as const;

/** The operator asked for something that cannot be: says what, and what would work. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
