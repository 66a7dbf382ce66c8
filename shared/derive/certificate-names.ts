/** What the names in a certificate stand for. */

/**
 * Whether names cover another: it is one of them, or a wildcard stands in for its first label, and for no more.
 * `*.example.com` is covered by itself only. All in lower case.
 * Source: https://docs.aws.amazon.com/acm/latest/userguide/acm-concepts.html#concept-wildcard
 */
export function covers(names: readonly string[], name: string): boolean {
  return names.includes(name) || names.includes(`*${name.slice(name.indexOf('.'))}`);
}
