import { describe, expect, it } from 'vitest';
import { blindSpotsOf, exitCodeOf, type FailPolicy } from '../../../shared/audit/outcome.ts';
import type { Severity, Status } from '../../../shared/model/check.ts';
import { known, type Missing, missing } from '../../../shared/model/fact.ts';
import type { Finding } from '../../../shared/model/finding.ts';
import { aTarget, denied } from '../../support/builders.ts';
import { finding } from './runs.ts';

const failOnMedium: FailPolicy = { failOn: 'medium', failOnWarn: false };

function said(...statuses: readonly (readonly [Status, Severity?])[]): Finding[] {
  return statuses.map(([status, severity = 'high']) => finding({ status, severity }));
}

describe('the exit code', () => {
  it.each<[string, 0 | 1 | 2, Finding[]]>([
    ['all passes', 0, said(['pass'], ['not-applicable'])],
    ['something fails', 1, said(['pass'], ['fail'])],
    ['something fails exactly at the threshold', 1, said(['fail', 'medium'])],
    ['something fails below the threshold', 0, said(['fail', 'low'])],
    ['something will fail', 0, said(['warn', 'critical'])],
    ['something could not be checked', 2, said(['pass'], ['unknown', 'info'])],
    ['something fails, and something could not be checked', 1, said(['unknown'], ['fail'])],
    [
      'something fails below, and something could not be checked',
      2,
      said(['unknown'], ['fail', 'low']),
    ],
    ['nothing was judged', 2, []],
  ])('when %s, is %i', (_when, code, findings) => {
    expect(exitCodeOf(findings, true, failOnMedium)).toBe(code);
  });

  it.each<[Severity, Severity, 0 | 1]>([
    ['critical', 'critical', 1],
    ['high', 'critical', 0],
    ['info', 'low', 0],
    ['info', 'info', 1],
  ])('when a %s failure meets the threshold %s, is %i', (severity, failOn, code) => {
    expect(exitCodeOf(said(['fail', severity]), true, { failOn, failOnWarn: false })).toBe(code);
  });

  it('counts warnings only when told to, and then whatever their severity', () => {
    const strict: FailPolicy = { failOn: 'critical', failOnWarn: true };
    expect(exitCodeOf(said(['warn', 'info']), true, strict)).toBe(1);
    expect(exitCodeOf(said(['pass']), true, strict)).toBe(0);
  });

  it('is 2 when a target could not be reached, however well the others do', () => {
    expect(exitCodeOf(said(['pass']), false, failOnMedium)).toBe(2);
    expect(exitCodeOf(said(['fail']), false, failOnMedium)).toBe(1);
  });
});

describe('blind spots', () => {
  const refusal = denied('rds:DescribeDBClusters');
  const unknown = (checkId: string, cause: Missing): Finding => ({
    ...finding({ checkId, status: 'unknown' }),
    missing: cause,
  });
  const spots = (inventory: Parameters<typeof blindSpotsOf>[1], ...findings: Finding[]) =>
    blindSpotsOf(aTarget(), inventory, findings);

  it('are said once for each cause, with every check it blinds, in order and each once', () => {
    const inventory = { 'rds.clusters': refusal };
    expect(
      spots(inventory, unknown('c2', refusal), unknown('c1', refusal), unknown('c2', refusal)),
    ).toEqual([
      { target: aTarget(), fact: 'rds.clusters', missing: refusal, checks: ['c1', 'c2'] },
    ]);
  });

  it('are told by cause, action and detail together', () => {
    const throttled = missing('throttled', 'too many requests', 'rds:DescribeDBClusters');
    const other = missing('denied', 'another sentence', 'rds:DescribeDBClusters');
    const inventory = {
      'rds.clusters': refusal,
      'rds.instances': throttled,
      'rds.snapshots': other,
    };
    const found = spots(
      inventory,
      unknown('c1', refusal),
      unknown('c1', throttled),
      unknown('c1', other),
    );
    expect(found.map(({ fact }) => fact)).toEqual([
      'rds.clusters',
      'rds.instances',
      'rds.snapshots',
    ]);
  });

  it('are named after the fact whose action was refused, not after those that depend on it', () => {
    const inventory = {
      'cloudformation.stack-resources': refusal,
      'drills.reports': refusal,
      'rds.clusters': refusal,
    };
    expect(spots(inventory, unknown('c1', refusal))[0]?.fact).toBe('rds.clusters');
  });

  it('are named after any fact the cause took away when no action tells', () => {
    const broken = missing('failed', 'the page could not be read');
    expect(spots({ 'rds.clusters': broken }, unknown('c1', broken))[0]?.fact).toBe('rds.clusters');
  });

  it('are only what left a check without an answer, and only facts', () => {
    const crash = missing('failed', 'c1 broke: divided by zero');
    expect(spots({ 'rds.clusters': refusal }, ...said(['pass'], ['fail']))).toEqual([]);
    expect(spots({ 'rds.clusters': known([]) }, unknown('c1', crash))).toEqual([]);
  });
});
