/** What a Redis replication group is for. */
import { unsure, type Verdict } from '../model/check.ts';
import type { StackResource } from '../model/cloudformation.ts';
import type { ReplicationGroup } from '../model/elasticache.ts';
import type { Fact } from '../model/fact.ts';
import { type RedisPurpose, redisPurpose } from '../model/tts.ts';

/** The purpose its stack's name gives away. A group no stack is known to own is taken for `general`, the strictest. */
export function purposeOf(
  { id }: ReplicationGroup,
  resources: Fact<readonly StackResource[]>,
): RedisPurpose {
  const owner = resources.known && resources.value.find(({ physicalId }) => physicalId === id);
  return owner ? redisPurpose(owner.stackName) : 'general';
}

/** A failure that its purpose might excuse is none while nobody can say which stack the group is of. */
export function unlessExcused(
  verdict: Verdict,
  resources: Fact<readonly StackResource[]>,
): Verdict {
  return verdict.status === 'fail' && !resources.known
    ? unsure(verdict.subject, resources)
    : verdict;
}
