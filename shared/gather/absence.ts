/** Refusals that are answers: AWS says "there is none" with an error. */

/** What is read, or `instead` when AWS refuses with an error of this name; any other error is thrown on. */
export async function unlessRefused<T, I>(
  read: Promise<T>,
  errorName: string,
  instead: I,
): Promise<T | I> {
  try {
    return await read;
  } catch (error) {
    if ((error as { name?: string }).name === errorName) return instead;
    throw error;
  }
}
