import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Diff, diff, withRows } from '../../../shared/audit/diff.ts';
import type { StandingFinding } from '../../../shared/model/change.ts';
import type { Severity, Status } from '../../../shared/model/check.ts';
import type { Finding } from '../../../shared/model/finding.ts';
import {
  anyHistory,
  anyObserved,
  blindObserved,
  day,
  deployment,
  endOf,
  finding,
  longHistory,
  orders,
  play,
  row,
  run,
} from './runs.ts';

// Every cell: `next change alert`, `-` for none. Written by hand from the meaning of the words, not from the code.
// `lost:x` remembers x. `=` is a row that is not written at all.
const cells = `
state               | pass             | warn             | fail               | unknown                          | not-applicable            | absent          | unread                           | out-of-scope | removed
none                | pass - -         | warn opened -    | fail opened open   | lost:none lost-sight -           | not-applicable - -        | = - -           | = - -                            | = - -        | = - -
pass                | = - -            | warn opened -    | fail opened open   | lost:pass lost-sight -           | not-applicable - -        | gone - -        | lost:pass lost-sight -           | = - -        | gone - -
warn                | pass fixed -     | = - -            | fail worsened open | lost:warn lost-sight -           | not-applicable gone -     | gone gone -     | lost:warn lost-sight -           | = - -        | gone retired -
fail                | pass fixed close | warn eased close | = - -              | lost:fail lost-sight keep        | not-applicable gone close | gone gone close | lost:fail lost-sight keep        | = - -        | gone retired close
not-applicable      | pass - -         | warn opened -    | fail opened open   | lost:not-applicable lost-sight - | = - -                     | gone - -        | lost:not-applicable lost-sight - | = - -        | gone - -
lost:none           | pass regained -  | warn opened -    | fail opened open   | = - -                            | not-applicable regained - | gone regained - | = - -                            | = - -        | gone - -
lost:pass           | pass regained -  | warn opened -    | fail opened open   | = - -                            | not-applicable regained - | gone regained - | = - -                            | = - -        | gone - -
lost:warn           | pass fixed -     | warn regained -  | fail worsened open | = - -                            | not-applicable gone -     | gone gone -     | = - -                            | = - -        | gone retired -
lost:fail           | pass fixed close | warn eased close | fail regained keep | = - -                            | not-applicable gone close | gone gone close | = - -                            | = - -        | gone retired close
lost:not-applicable | pass regained -  | warn opened -    | fail opened open   | = - -                            | not-applicable regained - | gone regained - | = - -                            | = - -        | gone - -
gone                | pass - -         | warn opened -    | fail opened open   | lost:none lost-sight -           | not-applicable - -        | = - -           | = - -                            | = - -        | = - -
`;

interface Cell {
  readonly from: string;
  readonly seen: string;
  readonly expected: string;
}

function parse(text: string): readonly Cell[] {
  const [head = [], ...lines] = text
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  return lines.flatMap(([from = '', ...expected]) =>
    expected.map((words, i) => ({ from, seen: head[i + 1] ?? '', expected: words })),
  );
}

/** A row standing as the table says, with the reason the findings of the table carry, so that only the cell speaks. */
function standing(
  from: string,
  seen: string,
  more: Partial<StandingFinding> = {},
): readonly StandingFinding[] {
  if (from === 'none') return [];
  const [state, memory] = from.split(':');
  const lastAnswer = memory === undefined || memory === 'none' ? null : memory;
  return [row({ state, lastAnswer, reason: seen, ...more } as StandingFinding)];
}

function see(before: readonly StandingFinding[], seen: string, severity: Severity = 'high'): Diff {
  switch (seen) {
    case 'absent':
      return diff(before, [], run(2));
    case 'unread':
      return diff(before, [], run(2, { complete: [] }));
    case 'out-of-scope':
      return diff(before, [], run(2, { checks: ['c2'] }));
    case 'removed':
      return diff(before, [], run(2, { known: ['c2'], checks: ['c2'] }));
    default:
      return diff(before, [finding({ status: seen as Status, severity })], run(2));
  }
}

/** What came of one finding, in the words of the table. */
function outcome({ standing: rows, changes, alertEffects }: Diff): string {
  const [written] = rows;
  const memory = written?.state === 'lost' ? `:${written.lastAnswer ?? 'none'}` : '';
  const next = written === undefined ? '=' : `${written.state}${memory}`;
  return `${next} ${changes[0]?.kind ?? '-'} ${alertEffects[0]?.action ?? '-'}`;
}

