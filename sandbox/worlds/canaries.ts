/**
 * Secrets the worlds place where real accounts hold real ones. None of them may ever be found in an inventory, a log,
 * a table row or a report.
 */
export const canaries = {
  /** A stack parameter that the template forgot to declare `NoEcho`. */
  stackParameter: 'canary-parameter-5f1c2d8e7a90',
  /** A stack output. */
  stackOutput: 'canary-output-0b7e4a6d3c19',
  /** An URL with a password in it, as a stack parameter. */
  alertmanagerUrl: 'canary-alertmanager-7c4e9b2a6d15',
  /** The environment of a container. */
  taskEnvironment: 'canary-environment-9d2f8b1e6c47',
  /** The endpoint of a subscription: the receiver knows its sender by a key in the URL. */
  topicEndpoint: 'canary-endpoint-2e8b5d7f9a03',
  /** What a document of Session Manager runs in every shell. */
  shellProfile: 'canary-profile-6d1f3b9c8e52',
  /** The value of a tag that is not ours to keep, on every resource that can carry one. */
  tagValue: 'canary-tag-3a6c9e5d1b82',
} as const;

/** The key of the tag whose value is a canary. */
export const canaryTagKey = 'on-call-phone';
