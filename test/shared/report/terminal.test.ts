import fc from 'fast-check';
import stringWidth from 'fast-string-width';
import { describe, expect, test } from 'vitest';
import { practices, type Status, severities } from '../../../shared/model/check.ts';
import type { MissingCause } from '../../../shared/model/fact.ts';
import { renderTerminal } from '../../../shared/report/terminal.ts';
import {
  buildReport,
  type DeploymentSketch,
  type FindingSketch,
  type ReportSketch,
  runStartedAt,
  target,
} from '../../support/report-builder.ts';

const plain = { width: 100, color: false };
const yesterday = '2026-11-23T06:00:00.000Z';
const esc = String.fromCharCode(27);

function render(sketch: ReportSketch, options: Partial<typeof plain> = {}): string {
  return renderTerminal(buildReport(sketch), { ...plain, ...options });
}

/** The text without layout, so that a wrapped sentence is still found. */
function unwrapped(text: string): string {
  return text.replace(/\s+/g, ' ');
}

const denied = {
  known: false,
  cause: 'denied',
  detail: 'DescribeInstancePatchStates was refused.',
  action: 'ssm:DescribeInstancePatchStates',
} as const;

const patches: FindingSketch = {
  checkId: 'ssm-instance-patched',
  practice: 'software-updates',
  title: 'Every instance is patched',
  status: 'unknown',
  subject: { type: 'ec2-instance', name: 'all' },
  reason: denied.detail,
  missing: denied,
};

const pass: FindingSketch = { status: 'pass', checkId: 'stack-named', practice: 'stack-naming' };

const small: ReportSketch = {
  source: 'sandbox',
  sourceName: 'drifted',
  exitCode: 1,
  notes: ['Only the checks of two practices were run.'],
  blindSpots: [
    { target, fact: 'ssm.patch-states', missing: denied, checks: ['ssm-instance-patched'] },
  ],
  deployments: [
    {
      deployment: { name: 'acme-staging', environment: 'staging' },
      comparedWith: yesterday,
      findings: [{ severity: 'high' }, { ...pass, subject: { type: 'stack', name: 's' } }],
    },
    {
      comparedWith: yesterday,
      changes: [{ checkId: 'ecs-service-running', subject: { type: 'ecs-service', name: 'is' } }],
      findings: [
        { severity: 'high' },
        {
          severity: 'critical',
          checkId: 'ecs-service-running',
          practice: 'high-availability',
          subject: { type: 'ecs-service', name: 'is' },
          reason: 'runs 0 of 2 tasks',
          fix: 'Force a new deployment.',
          change: 'opened',
          firstSeenAt: runStartedAt,
        },
        { status: 'warn', severity: 'low', checkId: 'rds-engine-supported', reason: 'ends soon' },
        patches,
        pass,
      ],
    },
  ],
};

