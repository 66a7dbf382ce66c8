import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderJson } from '../../../shared/report/json.ts';
import { buildReport, type FindingSketch, target } from '../../support/report-builder.ts';

const missing = {
  known: false,
  cause: 'denied',
  detail: 'DescribeDBClusters was refused.',
  action: 'rds:DescribeDBClusters',
} as const;

describe('renderJson', () => {
  test('says what was audited and how it ended', () => {
    const report = buildReport({ source: 'file', sourceName: 'i.json', exitCode: 2, notes: ['n'] });
    expect(renderJson(report)).toEqual({
      schemaVersion: 1,
      startedAt: '2026-11-24T06:00:00.000Z',
      endedAt: '2026-11-24T06:00:03.200Z',
      source: 'file',
      sourceName: 'i.json',
      exitCode: 2,
      failOn: 'medium',
      failOnWarn: false,
      stored: true,
      notes: ['n'],
      targets: [{ account: '111122223333', region: 'eu-west-1', stacks: 24, calls: 41 }],
      results: [],
      blindSpots: [],
      unreachable: [],
      findings: [],
    });
  });

  test('a finding is one flat row', () => {
    const subject = {
      type: 'rds-cluster',
      name: 'aurora-1',
      arn: 'arn:aws:rds:eu-west-1:111122223333:cluster:aurora-1',
      unattributed: true,
    } as const;
    const report = buildReport({
      deployments: [{ findings: [{ id: '0123456789abcdef0123', subject, change: 'opened' }] }],
    });
    expect(renderJson(report).findings).toEqual([
      {
        id: '0123456789abcdef0123',
        checkId: 'rds-cluster-retention-sufficient',
        catalogueIds: ['BCK-01'],
        practice: 'back-ups',
        title: 'Aurora keeps back-ups for at least 7 days',
        deployment: 'acme-prod-eu1',
        account: '111122223333',
        region: 'eu-west-1',
        status: 'fail',
        severity: 'high',
        subject,
        reason: 'keeps back-ups for 1 day, expected at least 7',
        fix: 'Set BackupRetentionPeriod to 7 in 2-1-db-aurora-master.',
        firstSeenAt: '2026-11-21T06:00:00.000Z',
        change: 'opened',
      },
    ]);
  });

  test('what could not be looked at keeps its cause and IAM action', () => {
    const report = buildReport({
      blindSpots: [{ target, fact: 'rds.clusters', missing, checks: ['b', 'a'] }],
      deployments: [{ findings: [{ status: 'unknown', missing }] }],
    });
    const { blindSpots, findings } = renderJson(report);
    const said = {
      cause: 'denied',
      action: 'rds:DescribeDBClusters',
      detail: 'DescribeDBClusters was refused.',
    };
    expect(findings[0]?.missing).toEqual(said);
    expect(blindSpots).toEqual([
      {
        account: '111122223333',
        region: 'eu-west-1',
        fact: 'rds.clusters',
        missing: said,
        checks: ['a', 'b'],
      },
    ]);
  });

  test('a result carries its scope, its counts and what changed', () => {
    const report = buildReport({
      deployments: [{ comparedWith: '2026-11-23T06:00:00.000Z', findings: [{}], changes: [{}] }],
    });
    const [result] = renderJson(report).results;
    expect(result).toMatchObject({
      deployment: 'acme-prod-eu1',
      account: '111122223333',
      region: 'eu-west-1',
      environment: 'production',
      outcome: 'complete',
      counts: { fail: 1, pass: 0, warn: 0, unknown: 0, 'not-applicable': 0 },
      scope: { checks: ['rds-cluster-retention-sufficient'] },
      runStartedAt: '2026-11-24T06:00:00.000Z',
      configVersion: 'defaults',
      comparedWith: '2026-11-23T06:00:00.000Z',
      changes: [{ kind: 'opened', checkId: 'rds-cluster-retention-sufficient', from: 'pass' }],
    });
  });

  test('findings come by deployment, status, severity, check and subject', () => {
    const row = (
      status: FindingSketch['status'],
      severity: FindingSketch['severity'],
      name = 'a',
    ) => ({ status, severity, subject: { type: 'x', name } }) as FindingSketch;
    const report = buildReport({
      deployments: [
        { deployment: { name: 'b' }, findings: [row('fail', 'critical')] },
        {
          deployment: { name: 'a' },
          findings: [
            row('not-applicable', 'high'),
            row('pass', 'critical'),
            row('unknown', 'low'),
            row('fail', 'low'),
            row('warn', 'critical'),
            row('fail', 'high', 'b'),
            row('fail', 'high', 'a'),
          ],
        },
      ],
    });
    const rows = renderJson(report).findings.map(({ deployment, status, severity, subject }) =>
      [deployment, status, severity, subject.name].join(' '),
    );
    expect(rows).toEqual([
      'a fail high a',
      'a fail high b',
      'a fail low a',
      'a warn critical a',
      'a unknown low a',
      'a pass critical a',
      'a not-applicable high a',
      'b fail critical a',
    ]);
  });

  test('survives JSON, loses no finding, and does not depend on the order it is given', () => {
    const finding = fc.record({
      checkId: fc.constantFrom('a', 'b', 'c'),
      status: fc.constantFrom('fail', 'warn', 'unknown', 'pass', 'not-applicable'),
      severity: fc.constantFrom('critical', 'high', 'medium', 'low', 'info'),
      subject: fc.record({ type: fc.constant('x'), name: fc.string({ unit: 'binary' }) }),
      reason: fc.string({ unit: 'binary' }),
    });
    const distinct = fc.uniqueArray(finding, {
      selector: ({ checkId, subject }) => `${checkId}\n${subject.name}`,
    });
    fc.assert(
      fc.property(distinct, (findings) => {
        const json = renderJson(buildReport({ deployments: [{ findings }] }));
        expect(JSON.parse(JSON.stringify(json))).toEqual(json);
        expect(json.findings).toHaveLength(findings.length);
        const reversed = buildReport({ deployments: [{ findings: findings.toReversed() }] });
        expect(renderJson(reversed).findings).toEqual(json.findings);
      }),
    );
  });
});
