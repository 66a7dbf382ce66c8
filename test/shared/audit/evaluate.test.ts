import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../shared/audit/evaluate.ts';
import { findingId } from '../../../shared/audit/identity.ts';
import {
  type AnyCheck,
  defineCheck,
  fail,
  noDeclaration,
  pass,
  unsure,
  type Verdict,
} from '../../../shared/model/check.ts';
import { known, missing } from '../../../shared/model/fact.ts';
import type { Inventory } from '../../../shared/model/inventory.ts';
import { aDbCluster, aDeployment, aTarget, denied, now } from '../../support/builders.ts';
import { anInventory } from '../../support/healthy-deployment.ts';

const orders = { type: 'rds-cluster', name: 'orders' };
const users = { type: 'rds-cluster', name: 'users' };
const view: Inventory = anInventory({ 'rds.clusters': [aDbCluster()], 'rds.instances': [] });

/** A check that needs the clusters and the instances and answers what it is told to. */
function aCheck(
  run: (...given: readonly unknown[]) => readonly Verdict[],
  over: Partial<AnyCheck> = {},
): AnyCheck {
  return {
    ...defineCheck({
      id: 'rds-cluster-fake',
      practice: 'back-ups',
      title: 'Fakes are good',
      why: 'Because.',
      fix: 'Do it.',
      docs: 'https://example.com/',
      severity: 'high',
      catalogueIds: ['BKP-RDS-01'],
      controls: [],
      needs: ['rds.clusters', 'rds.instances'],
      wants: ['rds.snapshots'],
      run: () => [],
    }),
    ...over,
    run,
  };
}

function judge(check: AnyCheck, inventory: Inventory = view) {
  return evaluate([check], inventory, {
    deployment: aDeployment(),
    expected: { templates: ['1-1-vpc'], singletons: ['certbot'] },
    declared: noDeclaration,
    now,
    settingsFor: ({ id }) => ({ limit: id.length }),
  });
}

describe('what a check is handed', () => {
  it('is exactly the facts it needs, as values, and those it wants, as facts', () => {
    let seen: unknown;
    const check = aCheck((facts) => {
      seen = facts;
      return [pass(orders, 'is fine')];
    });
    const snapshots = known([]);
    judge(check, { ...view, 'rds.snapshots': snapshots, 'ec2.instances': known([]) });
    expect(seen).toEqual({
      'rds.clusters': [aDbCluster()],
      'rds.instances': [],
      'rds.snapshots': snapshots,
    });
  });

  it('is a missing fact where a wanted one is missing or was not gathered', () => {
    const seen: unknown[] = [];
    const check = aCheck((facts) => {
      seen.push((facts as Record<string, unknown>)['rds.snapshots']);
      return [pass(orders, 'is fine')];
    });
    const refusal = denied('rds:DescribeDBClusterSnapshots');
    judge(check, { ...view, 'rds.snapshots': refusal });
    judge(check);
    expect(seen).toEqual([refusal, missing('not-gathered', 'rds.snapshots was not gathered')]);
  });

  it('cannot be added to', () => {
    const check = aCheck((facts) => {
      Object.assign(facts as object, { 'ec2.instances': [] });
      return [pass(orders, 'is fine')];
    });
    expect(judge(check).findings[0]?.status).toBe('unknown');
  });

  it('is the deployment, what is expected of it, the clock and the check’s own settings', () => {
    let seen: unknown;
    judge(
      aCheck((_facts, context) => {
        seen = context;
        return [pass(orders, 'is fine')];
      }),
    );
    expect(seen).toEqual({
      deployment: aDeployment(),
      expected: { templates: ['1-1-vpc'], singletons: ['certbot'] },
      declared: noDeclaration,
      now,
      settings: { limit: 'rds-cluster-fake'.length },
    });
  });
});

