import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alertKey, desiredAlerts } from '../../../shared/audit/alerts.ts';
import { diff, withRows } from '../../../shared/audit/diff.ts';
import type { Alert } from '../../../shared/model/alert.ts';
import type { StandingFinding } from '../../../shared/model/change.ts';
import { type Severity, type Status, severities } from '../../../shared/model/check.ts';
import type { Finding } from '../../../shared/model/finding.ts';
import { day, deployment, finding, longHistory, play, run, target } from './runs.ts';

const key = `sa/${target.accountId}/${target.region}/${deployment}/c1`;

function cluster(name: string, status: Status, severity: Severity, reason: string): Finding {
  return finding({ subject: { type: 'rds-cluster', name }, status, severity, reason });
}

/** Runs one observation after the other; what stands and what the last one wants. */
function after(...observations: readonly (readonly Finding[])[]): readonly Alert[] {
  let standing: readonly StandingFinding[] = [];
  let alerts: readonly Alert[] = [];
  observations.forEach((observed, i) => {
    const { standing: rows, alertEffects } = diff(standing, observed, run(i + 1));
    standing = withRows(standing, rows);
    alerts = desiredAlerts({ standing, effects: alertEffects, version: day(i + 1) });
  });
  return alerts;
}

describe('what is wanted', () => {
  it('opens for one failing finding', () => {
    const orders = cluster('orders', 'fail', 'high', 'keeps back-ups\n for 1 day');
    expect(after([orders])).toEqual([
      {
        key,
        state: 'open',
        target,
        deployment,
        checkId: 'c1',
        severity: 'high',
        findingIds: [orders.id],
        summary: 'orders: keeps back-ups for 1 day (acme)',
        version: day(1),
      },
    ]);
  });

  it('says several findings in one alert, at the worst severity, three by name', () => {
    const observed = [
      cluster('users', 'fail', 'low', 'keeps back-ups for 1 day'),
      cluster('audit', 'fail', 'low', 'keeps back-ups for 1 day'),
      cluster('orders', 'fail', 'critical', 'keeps no back-ups'),
      cluster('mail', 'fail', 'low', 'keeps back-ups for 1 day'),
      cluster('spare', 'warn', 'critical', 'ends soon'),
    ];
    expect(after(observed)).toMatchObject([
      {
        severity: 'critical',
        findingIds: observed
          .slice(0, 4)
          .map(({ id }) => id)
          .sort(),
        summary:
          '4 failing: orders, audit, mail and 1 more: for example orders: keeps no back-ups (acme)',
      },
    ]);
  });

  it('says a shared reason once', () => {
    const observed = ['b', 'a'].map((name) => cluster(name, 'fail', 'low', 'is public'));
    expect(after(observed)[0]?.summary).toBe('2 failing: a, b: is public (acme)');
  });

  it('stays open with fewer findings, then closes with what closed last', () => {
    const bad = ['a', 'b'].map((name) => cluster(name, 'fail', 'low', 'is public'));
    const [a, b] = ['a', 'b'].map((name) => cluster(name, 'pass', 'low', 'is private'));
    const half = [a, bad[1]].flatMap((one) => one ?? []);
    const good = [a, b].flatMap((one) => one ?? []);
    expect(after(bad, half)).toMatchObject([{ state: 'open', findingIds: [bad[1]?.id] }]);
    expect(after(bad, half, good)).toMatchObject([
      {
        state: 'closed',
        findingIds: [b?.id],
        summary: 'no longer failing: b: is private (acme)',
        version: day(3),
      },
    ]);
    expect(after(bad, good)[0]?.summary).toBe('2 no longer failing: a, b: is private (acme)');
  });

  it('stays open when we can no longer look, and says so', () => {
    const bad = cluster('orders', 'fail', 'high', 'is public');
    const refused = cluster('orders', 'unknown', 'low', 'access denied');
    expect(after([bad], [refused])).toMatchObject([
      {
        state: 'open',
        severity: 'high',
        summary: 'orders: is public; cannot be looked at now (acme)',
      },
    ]);
    expect(after([bad], [refused], [refused])).toEqual([]);
  });

  it('wants nothing for a warning, nor for a problem that only stands', () => {
    expect(after([cluster('orders', 'warn', 'critical', 'ends soon')])).toEqual([]);
    const bad = cluster('orders', 'fail', 'high', 'is public');
    expect(after([bad], [bad])).toEqual([]);
  });

  it('closes when a failure eases to a warning', () => {
    const bad = cluster('orders', 'fail', 'high', 'is public');
    const better = cluster('orders', 'warn', 'high', 'will be public');
    expect(after([bad], [better])).toMatchObject([{ state: 'closed' }]);
  });
});

describe('the key', () => {
  it('is the same for the same group, and short enough for every receiver', () => {
    expect(alertKey(target, deployment, 'c1')).toBe(key);
    const long = alertKey(target, 'x'.repeat(300), 'c1');
    expect(long).toHaveLength(250);
    expect(alertKey(target, 'x'.repeat(300), 'c1')).toBe(long);
    expect(alertKey(target, 'x'.repeat(300), 'c2')).not.toBe(long);
  });
});

describe('whatever happens', () => {
  it('an alert is open just when some finding of its group fails, or failed when last seen', () => {
    fc.assert(
      fc.property(longHistory, (history) => {
        const outbox = new Map<string, Alert>();
        for (const { at, after: standing, alertEffects } of play(history)) {
          const wanted = desiredAlerts({ standing, effects: alertEffects, version: at });
          for (const alert of wanted) outbox.set(alert.key, alert);
          for (const checkId of ['c1', 'c2']) {
            const failing = standing.filter(
              (r) => r.checkId === checkId && (r.state === 'fail' || r.lastAnswer === 'fail'),
            );
            const alert = outbox.get(alertKey(target, deployment, checkId));
            expect(alert?.state === 'open').toBe(failing.length > 0);
            if (alert?.state !== 'open') continue;
            expect(alert.findingIds).toEqual(failing.map(({ id }) => id).sort());
            expect(alert.severity).toBe(
              severities.find((severity) => failing.some((r) => r.severity === severity)),
            );
          }
        }
      }),
    );
  });

  it('the order of findings and effects does not matter', () => {
    fc.assert(
      fc.property(longHistory, (history) => {
        for (const { at, after: standing, alertEffects } of play(history)) {
          const wanted = desiredAlerts({ standing, effects: alertEffects, version: at });
          const reversed = desiredAlerts({
            standing: standing.toReversed(),
            effects: alertEffects.toReversed(),
            version: at,
          });
          expect(reversed).toEqual(wanted);
        }
      }),
    );
  });
});
