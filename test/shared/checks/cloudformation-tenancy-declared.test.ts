import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../shared/audit/evaluate.ts';
import check from '../../../shared/checks/cloudformation-tenancy-declared.ts';
import type { DeclaredTenancy } from '../../../shared/model/check.ts';
import { noDeclaration } from '../../../shared/model/check.ts';
import { known } from '../../../shared/model/fact.ts';
import { aDeployment, aStack, denied, now } from '../../support/builders.ts';
import { anInventory } from '../../support/healthy-deployment.ts';

const stacks = [aStack()];

/** The one finding. This check has no failure to put into the usual table: what it asks for can only be missing. */
function finding(
  tenancy: DeclaredTenancy | null,
  {
    of = stacks,
    maximumDays = 365,
  }: { of?: readonly ReturnType<typeof aStack>[]; maximumDays?: number } = {},
) {
  const { findings } = evaluate(
    [check],
    { 'cloudformation.stacks': known(of) },
    {
      deployment: aDeployment(),
      expected: { templates: [], singletons: [] },
      declared: { ...noDeclaration, tenancy },
      now,
      settingsFor: () => ({ maximumDays }),
    },
  );
  expect(findings).toHaveLength(1);
  return findings[0];
}

describe(check.id, () => {
  it.each([
    ['single', 'is declared to have no tenants, as reviewed on 2026-11-01'],
    ['multi', 'is declared to have tenants, as reviewed on 2026-11-01'],
    ['planned', 'is declared to have tenants later, as reviewed on 2026-11-01'],
  ] as const)('pass: %s', (intent, reason) => {
    expect(finding({ intent, reviewed: '2026-11-01' })).toMatchObject({
      status: 'pass',
      reason,
      subject: { type: 'deployment', name: 'acme' },
    });
  });

  it.each([
    ['as long ago as allowed', '2025-11-24', 365, 'pass'],
    ['longer ago than allowed', '2025-11-23', 365, 'warn'],
    ['longer ago, where that is allowed', '2025-11-23', 366, 'pass'],
    ['in the future', '2026-12-24', 365, 'pass'],
  ])('reviewed %s', (_when, reviewed, maximumDays, status) => {
    expect(finding({ intent: 'multi', reviewed }, { maximumDays })?.status).toBe(status);
  });

  it('warn: says how long ago somebody thought about it', () => {
    expect(finding({ intent: 'single', reviewed: '2025-11-01' })).toMatchObject({
      status: 'warn',
      severity: 'low',
      reason: 'is declared to have no tenants, which was last thought about 387 days ago',
    });
  });

  it('warn: nobody declared it', () => {
    expect(finding(null)).toMatchObject({
      status: 'warn',
      reason: 'has no `tenancy` declared: nobody wrote down the decision',
    });
  });

  it('pass: declared before the first stack is there', () => {
    expect(finding({ intent: 'multi', reviewed: '2026-11-01' }, { of: [] })?.status).toBe('pass');
  });

  it('not-applicable: nobody declared it, and nothing of The Things Stack is there', () => {
    const of = [aStack({ name: 'billing', versionTag: '12' })];
    expect(finding(null, { of })?.status).toBe('not-applicable');
  });

  it('unknown: the stacks may not be listed', () => {
    const view = anInventory(
      {},
      { 'cloudformation.stacks': denied('cloudformation:DescribeStacks') },
    );
    const { findings } = evaluate([check], view, {
      deployment: aDeployment(),
      expected: { templates: [], singletons: [] },
      declared: noDeclaration,
      now,
      settingsFor: () => ({ maximumDays: 365 }),
    });
    expect(findings.map(({ status }) => status)).toEqual(['unknown']);
  });
});
