/** The minor version of The Things Stack 3 an image is of, which its tag tells even where it leaves the patch open. */
import type { StackImage } from './images.ts';

/** 36 for `3.36.2-aws` and `3.36-aws`; undefined for any other major version, and where no tag tells. */
export function minorOf({ tag }: StackImage): number | undefined {
  const minor = /^3\.(\d+)(?=[.-]|$)/.exec(tag)?.[1];
  return minor === undefined ? undefined : Number(minor);
}