describe('every cell of the transition table', () => {
  const all = parse(cells);

  it('is here', () => {
    expect(new Set(all.map(({ from, seen }) => `${from} × ${seen}`)).size).toBe(11 * 9);
  });

  it.each(all)('$from × $seen → $expected', ({ from, seen, expected }) => {
    expect(outcome(see(standing(from, seen), seen))).toBe(expected);
  });

  it.each(all.filter(({ from }) => from !== 'none'))(
    '$from × $seen, fixed before: opened reads regressed',
    ({ from, seen, expected }) => {
      const result = see(standing(from, seen, { fixedBefore: true }), seen);
      expect(outcome(result)).toBe(expected.replace('opened', 'regressed'));
      for (const written of result.standing) expect(written.fixedBefore).toBe(true);
    },
  );

  it.each(all)('$from × $seen moves the dates as it should', ({ from, seen, expected }) => {
    const [written] = see(standing(from, seen), seen).standing;
    if (written === undefined) return;
    const problems = ['warn', 'fail', 'lost:warn', 'lost:fail'];
    const [next = ''] = expected.split(' ');
    const stands = problems.includes(from) && problems.includes(next);
    const idles = ![...problems, 'gone', 'none'].includes(from);
    const stillIdles = ![...problems, 'gone'].includes(next);
    expect(written.firstSeenAt).toBe(stands || (idles && stillIdles) ? day(1) : day(2));
    expect(written.changedAt).toBe(day(2));
    expect(written.lastRunStartedAt).toBe(day(2));
    expect(written.fixedBefore).toBe(expected.includes('fixed'));
  });
});

describe('the weight of a problem', () => {
  it.each([
    ['fail', 'fail', 'critical', 'fail worsened keep'],
    ['fail', 'fail', 'low', 'fail eased keep'],
    ['lost:fail', 'fail', 'critical', 'fail worsened keep'],
    ['lost:fail', 'fail', 'low', 'fail eased keep'],
    ['warn', 'warn', 'critical', 'warn - -'],
    ['lost:warn', 'warn', 'low', 'warn regained -'],
    ['warn', 'fail', 'low', 'fail worsened open'],
    ['fail', 'warn', 'critical', 'warn eased close'],
    ['pass', 'pass', 'critical', 'pass - -'],
  ] as const)('high %s × %s at %s → %s', (from, seen, severity, expected) => {
    const result = see(standing(from, seen), seen, severity);
    expect(outcome(result)).toBe(expected);
    expect(result.standing[0]).toMatchObject({ severity, changedAt: day(2) });
  });
});

