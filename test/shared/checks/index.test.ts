/** What every check promises, held for all of them at once. */
import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type EvaluateContext, evaluate } from '../../../shared/audit/evaluate.ts';
import { checks } from '../../../shared/checks/index.ts';
import {
  type AnyCheck,
  noDeclaration,
  practices,
  severities,
} from '../../../shared/model/check.ts';
import { known, type Missing, missing } from '../../../shared/model/fact.ts';
import type { FactName, Inventory } from '../../../shared/model/inventory.ts';
import { mandatoryTemplates } from '../../../shared/model/tts.ts';
import {
  aClusterServices,
  aDbCluster,
  aDeployment,
  aGroup,
  anEcsService,
  anInstance,
  arnOfTask,
  aStack,
  deepFreeze,
  denied,
  now,
} from '../../support/builders.ts';
import { aHealthyDeployment, anInventory } from '../../support/healthy-deployment.ts';

const context: EvaluateContext = {
  deployment: aDeployment(),
  expected: { templates: mandatoryTemplates('primary'), singletons: [] },
  declared: noDeclaration,
  now,
  settingsFor: ({ settings }) =>
    Object.fromEntries(Object.entries(settings).map(([name, setting]) => [name, setting.default])),
};

const everything = aHealthyDeployment();
const factNames = Object.keys(everything) as FactName[];

/** Worlds in which checks pass, find nothing, and find much that is wrong. */
const worlds: Readonly<Record<string, Inventory>> = {
  healthy: anInventory(everything),
  empty: anInventory(Object.fromEntries(factNames.map((name) => [name, []]))),
  drifted: anInventory({
    ...everything,
    'cloudformation.stacks': [aStack({ name: 'acme-odd' })],
    'drills.reports': [],
    'ec2.instances': [anInstance({ launchedAt: null })],
    'ecs.services': [
      aClusterServices({
        cluster: { type: 'ecs-cluster', name: 'acme-tts' },
        services: known([
          anEcsService({
            ref: { type: 'ecs-service', name: 'acme-tts/gs' },
            desiredCount: 1,
            runningCount: 0,
            taskDefinitionArn: arnOfTask('acme-gs'),
          }),
        ]),
      }),
    ],
    'elasticache.groups': [aGroup({ nodes: [], snapshotRetentionDays: 0 })],
    'elasticache.snapshots': [],
    'rds.clusters': [
      aDbCluster({
        ref: { type: 'rds-cluster', name: 'orders', arn: 'arn:aws:rds:eu-west-1:1:cluster:orders' },
        members: [],
        backupRetentionDays: 1,
        latestRestorableTime: null,
      }),
    ],
    'rds.snapshots': [],
  }),
};

/** Every fact, missing for the same reason. */
function nothingBut(reason: Missing): Inventory {
  return Object.fromEntries(factNames.map((name) => [name, reason]));
}

describe('the catalogue', () => {
  it('lists every check there is, in the order of their ids', () => {
    const files = readdirSync(new URL('../../../shared/checks/', import.meta.url));
    const names = files.map((file) => file.replace(/\.ts$/, '')).filter((name) => name !== 'index');
    expect(checks.map(({ id }) => id)).toEqual(names.sort());
  });

  it('reads again what moves by the minute before it may alert', () => {
    expect(checks.filter((check) => check.volatile).map(({ id }) => id)).toEqual([
      'autoscaling-group-healthy',
      'ecs-cluster-instances-redundant',
      'ecs-service-running-as-desired',
      'ecs-service-spread-over-zones',
      'ecs-service-tasks-aligned',
      'elasticache-group-failover-ready',
      'elbv2-listener-interop-healthy',
      'elbv2-target-group-healthy',
      'rds-cluster-reader-in-other-zone',
      'rds-cluster-restorable-to-now',
    ]);
  });

  it('has healthy, empty and drifted worlds that every check can be run on', () => {
    const tenancy = { intent: 'single', reviewed: '2026-11-01' } as const;
    const decided = { ...context, declared: { ...noDeclaration, tenancy } };
    expect(evaluate(checks, worlds.healthy ?? {}, decided).counts).toMatchObject({
      fail: 0,
      warn: 0,
      unknown: 0,
    });
    const failing = evaluate(checks, worlds.drifted ?? {}, context).findings;
    expect(failing.filter(({ status }) => status === 'fail').length).toBeGreaterThan(10);
  });
});

