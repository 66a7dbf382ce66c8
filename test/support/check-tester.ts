/**
 * Runs the table of a check: facts in, verdicts out, through the engine itself, so that a missing fact, a crash or a
 * repeated subject shows as it would in an audit.
 */
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../shared/audit/evaluate.ts';
import {
  type Check,
  type Declaration,
  noDeclaration,
  type SettingTable,
  type SettingValues,
  type Severity,
  type Status,
  type Topology,
} from '../../shared/model/check.ts';
import { known, type Missing } from '../../shared/model/fact.ts';
import type { Finding } from '../../shared/model/finding.ts';
import type { FactMap, FactName, Inventory } from '../../shared/model/inventory.ts';
import type { Deployment } from '../../shared/model/target.ts';
import { aDeployment, deepFreeze, now } from './builders.ts';

/** Every needed fact, as a value or as missing; a wanted one that is left out was not gathered. */
type TestFacts<K extends FactName, O extends FactName> = {
  readonly [P in K]: FactMap[P] | Missing;
} & { readonly [P in O]?: FactMap[P] | Missing };

interface Given<K extends FactName, O extends FactName, S extends SettingTable> {
  readonly name: string;
  readonly facts: TestFacts<K, O>;
  /** Nothing is expected of the deployment unless said here. */
  readonly expected?: Partial<Topology>;
  readonly deployment?: Partial<Deployment>;
  /** What the operator declares besides nothing. */
  readonly declared?: Partial<Declaration>;
  /** What differs from the defaults. */
  readonly settings?: Partial<SettingValues<S>>;
}

interface Case<K extends FactName, O extends FactName, S extends SettingTable>
  extends Given<K, O, S> {
  /** A part of the reason. */
  readonly reason?: string;
  /** The subject the case is about; without it, every verdict must be as the case says. */
  readonly subject?: string;
  readonly severity?: Severity;
}

interface SeveralSubjects<K extends FactName, O extends FactName, S extends SettingTable>
  extends Given<K, O, S> {
  /** The whole answer: every subject and its status. */
  readonly statuses: Readonly<Record<string, Status>>;
}

type NonEmpty<T> = readonly [T, ...T[]];

interface Tables<K extends FactName, O extends FactName, S extends SettingTable> {
  readonly pass: NonEmpty<Case<K, O, S>>;
  readonly fail: NonEmpty<Case<K, O, S>>;
  readonly warn?: readonly Case<K, O, S>[];
  readonly unknown: NonEmpty<Case<K, O, S>>;
  readonly notApplicable?: readonly Case<K, O, S>[];
  readonly several?: readonly SeveralSubjects<K, O, S>[];
}

export function testCheck<K extends FactName, O extends FactName, S extends SettingTable>(
  check: Check<K, O, S>,
  tables: Tables<K, O, S>,
): void {
  const answersTo = (status: Status, cases: readonly Case<K, O, S>[] = []) => {
    for (const each of cases) {
      it(`${status}: ${each.name}`, () => {
        const findings = findingsOf(check, each).filter(
          ({ subject }) => each.subject === undefined || subject.name === each.subject,
        );
        expect(findings, 'verdicts on the subject').not.toEqual([]);
        for (const finding of findings) {
          expect(finding.status, finding.reason).toBe(status);
          if (each.reason !== undefined) expect(finding.reason).toContain(each.reason);
          if (each.severity !== undefined) expect(finding.severity).toBe(each.severity);
          expect(finding.missing !== undefined).toBe(status === 'unknown');
        }
      });
    }
  };
  describe(check.id, () => {
    answersTo('pass', tables.pass);
    answersTo('fail', tables.fail);
    answersTo('warn', tables.warn);
    answersTo('unknown', tables.unknown);
    answersTo('not-applicable', tables.notApplicable);
    for (const each of tables.several ?? []) {
      it(`several: ${each.name}`, () => {
        const answers = findingsOf(check, each).map(({ subject, status }) => [
          subject.name,
          status,
        ]);
        expect(Object.fromEntries(answers)).toEqual(each.statuses);
      });
    }
  });
}

function findingsOf<K extends FactName, O extends FactName, S extends SettingTable>(
  check: Check<K, O, S>,
  { facts, expected, deployment, declared, settings }: Given<K, O, S>,
): readonly Finding[] {
  const defaults = Object.entries(check.settings).map(([name, setting]) => [name, setting.default]);
  return evaluate([check], deepFreeze(inventoryOf(facts)), {
    deployment: aDeployment(deployment),
    expected: { templates: [], singletons: [], ...expected },
    declared: { ...noDeclaration, ...declared },
    now,
    settingsFor: () => ({ ...Object.fromEntries(defaults), ...settings }),
  }).findings;
}

// All facts are lists, so what is no list is a reason why there is none.
function inventoryOf(facts: Readonly<Record<string, unknown>>): Inventory {
  return Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [name, Array.isArray(fact) ? known(fact) : fact]),
  );
}
