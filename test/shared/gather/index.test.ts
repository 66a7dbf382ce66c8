import { describe, expect, it } from 'vitest';
import { services } from '../../../sandbox/operations/index.ts';
import type { WireCall } from '../../../sandbox/wire.ts';
import { worldNames } from '../../../sandbox/worlds/names.ts';
import { factsToGather } from '../../../shared/audit/facts-to-gather.ts';
import { iamAction } from '../../../shared/aws/actions.ts';
import { checks } from '../../../shared/checks/index.ts';
import { factActions, gather } from '../../../shared/gather/index.ts';
import type { GatheredFactName } from '../../../shared/model/inventory.ts';
import { actionsIn, audit, connectTo, worldAtNoon } from '../../support/sandboxed.ts';
import { addScratch } from '../../support/scratch.ts';

const declared = await factActions();
const facts = [...declared.keys()];

/** A world in which a drill of Redis runs: only then are tags of a group asked for. */
function worldWithScratch(name: 'healthy' | 'drifted' | 'empty') {
  const account = worldAtNoon(name);
  addScratch(account, 'redis');
  return account;
}

describe('a full run', () => {
  it('makes no call twice', async () => {
    const { calls } = await audit(worldWithScratch('drifted'));
    const asked = calls.map(
      ({ service, operation, input }) => `${service}:${operation} ${JSON.stringify(input)}`,
    );
    expect(asked.filter((call, at) => asked.indexOf(call) !== at)).toEqual([]);
    expect(asked.length).toBeGreaterThan(40);
  });

  it('has no call that waits for more than four others, one after another', async () => {
    // Two deployments, so that no call waits for a place among the 32 at once.
    // The SDK's clients are loaded by now: what takes time is the way to AWS alone.
    await audit(worldAtNoon('healthy'));
    const latencyMs = 250;
    const arrivals: { call: WireCall; at: number }[] = [];
    await audit(worldWithScratch('healthy'), {
      latencyMs,
      onCall: (call) => arrivals.push({ call, at: performance.now() }),
    });
    // A call can only have waited for one whose answer had left before it came.
    const depths: number[] = [];
    for (const { at } of arrivals) {
      const before = arrivals.flatMap((other, index) =>
        other.at + latencyMs <= at ? (depths[index] ?? 0) : 0,
      );
      depths.push(1 + Math.max(0, ...before));
    }
    expect(Math.max(...depths)).toBeLessThanOrEqual(5);
    const deepest = arrivals.filter((_, index) => depths[index] === 5);
    expect(new Set(deepest.map(({ call }) => call.operation))).toEqual(
      new Set(['DescribeTaskDefinition']),
    );
  });

  it('never throws for what AWS refuses', async () => {
    const { connection } = connectTo(worldAtNoon('drifted'), {
      faults: [{ fault: { kind: 'denied' } }],
    });
    const inventory = await gather(connection, { wanted: facts });
    expect(Object.keys(inventory).sort()).toEqual(facts);
    for (const fact of Object.values(inventory)) {
      expect(fact).toMatchObject({ known: false, cause: 'denied', action: expect.any(String) });
    }
  });

  it('is plain JSON', async () => {
    const { gathered } = await audit(worldWithScratch('drifted'));
    expect(JSON.parse(JSON.stringify(gathered))).toEqual(gathered);
  });
});

describe('what no chosen check needs is not read', () => {
  async function askedFor(id: string): Promise<string[]> {
    const check = checks.find((each) => each.id === id);
    const wanted = factsToGather([...(check?.needs ?? []), ...(check?.wants ?? [])]);
    const { connection, calls } = connectTo(worldAtNoon('healthy'));
    await gather(connection, { wanted });
    return [...actionsIn(calls)].sort();
  }

  it('stack names take the stacks alone', async () => {
    expect(await askedFor('cloudformation-stack-named')).toEqual(['cloudformation:DescribeStacks']);
  });

  it('Aurora takes no Redis, no ECS and no Systems Manager', async () => {
    expect(await askedFor('rds-cluster-retention-sufficient')).toEqual([
      'cloudformation:DescribeStacks',
      'dynamodb:Query',
      'ec2:DescribeInstances',
      'rds:DescribeDBClusters',
      'rds:DescribeDBInstances',
    ]);
  });

  it('nothing takes nothing', async () => {
    const { connection, calls } = connectTo(worldAtNoon('drifted'));
    expect(await gather(connection, { wanted: [] })).toEqual({});
    expect(calls).toEqual([]);
  });
});

describe('the actions a fact declares', () => {
  async function run(wanted: readonly GatheredFactName[], world: 'healthy' | 'drifted' | 'empty') {
    const { connection, calls } = connectTo(worldWithScratch(world));
    const inventory = await gather(connection, { wanted });
    const depends = Object.keys(inventory) as GatheredFactName[];
    const allowed = depends.flatMap((fact) => declared.get(fact) ?? []);
    return { called: actionsIn(calls), allowed: new Set<string>(allowed) };
  }

  it.each(facts)('%s: cover every call made for it and for what it depends on', async (fact) => {
    for (const world of worldNames) {
      const { called, allowed } = await run([fact], world);
      expect([...called].filter((action) => !allowed.has(action))).toEqual([]);
    }
  });

  it('are all used somewhere', async () => {
    const { called, allowed } = await run(facts, 'drifted');
    expect([...called].sort()).toEqual([...allowed].sort());
    expect(allowed.size).toBe(new Set([...declared.values()].flat()).size);
  });

  it('ask for the tags of Redis groups only where a drill may have made one', async () => {
    const { calls } = await audit(worldAtNoon('drifted'));
    expect(actionsIn(calls)).not.toContain('elasticache:ListTagsForResource');
  });

  it('name operations that exist', () => {
    const known = services.flatMap(({ signingName, operations }) =>
      operations.map(({ schema }) => iamAction(signingName, schema[2])),
    );
    for (const action of new Set([...declared.values()].flat())) expect(known).toContain(action);
  });

  it('read, and read no contents', () => {
    const forbidden =
      /^(s3:GetObject|secretsmanager:GetSecretValue|secretsmanager:BatchGetSecretValue|ssm:GetParameter|dynamodb:(GetItem|BatchGetItem|GetRecords)|kms:|logs:Get|rds:Download|sqs:Receive|lambda:GetFunction$)/;
    for (const action of [...declared.values()].flat()) {
      expect(action).toMatch(/^[a-z0-9-]+:(Get|List|Describe)[A-Za-z]+$|^dynamodb:Query$/);
      expect(action).not.toMatch(forbidden);
      expect(action).not.toContain('*');
    }
  });

  it('are declared for every fact a check reads', () => {
    const read = new Set(checks.flatMap(({ needs, wants }) => factsToGather([...needs, ...wants])));
    expect([...read].filter((fact) => !declared.has(fact))).toEqual([]);
  });
});
