/** Work on many things at once, but never on too many. */

/**
 * Runs `work` on every item, at most `width` at a time.
 * After a failure nothing new is started; what is under way is awaited, then the first failure is thrown:
 * once this has settled, nothing is still being written.
 */
export async function inParallel<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (const item of queue) {
      if (failures.length > 0) return;
      await work(item).catch((failure: unknown) => failures.push(failure));
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
  if (failures.length > 0) throw failures[0];
}
