/** The identity of a finding: the same problem has the same id in every run. */
import { createHash } from 'node:crypto';
import type { ResourceRef, Target } from '../model/target.ts';

/** 20 hex digits of SHA-256 over check, account, region, deployment, subject type and subject name. */
export function findingId(
  checkId: string,
  target: Target,
  deployment: string,
  subject: ResourceRef,
): string {
  const parts = [checkId, target.accountId, target.region, deployment, subject.type, subject.name];
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 20);
}
