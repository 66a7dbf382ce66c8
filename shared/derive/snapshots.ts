/** Which back-up is the newest that could be restored. */

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