describe('renderTerminal', () => {
  test('tells what an operator needs, in that order', () => {
    expect(render(small)).toBe(`\
Account 111122223333 in eu-west-1 · sandbox drifted · 2026-11-24 06:00 UTC · 3.2 s, 41 calls
A sandbox, not your account. Yours: stack-auditor audit --profile <name> --region <region>
Note: Only the checks of two practices were run.

FAIL      acme-prod-eu1  production  1 critical, 1 high · 1 warning · 1 could not be checked ·
          1 pass
FAIL      acme-staging   staging     1 high · 1 pass

CHANGED   since 2026-11-23 06:00 UTC (24 hours ago): 1 new
  new            is (ecs-service-running)

NEEDS A PERSON: 3 findings, worst first
CRITICAL  ecs-service is: runs 0 of 2 tasks
          acme-prod-eu1 · new in this run · ecs-service-running
          Fix: Force a new deployment.
HIGH      rds-cluster aurora-1: keeps back-ups for 1 day, expected at least 7
          acme-prod-eu1 · since 3 days (2026-11-21) · rds-cluster-retention-sufficient
          Fix: Set BackupRetentionPeriod to 7 in 2-1-db-aurora-master.
HIGH      rds-cluster aurora-1: keeps back-ups for 1 day, expected at least 7
          acme-staging · since 3 days (2026-11-21) · rds-cluster-retention-sufficient
          Fix: Set BackupRetentionPeriod to 7 in 2-1-db-aurora-master.

WARNINGS: 1 finding, working today, at risk later
WARN      rds-cluster aurora-1: ends soon
          acme-prod-eu1 · since 3 days (2026-11-21) · rds-engine-supported
          Fix: Set BackupRetentionPeriod to 7 in 2-1-db-aurora-master.

COULD NOT LOOK: 1 could not be checked
BLIND     ssm.patch-states: access denied. DescribeInstancePatchStates was refused.
          Grant: ssm:DescribeInstancePatchStates
          1 check blind: ssm-instance-patched

PRACTICE           pass  fail  warn  unknown  n/a
Stack naming          2     0     0        0    0
High availability     0     1     0        0    0
Back-ups              0     2     1        0    0
Updating software     0     0     0        1    0
Total                 2     3     1        1    0

exit 1: 3 findings at or above medium; 1 could not be checked
`);
  });

  test('quiet says the verdicts and the exit code only', () => {
    const text = renderTerminal(buildReport(small), { ...plain, quiet: true });
    expect(text).toBe(`\
FAIL      acme-prod-eu1  production  1 critical, 1 high · 1 warning · 1 could not be checked ·
          1 pass
FAIL      acme-staging   staging     1 high · 1 pass
exit 1: 3 findings at or above medium; 1 could not be checked
`);
  });

  test('a healthy account is a short report', () => {
    const text = render({ deployments: [{ comparedWith: yesterday, findings: [pass] }] });
    expect(text).toBe(`\
Account 111122223333 in eu-west-1 · live from AWS · 2026-11-24 06:00 UTC · 3.2 s, 41 calls

PASS      acme-prod-eu1  production  1 pass

Nothing changed since 2026-11-23 06:00 UTC (24 hours ago).

PRACTICE      pass  fail  warn  unknown  n/a
Stack naming     1     0     0        0    0

exit 0: nothing fails at or above medium
`);
  });

  test('without a deployment it says where it looked and what to do', () => {
    expect(render({ targets: [{ target, stacks: 12, calls: 3 }] })).toBe(`\
Account 111122223333 in eu-west-1 · live from AWS · 2026-11-24 06:00 UTC · 3.2 s, 3 calls

No deployment of The Things Stack found. Nothing was judged.
  Looked at account 111122223333 in eu-west-1 (12 stacks)
What you can do:
  - Another region or account: stack-auditor audit --profile <name> --region <region>
  - Declare the deployment and its stack prefix under deployments in auditor.yaml
  - Judge everything in the region, whatever its stacks: stack-auditor audit --all-resources

exit 0: no deployment found, nothing was judged
`);
    expect(render({ targets: [{ target, stacks: null, calls: 3 }] })).toContain(
      'its stacks could not be listed',
    );
  });

  test('a target without a deployment is named beside those that have one', () => {
    const other = { accountId: '444455556666', region: 'us-east-1' };
    const text = render({
      targets: [
        { target, stacks: 24, calls: 1 },
        { target: other, stacks: 0, calls: 1 },
      ],
      deployments: [{ findings: [pass] }],
    });
    expect(text).toContain(
      'none      no deployment in account 444455556666 in us-east-1 (0 stacks)',
    );
  });

  test('the first run has nothing to compare with and claims nothing to be new', () => {
    const findings = [{ firstSeenAt: runStartedAt }];
    const first = render({ deployments: [{ findings }] });
    expect(first).not.toContain('CHANGED');
    expect(first).not.toContain('Nothing changed');
    expect(first).toContain('first seen in this run');
    const forgotten = render({ stored: false, deployments: [{ findings }] });
    expect(forgotten).not.toMatch(/since|first seen/);
  });

  test.each([
    ['2026-11-24T05:18:00.000Z', 'since 42 minutes (2026-11-24)'],
    ['2026-11-22T07:00:00.000Z', 'since 47 hours (2026-11-22)'],
    ['2026-11-21T06:00:00.000Z', 'since 3 days (2026-11-21)'],
    ['not a date', 'since not a date'],
  ])('a finding from %s stands "%s"', (firstSeenAt, words) => {
    expect(render({ deployments: [{ findings: [{ firstSeenAt }] }] })).toContain(words);
  });

  test('worst first: severity, production before staging, longest standing', () => {
    const text = render({
      deployments: [
        {
          deployment: { name: 'a-stage', environment: 'staging' },
          findings: [
            { severity: 'high', subject: { type: 'x', name: 'third' }, checkId: 'c' },
            { severity: 'critical', subject: { type: 'x', name: 'first' }, checkId: 'd' },
          ],
        },
        {
          findings: [
            { severity: 'low', subject: { type: 'x', name: 'fifth' }, checkId: 'e' },
            {
              severity: 'low',
              subject: { type: 'x', name: 'fourth' },
              checkId: 'f',
              firstSeenAt: '2026-01-01T00:00:00.000Z',
            },
            { severity: 'high', subject: { type: 'x', name: 'second' }, checkId: 'a' },
          ],
        },
      ],
    });
    const places = ['first', 'second', 'third', 'fourth', 'fifth'].map((name) =>
      text.indexOf(`x ${name}:`),
    );
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  describe('subjects of one check', () => {
    const instances: readonly FindingSketch[] = Array.from({ length: 7 }, (_, index) => ({
      checkId: 'ssm-instance-managed',
      title: 'Every instance is managed',
      subject: { type: 'ec2-instance', name: `i-${index}` },
      reason: 'is not registered',
      fix: 'Restart the agent.',
      ...(index === 6 && { change: 'opened', firstSeenAt: runStartedAt }),
    }));

    test('share one title and one fix; what is new stays in sight, the rest is counted', () => {
      expect(render({ deployments: [{ findings: [...instances, pass] }] })).toContain(`
HIGH      7 do not meet: Every instance is managed
          - ec2-instance i-6: is not registered · new in this run
          - ec2-instance i-0: is not registered
          - ec2-instance i-1: is not registered
          - ec2-instance i-2: is not registered
          - ec2-instance i-3: is not registered
          … and 2 more (stack-auditor audit --check ssm-instance-managed)
          acme-prod-eu1 · since 3 days (2026-11-21) · ssm-instance-managed
          Fix: Restart the agent.
`);
    });

    test('are all there when only this check was asked for', () => {
      const text = render({ deployments: [{ findings: instances }] });
      expect(text).toContain('i-5');
      expect(text).not.toContain('more (');
    });

    test('in two deployments are two groups', () => {
      const text = render({
        deployments: [{ findings: instances }, { deployment: { name: 'b' }, findings: instances }],
      });
      expect(text.match(/7 do not meet/g)).toHaveLength(2);
    });
  });

  test('a long report names its three worst once more, just above the exit code', () => {
    const fail = (checkId: string, severity: 'critical' | 'high' | 'low'): FindingSketch => ({
      status: 'fail',
      checkId,
      severity,
      reason: `breaks ${checkId}`,
    });
    const four = [fail('d', 'low'), fail('a', 'critical'), fail('c', 'high'), fail('b', 'high')];
    const long = render({ deployments: [{ findings: four }], exitCode: 1 });
    const foot = long.slice(long.indexOf('THE 3 WORST'));
    expect([...foot.matchAll(/breaks (\w)/g)].map(([, id]) => id)).toEqual(['a', 'b', 'c']);
    expect(foot.trimEnd().split('\n').at(-1)).toMatch(/^exit 1/);
    const short = render({ deployments: [{ findings: four.slice(1) }], exitCode: 1 });
    expect(short).not.toContain('THE 3 WORST');
  });

  test('a subject claimed by no stack is marked', () => {
    const subject = { type: 'rds-cluster', name: 'recovered', unattributed: true } as const;
    expect(unwrapped(render({ deployments: [{ findings: [{ subject }] }] }))).toContain(
      "rds-cluster recovered (in this deployment's network, claimed by no stack): keeps",
    );
  });

  test('what is unknown for another reason than the blind spot is told apart', () => {
    const text = render({
      blindSpots: small.blindSpots ?? [],
      exitCode: 2,
      deployments: [
        {
          findings: [
            patches,
            {
              ...patches,
              subject: { type: 'ec2-instance', name: 'i-1' },
              reason: 'the check broke',
              missing: { known: false, cause: 'failed', detail: 'the check broke' },
            },
            { ...patches, checkId: 'other-check', reason: 'sees nothing either' },
          ],
        },
      ],
    });
    expect(text).toContain('UNKNOWN   ec2-instance i-1: the check broke');
    expect(text).toContain('UNKNOWN   ec2-instance all: sees nothing either');
    expect(text.match(/^UNKNOWN {3}ec2-instance/gm)).toHaveLength(2);
    expect(text).toMatch(/^UNKNOWN {3}acme-prod-eu1 .* 3 could not be checked$/m);
    expect(text).toContain('exit 2: nothing fails at or above medium; 3 could not be checked');
  });

  test.each([
    ['failed', 'Fix: Restart the agent.', 'without narrowing it'],
    ['not-gathered', 'Run the audit without narrowing it', 'Fix:'],
  ] as const)('what no call refused tells what would help when it %s', (cause, told, untold) => {
    const missing = { known: false, cause, detail: 'says nothing' } as const;
    const findings = [{ ...patches, reason: 'says nothing', fix: 'Restart the agent.', missing }];
    const text = unwrapped(render({ exitCode: 2, deployments: [{ findings }] }));
    expect(text).toContain(told);
    expect(text).not.toContain(untold);
  });

  test('a partial result is no pass, whatever its findings say', () => {
    expect(render({ deployments: [{ outcome: 'partial', findings: [pass] }] })).toMatch(
      /^UNKNOWN/m,
    );
    expect(render({ deployments: [{ outcome: 'failed' }] })).toContain('nothing could be judged');
    expect(render({ deployments: [{ findings: [] }] })).toContain('nothing was judged');
  });

  test('the exit code is explained', () => {
    const findings: readonly FindingSketch[] = [{ severity: 'low' }, { ...pass, status: 'warn' }];
    const deployments = [{ findings }];
    expect(render({ deployments })).toContain(
      'exit 0: nothing fails at or above medium; 1 finding below medium',
    );
    expect(render({ deployments, exitCode: 1, failOn: 'low' })).toContain(
      'exit 1: 1 finding at or above low\n',
    );
    expect(render({ deployments, exitCode: 1, failOnWarn: true })).toContain(
      'exit 1: 1 warning (--fail-on-warn); 1 finding below medium',
    );
  });

  test('changes take a line for each kind, at most five', () => {
    const kinds = [
      'opened',
      'fixed',
      'gone',
      'lost-sight',
      'regressed',
      'eased',
      'retired',
    ] as const;
    const subjects = Array.from({ length: 9 }, (_, index) => ({
      type: 'x',
      name: `name-${index}`,
    }));
    const changes = kinds.flatMap((kind) => subjects.map((subject) => ({ kind, subject })));
    const text = render({ deployments: [{ comparedWith: yesterday, changes, findings: [pass] }] });
    const lines = text.split('\n').filter((line) => line.startsWith('  '));
    expect(lines).toHaveLength(5 + 1);
    expect(unwrapped(text)).toContain(
      '9 new, 9 failing again, 9 out of sight, 9 fixed, 9 better, 9 gone, 9 no longer checked',
    );
    expect(text).toMatch(/^ {2}new +name-0 \(rds-cluster-retention-sufficient\) and 8 more$/m);
  });

  test('names from AWS cannot move the cursor, change colours or reverse the text', () => {
    const name = `a${esc}[2J${esc}]0;title\u0007b\u009b31mc\r\nd\u202ee\u0008f`;
    const text = render(
      { deployments: [{ findings: [{ subject: { type: 'x', name } }] }] },
      { color: true },
    );
    expect(text).toContain('x abc def');
    expect(text).not.toContain(`${esc}[2J`);
  });

  test('a terminal without Unicode gets ASCII', () => {
    const findings = [{ subject: { type: 'x', name: 'Zürich 東' }, reason: 'is – “old”…' }];
    const text = renderTerminal(buildReport({ deployments: [{ findings }] }), {
      ...plain,
      unicode: false,
    });
    expect(text).toMatch(/^[ -~\n]*$/);
    expect(text).toContain('x Zurich ?: is - "old"...');
  });

  test('colour marks and changes no word', () => {
    const colored = render(small, { color: true });
    expect(colored).toContain(esc);
    const marks = new RegExp(`${esc}\\[\\d+m`, 'g');
    expect(colored.replace(marks, '')).toBe(render(small));
  });

  test('the three worst are on the first screen', () => {
    const findings = ['one', 'two', 'three', 'four'].map((name) => ({
      checkId: name,
      subject: { type: 'rds-cluster', name },
    }));
    const lines = render({ ...small, deployments: [{ findings }, { findings: [pass] }] }).split(
      '\n',
    );
    const third = lines.findIndex((line) => line.includes('rds-cluster two:'));
    expect(lines.slice(0, 24).join('\n')).toContain('rds-cluster three:');
    expect(third).toBeLessThan(22);
  });
});

describe('whatever the report', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.constantFrom(
      `arn:aws:rds:eu-west-1:111122223333:cluster:${'long-'.repeat(30)}`,
      `${esc}[31mred${esc}[0m`,
      `${esc}]8;;http://x\u0007link`,
      '家族👨‍👩‍👧 데이터베이스 データベース',
      'é\u0301\u0301 ﾞ ﾟ 🇩🇪🇩',
    ),
  );
  const statuses = ['fail', 'warn', 'unknown', 'pass', 'not-applicable'] as const;
  const causes: readonly MissingCause[] = [
    'denied',
    'throttled',
    'unsupported',
    'failed',
    'not-gathered',
  ];
  const missing = fc.record({
    known: fc.constant(false as const),
    cause: fc.constantFrom(...causes),
    detail: text,
  });
  const finding = fc.record({
    checkId: fc.constantFrom('rds-cluster-check-alpha', 'ecs-service-check-beta', 'ssm-gamma'),
    practice: fc.constantFrom(...(Object.keys(practices) as (keyof typeof practices)[])),
    title: text,
    severity: fc.constantFrom(...severities),
    status: fc.constantFrom<Status>(...statuses),
    subject: fc.record({ type: fc.constantFrom('rds-cluster', 'ecs-service'), name: text }),
    reason: text,
    fix: text,
    firstSeenAt: fc.constantFrom(runStartedAt, yesterday, '2025-01-01T00:00:00.000Z'),
  });
  const sketches = fc
    .record({
      findings: fc.array(fc.array(finding, { maxLength: 12 }), { maxLength: 3 }),
      changes: fc.array(
        fc.record({
          kind: fc.constantFrom('opened', 'fixed', 'lost-sight', 'gone'),
          subject: fc.record({ type: fc.constant('x'), name: text }),
        }),
        { maxLength: 5 },
      ),
      notes: fc.array(text, { maxLength: 2 }),
      blind: fc.array(missing, { maxLength: 2 }),
      source: fc.constantFrom('aws', 'sandbox', 'file'),
      sourceName: text,
    })
    .map(
      ({ findings, changes, blind, ...rest }): ReportSketch => ({
        ...rest,
        blindSpots: blind.map((each) => ({
          target,
          fact: 'rds.clusters',
          missing: each,
          checks: ['ssm-gamma'],
        })),
        deployments: findings.map(
          (each, index): DeploymentSketch => ({
            deployment: { name: `tts${index}` },
            comparedWith: yesterday,
            findings: each,
            changes,
          }),
        ),
      }),
    );
  const widths = fc.integer({ min: 40, max: 200 });

  test('no line is wider than asked, with and without colour', () => {
    fc.assert(
      fc.property(
        sketches,
        text,
        widths,
        fc.boolean(),
        fc.boolean(),
        (sketch, name, width, color, unicode) => {
          const deployments = [...(sketch.deployments ?? []), { deployment: { name } }];
          const report = buildReport({ ...sketch, deployments });
          const lines = renderTerminal(report, { width, color, unicode }).split('\n');
          for (const line of lines) expect(stringWidth(line), line).toBeLessThanOrEqual(width);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('without colour there is no control character but the newline', () => {
    fc.assert(
      fc.property(sketches, widths, (sketch, width) => {
        const rendered = render(sketch, { width });
        expect(rendered.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
      { numRuns: 200 },
    );
  });

  test('with colour there is no escape sequence but a colour', () => {
    const colour = new RegExp(`${esc}\\[\\d{1,2}m`, 'g');
    fc.assert(
      fc.property(sketches, widths, (sketch, width) => {
        const rendered = render(sketch, { width, color: true });
        expect(rendered.replace(colour, '').replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
      }),
    );
  });

  test('every failing and warning check is named', () => {
    fc.assert(
      fc.property(sketches, widths, (sketch, width) => {
        const joined = render(sketch, { width }).replace(/\s/g, '');
        for (const { findings } of buildReport(sketch).deployments) {
          for (const { status, checkId } of findings) {
            if (status === 'fail' || status === 'warn') expect(joined).toContain(checkId);
          }
        }
      }),
    );
  });

  test('PASS is only said where everything was looked at and nothing fails', () => {
    fc.assert(
      fc.property(sketches, (sketch) => {
        const lines = renderTerminal(buildReport(sketch), { ...plain, quiet: true }).split('\n');
        for (const { deployment, findings } of buildReport(sketch).deployments) {
          const verdict = lines.find((line) => line.includes(`  ${deployment.name}  `)) ?? '';
          const bad = findings.some(({ status }) => status === 'fail' || status === 'unknown');
          if (bad || findings.length === 0) expect(verdict).not.toContain('PASS');
          else expect(verdict).toMatch(/^PASS /);
        }
      }),
    );
  });

  test('the counts shown are those of the findings', () => {
    fc.assert(
      fc.property(sketches, (sketch) => {
        const report = buildReport(sketch);
        const rendered = renderTerminal(report, { ...plain, width: 200 });
        for (const { deployment, findings } of report.deployments) {
          const line = rendered.split('\n').find((each) => each.includes(`  ${deployment.name}  `));
          const amount = (status: Status) => findings.filter((f) => f.status === status).length;
          const shown = (pattern: RegExp) => Number(line?.match(pattern)?.[1] ?? 0);
          for (const severity of severities) {
            const failed = findings.filter((f) => f.status === 'fail' && f.severity === severity);
            expect(shown(new RegExp(`(\\d+) ${severity}`))).toBe(failed.length);
          }
          expect(shown(/(\d+) warning/)).toBe(amount('warn'));
          expect(shown(/(\d+) could not be checked/)).toBe(amount('unknown'));
          expect(shown(/(\d+) pass/)).toBe(amount('pass'));
        }
        expectTableToAddUp(
          rendered,
          report.deployments.flatMap(({ findings }) => findings),
        );
      }),
    );
  });

  function expectTableToAddUp(
    rendered: string,
    findings: readonly { readonly status: Status }[],
  ): void {
    const [, table = ''] = rendered.split('PRACTICE ');
    const rows = [...table.matchAll(/^(.*?)((?: +\d+){5})$/gm)].filter(
      ([, title]) => title !== 'Total',
    );
    const order: readonly Status[] = ['pass', 'fail', 'warn', 'unknown', 'not-applicable'];
    order.forEach((status, column) => {
      const sum = rows
        .map(([, , cells = '']) => Number(cells.trim().split(/ +/)[column]))
        .reduce((total, cell) => total + cell, 0);
      expect(sum).toBe(findings.filter((finding) => finding.status === status).length);
    });
  }
});