describe.each(checks)('$id', (check) => {
  it('has a table test of its own', () => {
    expect(existsSync(new URL(`./${check.id}.test.ts`, import.meta.url))).toBe(true);
  });

  it('is named <service>-<resource>-<good state>', () => {
    expect(check.id).toMatch(
      /^(acm|autoscaling|cloudformation|cloudwatch|ec2|ecs|efs|elasticache|elbv2|events|rds|s3|sns|ssm)(-[a-z0-9]+){2,}$/,
    );
  });

  it('says what is good, why, and what to do, in sentences a person reads', () => {
    expect(check.title).toMatch(/^[A-Z].*[^.]$/);
    expect(check.title).not.toMatch(/^ensure/i);
    expect(check.title.length).toBeLessThanOrEqual(90);
    for (const sentence of [check.why, check.fix]) {
      expect(sentence).toMatch(/^[A-Z].{18,}\.$/);
    }
  });

  it('belongs to a practice and links to where it is written', () => {
    expect(Object.keys(practices)).toContain(check.practice);
    expect(severities).toContain(check.severity);
    expect(new URL(check.docs).protocol).toBe('https:');
  });

  it('refers to rows of the practice catalogue and to controls, each once', () => {
    for (const id of check.catalogueIds) expect(id).toMatch(/^[A-Z]+(-[A-Z0-9]+)*-\d+$/);
    for (const { source, id } of check.controls) {
      expect(source).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(id).not.toBe('');
    }
    const references = [
      ...check.catalogueIds,
      ...check.controls.map(({ source, id }) => `${source} ${id}`),
    ];
    expect(references.filter((each, at) => references.indexOf(each) !== at)).toEqual([]);
  });

  it('has thresholds with a unit, an explanation and a default that is allowed', () => {
    for (const [name, setting] of Object.entries(check.settings)) {
      expect(name).toMatch(/^[a-z][A-Za-z]+$/);
      expect(setting.minimum).toBeGreaterThanOrEqual(0);
      expect(setting.default).toBeGreaterThanOrEqual(setting.minimum);
      expect(setting.unit).not.toBe('');
      expect(setting.about.length).toBeGreaterThan(10);
    }
  });

  it('asks for every fact once', () => {
    const facts = [...check.needs, ...check.wants];
    expect(facts.filter((each, at) => facts.indexOf(each) !== at)).toEqual([]);
    for (const fact of facts) expect(factNames).toContain(fact);
  });

  it.each(
    // What AWS refused, and what nobody asked it.
    [denied('some:Action'), missing('not-gathered', 'was left out of this run', 'some:Action')],
  )('fed nothing but $cause, answers unknown once, with the cause and the action', (reason) => {
    const { findings, scope } = evaluate([check], nothingBut(reason), context);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      checkId: check.id,
      status: 'unknown',
      subject: { type: 'deployment', name: 'acme' },
      reason: reason.detail,
      missing: reason,
    });
    expect(scope.complete).toEqual([]);
  });

  it('is unknown when any one of the facts it needs is missing', () => {
    for (const fact of check.needs) {
      const { findings } = evaluate(
        [check],
        { ...worlds.healthy, [fact]: denied('some:Action') },
        context,
      );
      expect(findings.map(({ status }) => status)).toEqual(['unknown']);
    }
  });

  it('never passes or breaks for want of a fact it only wants', () => {
    for (const [name, world] of Object.entries(worlds)) {
      for (const fact of check.wants) {
        const whole = evaluate([check], world, context).findings;
        const blind = evaluate(
          [check],
          { ...world, [fact]: denied('some:Action') },
          context,
        ).findings;
        const better = blind.filter(
          ({ id, status }) =>
            status === 'pass' && whole.find((each) => each.id === id)?.status !== 'pass',
        );
        expect(better, `passes only while blind, ${name}`).toEqual([]);
        expect(blind.filter(({ reason }) => reason.includes('broke:'))).toEqual([]);
      }
    }
  });

  describe.each(Object.entries(worlds))('in a %s world', (_name, world) => {
    it('answers, once per subject, with a reason that reads after its name', () => {
      const { findings } = evaluate([check], world, context);
      expect(findings.length).toBeGreaterThan(0);
      for (const { status, reason, missing: cause } of findings) {
        expect(cause, reason).toBeUndefined();
        expect(status).not.toBe('unknown');
        expect(reason).toMatch(/^[a-z][^\n]*[^.]$/);
      }
    });

    it('leaves its facts as they are and answers the same again', () => {
      const frozen = deepFreeze(structuredClone(world));
      expect(evaluate([check], frozen, context)).toEqual(evaluate([check], world, context));
      expect(frozen).toEqual(world);
    });
  });
});

describe('a check that misbehaves', () => {
  it.each<[string, AnyCheck['run'], string]>([
    [
      'throws',
      () => {
        throw new Error('divided by zero');
      },
      'broke: divided by zero',
    ],
    ['says nothing', () => [], 'gave no answer'],
  ])('that %s is unknown', (_what, run, reason) => {
    const [check] = checks;
    if (check === undefined) throw new Error('there are no checks');
    const { findings } = evaluate([{ ...check, run }], worlds.healthy ?? {}, context);
    expect(findings.map((each) => each.status)).toEqual(['unknown']);
    expect(findings[0]?.reason).toContain(reason);
  });
});