describe('words and rows', () => {
  it('writes a row whose reason moved, without a change and without moving its dates', () => {
    const before = row({ state: 'fail', reason: 'keeps back-ups for 1 day' });
    const moved = finding({ status: 'fail', reason: 'keeps back-ups for 2 days' });
    const result = diff([before], [moved], run(2));
    expect(result.changes).toEqual([]);
    expect(result.alertEffects).toEqual([]);
    expect(result.standing).toEqual([
      { ...before, reason: moved.reason, lastRunStartedAt: day(2) },
    ]);
  });

  it('keeps the words of a problem that is out of sight, and says in the change why it is', () => {
    const before = row({ state: 'fail', severity: 'critical', reason: 'keeps back-ups for 1 day' });
    const refused = finding({ status: 'unknown', severity: 'low', reason: 'access denied' });
    const { standing: rows, changes } = diff([before], [refused], run(2));
    expect(rows[0]).toMatchObject({
      state: 'lost',
      lastAnswer: 'fail',
      severity: 'critical',
      reason: 'keeps back-ups for 1 day',
    });
    expect(changes).toEqual([
      {
        kind: 'lost-sight',
        findingId: before.id,
        checkId: 'c1',
        deployment,
        target: before.target,
        subject: orders,
        severity: 'critical',
        reason: 'access denied',
        at: day(2),
        from: 'fail',
        to: 'lost',
      },
    ]);
  });

  it('hands an unread subject the reason its whole check was blind', () => {
    const whole = finding({
      subject: { type: 'deployment', name: deployment },
      status: 'unknown',
      reason: 'access denied to rds:DescribeDBClusters',
    });
    const { changes } = diff([row({ state: 'fail' })], [whole], run(2, { complete: [] }));
    expect(changes.map(({ kind, reason }) => [kind, reason])).toEqual([
      ['lost-sight', whole.reason],
      ['lost-sight', whole.reason],
    ]);
  });

  it('does not take the silence of a crashed check for an answer, though all its facts were known', () => {
    const crashed = finding({
      subject: { type: 'deployment', name: deployment },
      status: 'unknown',
      reason: 'the check crashed',
    });
    const { changes } = diff([row({ state: 'fail' })], [crashed], run(2));
    expect(changes.map(({ kind }) => kind)).toEqual(['lost-sight', 'lost-sight']);
  });

  it('ends the blindness of a whole check as regained, and says it again next time', () => {
    const whole = finding({
      subject: { type: 'deployment', name: deployment },
      status: 'unknown',
    });
    const seen = finding({ status: 'pass' });
    const blindRun = { findings: [whole], runAt: (n: number) => run(n, { complete: [] }) };
    const clearRun = { findings: [seen], runAt: (n: number) => run(n) };
    const kinds = play([blindRun, blindRun, clearRun, clearRun, blindRun]).map(({ changes }) =>
      changes.filter(({ findingId }) => findingId === whole.id).map(({ kind }) => kind),
    );
    expect(kinds).toEqual([['lost-sight'], [], ['regained'], [], ['lost-sight']]);
  });

  it('takes a finding seriously whose check is not in the scope', () => {
    const { changes } = diff([], [finding({ checkId: 'c9', status: 'fail' })], run(2));
    expect(changes.map(({ kind }) => kind)).toEqual(['opened']);
  });

  it('takes the worst word when a check says two things of one subject', () => {
    const said = [finding({ status: 'pass' }), finding({ status: 'unknown' })];
    for (const observed of [said, said.toReversed()]) {
      expect(diff([], observed, run(2)).standing).toMatchObject([{ state: 'lost' }]);
    }
  });

  it('leaves a row alone that a newer run wrote, and touches one written by this run', () => {
    const healed = [finding({ status: 'pass' })];
    const newer = row({ state: 'fail', lastRunStartedAt: day(3) });
    expect(diff([newer], healed, run(2))).toEqual({ changes: [], standing: [], alertEffects: [] });
    const same = row({ state: 'fail', lastRunStartedAt: day(2) });
    expect(diff([same], healed, run(2)).changes).toMatchObject([{ kind: 'fixed' }]);
  });

  it('compares moments and not how they are written', () => {
    const before = row({ state: 'fail', lastRunStartedAt: '2030-01-02T12:00:00Z' });
    expect(diff([before], [finding({ status: 'pass' })], run(2)).changes).toHaveLength(1);
  });
});

