/** Certificates as Certificate Manager lists them. Dates are ISO 8601. */
import type { Fact } from './fact.ts';
import type { ResourceRef } from './target.ts';

export interface Certificate {
  readonly ref: ResourceRef;
  readonly arn: string;
  /** The domain name and all further names, in lower case: `*.example.com`. */
  readonly names: readonly string[];
  /** True when it has more names than AWS lists at once. */
  readonly moreNames: boolean;
  /** `ISSUED`, `PENDING_VALIDATION`, `EXPIRED`, `REVOKED`, `FAILED`, … */
  readonly status: string;
  /** `AMAZON_ISSUED`, `IMPORTED` or `PRIVATE`. */
  readonly type: string;
  readonly inUse: boolean | null;
  readonly expiresAt: string | null;
  readonly importedAt: string | null;
  /** `ELIGIBLE` or `INELIGIBLE`; null when AWS does not say. */
  readonly renewalEligibility: string | null;
  /** `PENDING_AUTO_RENEWAL`, `PENDING_VALIDATION`, `SUCCESS`, `FAILED`; asked only of Amazon's own that expire within 60 days, null for all others. */
  readonly renewal: Fact<string | null>;
}
