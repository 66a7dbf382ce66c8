/** Law 6: denied, throttled, cut short: the fact is missing, and no partial list is ever judged as whole. */
import { describe, expect, it } from 'vitest';
import type { Fault, FaultRule } from '../sandbox/faults.ts';
import { UnreachableError } from '../shared/aws/identity.ts';
import type { Finding } from '../shared/model/finding.ts';
import { answers, busyWorld, leanWorld, rowByRow, unknowns } from './support/lean-world.ts';
import { type Audited, audit, memoryOf } from './support/sandboxed.ts';

const truth = await audit(leanWorld());
const paginated = await audit(rowByRow(leanWorld()));
const memory = memoryOf(truth);

const operations = [
  ...new Map(truth.calls.map((call) => [`${call.service}:${call.operation}`, call])).values(),
]
  .filter(({ service }) => service !== 'sts')
  .map(({ service, operation }) => ({ service, operation }));

const paged = [
  ...new Map(
    paginated.calls.filter(({ page }) => page > 1).map((call) => [call.operation, call]),
  ).values(),
].map(({ service, operation }) => ({ service, operation }));

/** Every way in which a call can end without its answer. */
const faults: Readonly<Record<string, Fault>> = {
  denied: { kind: 'denied' },
  throttled: { kind: 'throttled' },
  'credentials expired': { kind: 'expired' },
  'refused for another reason': { kind: 'error', code: 'InvalidParameterValue' },
  'not implemented': { kind: 'error', code: 'InvalidAction' },
  'server error': { kind: 'server-error' },
  'a page for people': { kind: 'html' },
  'a page for people, as if all were well': { kind: 'html', status: 200 },
  'a page for people, refused by a proxy': { kind: 'html', status: 403 },
  reset: { kind: 'reset' },
  stalled: { kind: 'stall' },
  garbage: { kind: 'garbage' },
  'cut in half': { kind: 'half' },
};

/** All of them meet every operation where time does not matter; what answers look like is different for each. */
const usual = ['denied', 'a page for people, as if all were well', 'garbage', 'cut in half'];
const chosen = Object.entries(faults).filter(
  ([name]) => process.env.SLOW_TESTS !== undefined || usual.includes(name),
);

/**
 * Asked only of buckets that do not block public access. They fail whatever their policy says; without it they fail a
 * degree less, and nothing is unknown.
 */
const sharpensOnly = ['GetBucketPolicyStatus'];

/** What an audit may not say when it could not look, as sentences. */
function contradictions(expected: Audited, { findings }: Audited): string[] {
  const truly = new Map(expected.findings.map(({ id, status }) => [id, status]));
  const ids = new Set(findings.map(({ id }) => id));
  const scopeOf = ({ checkId, deployment }: Finding) => `${checkId} of ${deployment}`;
  const blind = new Set(findings.filter(({ status }) => status === 'unknown').map(scopeOf));
  const invented = findings.filter(
    ({ id, status }) => status !== 'unknown' && truly.get(id) !== status,
  );
  const lost = expected.findings.filter(
    (finding) => !ids.has(finding.id) && !blind.has(scopeOf(finding)),
  );
  return [
    ...invented.map(
      (finding) => `${scopeOf(finding)} says ${finding.status} of ${finding.subject.name}`,
    ),
    ...lost.map((finding) => `${scopeOf(finding)} is silent on ${finding.subject.name}`),
  ];
}

describe('law 6: what could not be read is unknown, never judged', () => {
  it('has something to compare with', async () => {
    expect(unknowns(truth)).toEqual([]);
    expect(contradictions(truth, paginated)).toEqual([]);
    expect(contradictions(truth, await audit(busyWorld()))).toEqual([]);
    expect(operations.length).toBeGreaterThanOrEqual(55);
    expect(paged.length).toBeGreaterThanOrEqual(30);
  });

  describe.concurrent.each(operations)('$service $operation', ({ service, operation }) => {
    it.each(chosen)('%s', async (_name, fault) => {
      const patience = { attempts: 1, ...(fault.kind === 'stall' && { callMs: 1500 }) };
      const plan: FaultRule[] = [{ service, operation, fault }];
      const blind = await audit(leanWorld(), { faults: plan, patience, remembered: memory });
      expect(contradictions(truth, blind)).toEqual([]);
      if (!sharpensOnly.includes(operation)) expect(unknowns(blind)).not.toEqual([]);
      for (const { missing } of unknowns(blind)) {
        expect(missing?.detail).toMatch(/\S/);
        expect(missing?.detail).not.toMatch(/[<>{}]|\n| {2}at /);
      }
    });
  });

  describe.concurrent.each(paged)('page 2 of $service $operation', ({ service, operation }) => {
    it.each([
      ['denied', { page: 2, fault: { kind: 'denied' } }],
      ['cut in half', { page: 2, fault: { kind: 'half' } }],
      ['of which there is no end', { fault: { kind: 'repeated-token' } }],
    ] as const)('%s', async (_name, rule) => {
      const plan: FaultRule[] = [{ service, operation, ...rule }];
      const blind = await audit(rowByRow(leanWorld()), { faults: plan, remembered: memory });
      expect(blind.calls.some((call) => call.fault !== undefined)).toBe(true);
      expect(contradictions(truth, blind)).toEqual([]);
      expect(unknowns(blind)).not.toEqual([]);
    });
  });

  it.concurrent('throttled at 20 requests a second it is as complete, only later', async () => {
    const fault = { kind: 'rate', perSecond: 20 } as const;
    const patience = { attempts: 6 };
    const throttled = await audit(leanWorld(), { faults: [{ fault }], patience });
    expect(throttled.calls.filter((call) => call.fault !== undefined)).not.toEqual([]);
    expect(answers(throttled)).toEqual(answers(truth));
  });

  it.concurrent.each(Object.entries(faults))(
    'without an identity nothing is judged: %s',
    async (_, fault) => {
      const patience = { attempts: 1, ...(fault.kind === 'stall' && { callMs: 1500 }) };
      const plan: FaultRule[] = [{ service: 'sts', fault }];
      await expect(audit(leanWorld(), { faults: plan, patience })).rejects.toThrow(
        UnreachableError,
      );
    },
  );
});