describe('whatever is observed', () => {
  const nothing: Diff = { changes: [], standing: [], alertEffects: [] };

  it('seeing the same again changes nothing, in the same run and in the next', () => {
    fc.assert(
      fc.property(anyHistory, anyObserved, (history, { findings, runAt }) => {
        const before = endOf(history);
        const now = runAt(history.length + 1);
        const after = withRows(before, diff(before, findings, now).standing);
        expect(diff(after, findings, now)).toEqual(nothing);
        expect(diff(after, findings, runAt(history.length + 2))).toEqual(nothing);
      }),
    );
  });

  it('what is out of scope is untouched', () => {
    fc.assert(
      fc.property(anyHistory, anyObserved, (history, { findings, runAt }) => {
        const now = runAt(history.length + 1);
        const { changes, standing: rows, alertEffects } = diff(endOf(history), findings, now);
        for (const { checkId } of [...changes, ...rows, ...alertEffects]) {
          const removed = !now.knownChecks.includes(checkId);
          expect(removed || now.scope.checks.includes(checkId)).toBe(true);
        }
      }),
    );
  });

  it('only answers close', () => {
    fc.assert(
      fc.property(anyHistory, fc.array(blindObserved, { minLength: 1 }), (history, blindness) => {
        const from = endOf(history);
        const steps = play(blindness, from, history.length + 1);
        for (const { changes, alertEffects } of steps) {
          for (const { kind } of changes) expect(kind).toBe('lost-sight');
          for (const { action } of alertEffects) expect(action).toBe('keep');
        }
        const failing = (rows: readonly StandingFinding[]) =>
          rows
            .filter((r) => r.state === 'fail' || r.lastAnswer === 'fail')
            .map(({ id, severity, reason, firstSeenAt }) => ({ id, severity, reason, firstSeenAt }))
            .sort((one, other) => (one.id < other.id ? -1 : 1));
        expect(failing(steps.at(-1)?.after ?? [])).toEqual(failing(from));
      }),
    );
  });

  it('firstSeenAt is when the problem opened for as long as it stands', () => {
    fc.assert(
      fc.property(longHistory, (history) => {
        const openedAt = new Map<string, string>();
        for (const { changes, after } of play(history)) {
          for (const { kind, findingId, at } of changes) {
            if (kind === 'opened' || kind === 'regressed') openedAt.set(findingId, at);
            if (kind === 'fixed' || kind === 'gone' || kind === 'retired') {
              openedAt.delete(findingId);
            }
          }
          for (const { id, state, lastAnswer, firstSeenAt } of after) {
            const problem = ['warn', 'fail'].includes(lastAnswer ?? state);
            expect(openedAt.has(id)).toBe(problem);
            if (problem) expect(firstSeenAt).toBe(openedAt.get(id));
          }
        }
      }),
    );
  });

  it('an older run changes nothing a newer one wrote', () => {
    fc.assert(
      fc.property(anyHistory, anyObserved, anyObserved, (history, newer, older) => {
        const n = history.length;
        const before = endOf(history);
        const written = diff(before, newer.findings, newer.runAt(n + 2)).standing;
        const late = diff(withRows(before, written), older.findings, older.runAt(n + 1));
        const ids = new Set(written.map(({ id }) => id));
        for (const { id } of late.standing) expect(ids.has(id)).toBe(false);
        for (const { findingId } of late.changes) expect(ids.has(findingId)).toBe(false);
        for (const { findingId } of late.alertEffects) expect(ids.has(findingId)).toBe(false);
      }),
    );
  });

  it('the order of rows and findings does not matter, nor does saying one twice', () => {
    const shuffled = fc
      .tuple(anyHistory, anyObserved, anyObserved)
      .chain(([history, one, other]) => {
        const rows = [...endOf(history)];
        const findings: readonly Finding[] = [...one.findings, ...other.findings];
        return fc.record({
          findings: fc.constant(findings),
          rows: fc.constant(rows),
          mixedFindings: fc.shuffledSubarray([...findings], { minLength: findings.length }),
          mixedRows: fc.shuffledSubarray(rows, { minLength: rows.length }),
          now: fc.constant(one.runAt(history.length + 1)),
        });
      });
    fc.assert(
      fc.property(shuffled, ({ rows, findings, mixedRows, mixedFindings, now }) => {
        expect(diff(mixedRows, mixedFindings, now)).toEqual(diff(rows, findings, now));
      }),
    );
  });

  it('a crash between any two rows loses no change, and the retry ends where it would have', () => {
    fc.assert(
      fc.property(anyHistory, anyObserved, fc.nat(), (history, { findings, runAt }, cut) => {
        const before = endOf(history);
        const now = runAt(history.length + 1);
        const whole = diff(before, findings, now);
        const written = whole.standing.slice(0, cut % (whole.standing.length + 1));
        const crashed = withRows(before, written);
        const retry = diff(crashed, findings, now);
        const byId = (rows: readonly StandingFinding[]) => new Map(rows.map((r) => [r.id, r]));
        expect(byId(withRows(crashed, retry.standing))).toEqual(
          byId(withRows(before, whole.standing)),
        );
        // A row is written after its change: what the retry still says is exactly what no row stands for yet.
        const ids = new Set(written.map(({ id }) => id));
        expect(retry.changes).toEqual(whole.changes.filter((c) => !ids.has(c.findingId)));
        expect(retry.alertEffects).toEqual(whole.alertEffects.filter((e) => !ids.has(e.findingId)));
      }),
    );
  });

  it('a problem opens once before it ends, and ends once before it opens again', () => {
    fc.assert(
      fc.property(longHistory, (history) => {
        const open = new Map<string, number>();
        const ends = ['fixed', 'gone', 'retired'];
        const begins = ['opened', 'regressed'];
        for (const { kind, findingId } of play(history).flatMap(({ changes }) => changes)) {
          const step = Number(begins.includes(kind)) - Number(ends.includes(kind));
          const count = (open.get(findingId) ?? 0) + step;
          expect(count === 0 || count === 1).toBe(true);
          open.set(findingId, count);
        }
      }),
    );
  });

  it('lost-sight is said once for as long as we cannot look', () => {
    fc.assert(
      fc.property(longHistory, (history) => {
        let lost = new Set<string>();
        for (const { changes, after } of play(history)) {
          const nowLost = new Set(after.filter((r) => r.state === 'lost').map(({ id }) => id));
          const said = changes.filter((c) => c.kind === 'lost-sight').map((c) => c.findingId);
          expect(new Set(said)).toEqual(new Set([...nowLost].filter((id) => !lost.has(id))));
          expect(said.length).toBe(new Set(said).size);
          lost = nowLost;
        }
      }),
    );
  });
});
