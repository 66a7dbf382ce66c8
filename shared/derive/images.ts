/**
 * The images of The Things Stack a task runs, and the versions their tags name. What else a task may run (the Grafana
 * of the Network Operations Center, a sidecar) has versions of its own and is left out.
 * Source: https://www.thethingsindustries.com/docs/enterprise/aws/ecs/deployment/
 */
import type { Definition } from './components.ts';

export interface StackImage {
  /** `3.36.2-aws-proxy`; '' without one. */
  readonly tag: string;
  /** Named by digest: whatever happens to the tag, it stays what it is. */
  readonly digest: boolean;
  /** `3.36.2`; undefined when the tag leaves the patch, or more, open. */
  readonly version: string | undefined;
}

// From any registry: a mirror or a pull-through cache keeps the vendor's path.
const reference =
  /^(?:[^@]+\/)?thethingsindustries\/lorawan-stack(?::(?<tag>[^@]+))?(?<digest>@.+)?$/;

export function stackImages({ containers }: Definition): readonly StackImage[] {
  return containers.flatMap(({ image }) => {
    const groups = reference.exec(image)?.groups;
    if (groups === undefined) return [];
    const { tag = '', digest } = groups;
    return {
      tag,
      digest: digest !== undefined,
      version: /^(3\.\d+\.\d+)(?![\w.])/.exec(tag)?.[1],
    };
  });
}

/** Which of two versions `x.y.z` is the newer: positive when it is the first. */
export function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
