/**
 * Secrets the worlds place where real accounts hold real ones. None of them may ever be found in an inventory, a log,
 * a table row or a report.
 */
export const canaries = {
  /** A stack parameter that the template forgot to declare `NoEcho`. */
  stackParameter: 'canary-parameter-5f1c2d8e7a90',
  /** A stack output. */
  stackOutput: 'canary-output-0b7e4a6d3c19',
  /** The environment of a container. */
  taskEnvironment: 'canary-environment-9d2f8b1e6c47',
  /** The value of a tag that is not ours to keep, on every resource that can carry one. */
  tagValue: 'canary-tag-3a6c9e5d1b82',
} as const;

/** The key of the tag whose value is a canary. */
export const canaryTagKey = 'on-call-phone';