describe('a finding', () => {
  it('is a verdict stamped with its check, its place and its id', () => {
    expect(judge(aCheck(() => [fail(orders, 'is bad')])).findings).toEqual([
      {
        id: findingId('rds-cluster-fake', aTarget(), 'acme', orders),
        checkId: 'rds-cluster-fake',
        catalogueIds: ['BKP-RDS-01'],
        practice: 'back-ups',
        title: 'Fakes are good',
        severity: 'high',
        target: aTarget(),
        deployment: 'acme',
        status: 'fail',
        subject: orders,
        reason: 'is bad',
        fix: 'Do it.',
      },
    ]);
  });

  it('has the severity of its verdict where that says one', () => {
    const { findings } = judge(
      aCheck(() => [fail(orders, 'is bad', 'low'), fail(users, 'is bad')]),
    );
    expect(findings.map(({ severity }) => severity)).toEqual(['low', 'high']);
  });

  it('carries why we could not look', () => {
    const refusal = denied('rds:ListTagsForResource');
    const [finding] = judge(aCheck(() => [unsure(orders, refusal)])).findings;
    expect(finding).toMatchObject({ status: 'unknown', reason: refusal.detail, missing: refusal });
  });
});

describe('every check answers', () => {
  const never = aCheck(() => {
    throw new Error('must not run');
  });

  it('unknown, without running, when a needed fact is missing', () => {
    const refusal = denied('rds:DescribeDBInstances');
    const { findings } = judge(never, { ...view, 'rds.instances': refusal });
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      status: 'unknown',
      subject: { type: 'deployment', name: 'acme' },
      missing: refusal,
    });
  });

  it('unknown when a needed fact was not gathered', () => {
    const { findings } = judge(never, {});
    expect(findings[0]?.missing).toEqual(missing('not-gathered', 'rds.clusters was not gathered'));
  });

  it.each<[string, AnyCheck, string]>([
    ['it breaks', never, 'rds-cluster-fake broke: must not run'],
    ['it says nothing', aCheck(() => []), 'rds-cluster-fake gave no answer'],
    [
      'it contradicts itself',
      aCheck(() => [pass(orders, 'is fine'), fail({ ...orders, arn: 'arn' }, 'is bad')]),
      'rds-cluster-fake answered twice for rds-cluster orders',
    ],
  ])('unknown when %s', (_when, check, detail) => {
    const { findings, scope } = judge(check);
    expect(findings.map(({ status }) => status)).toEqual(['unknown']);
    expect(findings[0]?.missing).toEqual(missing('failed', detail));
    expect(scope.complete).toEqual([]);
  });

  it('the same name may be that of two subjects of different types', () => {
    const check = aCheck(() => [
      pass(orders, 'is fine'),
      pass({ ...orders, type: 'table' }, 'is fine'),
    ]);
    expect(judge(check).counts.pass).toBe(2);
  });

  it('whatever happens to another', () => {
    const fine = aCheck(() => [pass(orders, 'is fine')], { id: 'fine' });
    const { findings } = evaluate([never, fine], view, {
      deployment: aDeployment(),
      expected: { templates: [], singletons: [] },
      declared: noDeclaration,
      now,
      settingsFor: () => ({}),
    });
    expect(findings.map(({ checkId, status }) => `${checkId} ${status}`)).toEqual([
      'rds-cluster-fake unknown',
      'fine pass',
    ]);
  });
});

describe('the scope of a run', () => {
  it('names the checks that ran, and the facts they used, known and missing', () => {
    const { scope } = judge(
      aCheck(() => [pass(orders, 'is fine')]),
      {
        ...view,
        'ec2.instances': known([]),
      },
    );
    expect(scope).toEqual({
      checks: ['rds-cluster-fake'],
      complete: ['rds-cluster-fake'],
      factsKnown: ['rds.clusters', 'rds.instances'],
      factsMissing: ['rds.snapshots'],
    });
  });

  it('does not count a check as complete that could not look everywhere: a subject may be hidden there', () => {
    const check = aCheck(() => [pass(orders, 'is fine'), unsure(users, denied('rds:Something'))]);
    expect(judge(check).scope.complete).toEqual([]);
  });
});

it('counts what was said', () => {
  const check = aCheck(() => [pass(orders, 'is fine'), fail(users, 'is bad')]);
  expect(judge(check).counts).toEqual({
    pass: 1,
    fail: 1,
    warn: 0,
    unknown: 0,
    'not-applicable': 0,
  });
});
