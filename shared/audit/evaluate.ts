/** Runs checks over a deployment's view: every check answers, every time. */
import type { AnyCheck, Declaration, SettingValues, Topology, Verdict } from '../model/check.ts';
import { unsure } from '../model/check.ts';
import { type Fact, type Missing, missing } from '../model/fact.ts';
import { type Counts, countStatuses, type Finding, type Scope } from '../model/finding.ts';
import type { FactName, Inventory } from '../model/inventory.ts';
import { type Deployment, deploymentRef } from '../model/target.ts';
import { findingId } from './identity.ts';

export interface EvaluateContext {
  readonly deployment: Deployment;
  readonly expected: Topology;
  readonly declared: Declaration;
  readonly now: Date;
  readonly settingsFor: (check: AnyCheck) => SettingValues;
}

export interface Evaluation {
  readonly findings: readonly Finding[];
  readonly scope: Scope;
  readonly counts: Counts;
}

/**
 * One or more findings per check. A missing needed fact, a crash, and a check that says nothing all become one
 * `unknown` on the deployment, with the cause and the IAM action.
 */
export function evaluate(
  checks: readonly AnyCheck[],
  view: Inventory,
  context: EvaluateContext,
): Evaluation {
  const answers = checks.map((check) => ({ check, answer: answer(check, view, context) }));
  const findings = answers.flatMap(({ check, answer: { verdicts } }) =>
    verdicts.map((verdict) => stamp(check, verdict, context.deployment)),
  );
  return {
    findings,
    scope: {
      checks: checks.map(({ id }) => id),
      complete: answers.filter(({ answer: { complete } }) => complete).map(({ check }) => check.id),
      ...factsOf(checks, view),
    },
    counts: countStatuses(findings),
  };
}

interface Answer {
  readonly verdicts: readonly Verdict[];
  /** The check had all it needed: what it does not mention is not there. */
  readonly complete: boolean;
}

function answer(check: AnyCheck, view: Inventory, context: EvaluateContext): Answer {
  const subject = deploymentRef(context.deployment);
  const blind = (cause: Missing): Answer => ({
    verdicts: [unsure(subject, cause)],
    complete: false,
  });
  const absent = check.needs.map((fact) => factIn(view, fact)).find((fact) => !fact.known);
  if (absent !== undefined && !absent.known) return blind(absent);
  try {
    const verdicts = check.run(pick(check, view), {
      deployment: context.deployment,
      expected: context.expected,
      declared: context.declared,
      now: context.now,
      settings: context.settingsFor(check),
    });
    if (verdicts.length === 0) return blind(missing('failed', `${check.id} gave no answer`));
    const twice = repeatedSubject(verdicts);
    if (twice !== undefined)
      return blind(missing('failed', `${check.id} answered twice for ${twice}`));
    // A part of a fact that could not be read leaves the list of subjects open.
    return { verdicts, complete: !verdicts.some(({ status }) => status === 'unknown') };
  } catch (error) {
    return blind(missing('failed', `${check.id} broke: ${(error as Error).message}`));
  }
}

function factIn(view: Inventory, fact: FactName): Fact<unknown> {
  return view[fact] ?? missing('not-gathered', `${fact} was not gathered`);
}

/** A check gets the values it needs and the facts it wants, and nothing else. */
function pick(check: AnyCheck, view: Inventory): Record<string, unknown> {
  const needed = check.needs.map((name) => {
    const fact = factIn(view, name);
    return [name, fact.known ? fact.value : undefined];
  });
  const wanted = check.wants.map((name) => [name, factIn(view, name)]);
  return Object.freeze(Object.fromEntries([...needed, ...wanted]));
}

function repeatedSubject(verdicts: readonly Verdict[]): string | undefined {
  const seen = new Set<string>();
  for (const { subject } of verdicts) {
    const key = `${subject.type} ${subject.name}`;
    if (seen.has(key)) return key;
    seen.add(key);
  }
  return undefined;
}

function stamp(check: AnyCheck, verdict: Verdict, { name, target }: Deployment): Finding {
  const { id, catalogueIds, practice, title, fix } = check;
  return {
    id: findingId(id, target, name, verdict.subject),
    checkId: id,
    catalogueIds,
    practice,
    title,
    severity: verdict.severity ?? check.severity,
    target,
    deployment: name,
    status: verdict.status,
    subject: verdict.subject,
    reason: verdict.reason,
    fix,
    ...(verdict.missing !== undefined && { missing: verdict.missing }),
  };
}

function factsOf(
  checks: readonly AnyCheck[],
  view: Inventory,
): Pick<Scope, 'factsKnown' | 'factsMissing'> {
  const used = [...new Set(checks.flatMap(({ needs, wants }) => [...needs, ...wants]))].sort();
  return {
    factsKnown: used.filter((fact) => view[fact]?.known === true),
    factsMissing: used.filter((fact) => view[fact]?.known !== true),
  };
}
