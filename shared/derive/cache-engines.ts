/**
 * Until when AWS supports an engine of ElastiCache without extra charge. Dated facts, last reviewed on 2026-11-24; look
 * again when AWS names a date for another major version.
 */
import type { ReplicationGroup } from '../model/elasticache.ts';
import { daysSince } from './age.ts';

export interface CacheEngine {
  /** As ElastiCache spells it. */
  readonly engine: string;
  readonly major: string;
  /** As a person says it. */
  readonly name: string;
  /** The last day of standard support; null while AWS has announced none. */
  readonly supportedUntil: string | null;
}

/** Source of all rows: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/extended-support.html */
export const cacheEngines: readonly CacheEngine[] = [
  { engine: 'redis', major: '4', name: 'Redis OSS 4', supportedUntil: '2026-01-31' },
  { engine: 'redis', major: '5', name: 'Redis OSS 5', supportedUntil: '2026-01-31' },
  { engine: 'redis', major: '6', name: 'Redis OSS 6', supportedUntil: '2027-01-31' },
  { engine: 'redis', major: '7', name: 'Redis OSS 7', supportedUntil: null },
  { engine: 'valkey', major: '7', name: 'Valkey 7', supportedUntil: null },
  { engine: 'valkey', major: '8', name: 'Valkey 8', supportedUntil: null },
  { engine: 'valkey', major: '9', name: 'Valkey 9', supportedUntil: null },
];

/** What is known of the engine a group runs; undefined when it is not in the table, or ElastiCache does not name it. */
export function cacheEngineOf({
  engine,
  engineVersion,
}: ReplicationGroup): CacheEngine | undefined {
  const major = engineVersion?.split('.')[0];
  return cacheEngines.find((each) => each.engine === engine && each.major === major);
}

/** Days until the end of the last day of support: 0 or less when it is over. */
export function daysOfSupport(supportedUntil: string, now: Date): number {
  return 1 - daysSince(supportedUntil, now);
}
