/** The laws of the design, held against whole audits of the sandbox with things going wrong on the way to it. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { Account } from '../sandbox/account.ts';
import type { FaultRule } from '../sandbox/faults.ts';
import { services } from '../sandbox/operations/index.ts';
import { addAurora } from '../sandbox/worlds/aurora.ts';
import { canaries } from '../sandbox/worlds/canaries.ts';
import { addEcsCluster, addEcsService } from '../sandbox/worlds/containers.ts';
import { driftedManifest, driftedWarnings } from '../sandbox/worlds/drifted-manifest.ts';
import { addMachine } from '../sandbox/worlds/machines.ts';
import { networkNamed } from '../sandbox/worlds/network.ts';
import { addRedis } from '../sandbox/worlds/redis.ts';
import { addStack } from '../sandbox/worlds/stacks.ts';
import { blindSpotsOf, exitCodeOf } from '../shared/audit/outcome.ts';
import { checks } from '../shared/checks/index.ts';
import type { Finding } from '../shared/model/finding.ts';
import type { AuditReport, DeploymentReport } from '../shared/model/report.ts';
import { renderJson } from '../shared/report/json.ts';
import { renderTerminal } from '../shared/report/terminal.ts';
import type { Judgement } from '../shared/run/judge-target.ts';
import { type RunInfo, recordJudgement } from '../shared/run/record-target.ts';
import { openTable } from '../shared/store/table.ts';
import { allRows, cleanUp, openStore, type TestStore } from './shared/store/support.ts';
import { answers, busyWorld, leanWorld } from './support/lean-world.ts';
import {
  type Audited,
  actionsIn,
  audit,
  memoryOf,
  noon,
  worldAtNoon,
} from './support/sandboxed.ts';
import { addScratch } from './support/scratch.ts';

afterEach(cleanUp);

const truth = await audit(leanWorld());
const memory = memoryOf(truth);

const policy = { failOn: 'medium', failOnWarn: false } as const;

describe('law 2: every check answers, whatever may be read', () => {
  const nothingAllowed: FaultRule[] = services
    .filter(({ signingName }) => signingName !== 'sts')
    .map(({ signingName: service }) => ({ service, fault: { kind: 'denied' } }));

  it('answers unknown to everything when everything is denied, and names what to allow', async () => {
    const blind = await audit(busyWorld(), { faults: nothingAllowed, remembered: memory });
    for (const { findings } of blind.judgements) {
      expect(findings.map(({ checkId }) => checkId)).toEqual(checks.map(({ id }) => id));
      expect(findings.map(({ status }) => status)).toEqual(checks.map(() => 'unknown'));
    }
    expect(exitCodeOf(blind.findings, true, policy)).toBe(2);

    const spots = blindSpotsOf(blind.gathered.target, blind.gathered.inventory, blind.findings);
    const asked = actionsIn(blind.calls);
    for (const { missing } of spots) {
      expect(missing.cause).toBe('denied');
      expect(asked).toContain(missing.action);
      expect(missing.detail).toContain(missing.action);
    }
    expect(new Set(spots.flatMap(({ checks: blinded }) => blinded))).toEqual(
      new Set(checks.map(({ id }) => id)),
    );
  });

  it('is no clean run either when nothing is known of any deployment', async () => {
    const blind = await audit(busyWorld(), { faults: nothingAllowed });
    expect(blind.judgements).toEqual([]);
    expect(exitCodeOf(blind.findings, true, policy)).toBe(2);
  });
});

const run: RunInfo = {
  startedAt: noon.toISOString(),
  holder: 'test',
  configVersion: 'defaults',
  knownChecks: checks.map(({ id }) => id),
};

function record(store: TestStore, judgement: Judgement, over: Partial<RunInfo> = {}) {
  return recordJudgement(store.table, judgement, { ...run, ...over }, () => noon);
}

function reportOn({ gathered, findings }: Audited, deployments: readonly DeploymentReport[]) {
  const { target, inventory, calls } = gathered;
  return {
    startedAt: run.startedAt,
    endedAt: run.startedAt,
    source: 'sandbox',
    targets: [{ target, stacks: null, calls }],
    deployments,
    blindSpots: blindSpotsOf(target, inventory, findings),
    unreachable: [],
    ...policy,
    exitCode: exitCodeOf(findings, true, policy),
    stored: true,
    notes: [],
  } satisfies AuditReport;
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(
    files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'latin1')),
  );
}

describe('law 10: secrets never leave', () => {
  it('keeps them out of inventory, reports and store', async () => {
    const account = busyWorld();
    const { environment = [] } =
      account.ecs.taskDefinitions.at(-1)?.containerDefinitions?.[0] ?? {};
    expect(JSON.stringify(environment)).toContain(canaries.taskEnvironment);

    const audited = await audit(account);
    const store = await openStore();
    const deployments = await Promise.all(audited.judgements.map((each) => record(store, each)));
    const report = reportOn(audited, deployments);
    const rows = await allRows(store);
    await store.close();

    const places = {
      inventory: JSON.stringify(audited.gathered),
      json: JSON.stringify(renderJson(report)),
      terminal: renderTerminal(report, { width: 200, color: false }),
      rows: JSON.stringify(rows, (_, value) => (value instanceof Set ? [...value] : value)),
      files: (await filesIn(store.folder)).join('\n'),
    };
    const subject = driftedManifest[0]?.subject;
    for (const [place, text] of Object.entries(places)) {
      // Were the place empty, or unreadable to us, nothing could be found in it.
      expect([place, text.includes(subject ?? '')]).toEqual([place, true]);
      for (const [name, canary] of Object.entries(canaries)) {
        expect([place, name, text.includes(canary)]).toEqual([place, name, false]);
      }
    }
  });
});

describe('law 11: no clock, randomness, environment or network where purity is promised', () => {
  const impure = [
    /\bDate\.now\b/,
    /new Date\(\s*\)/,
    /\bMath\.random\b/,
    /\bcrypto\.(randomUUID|getRandomValues)\b|\brandom(UUID|Bytes|Int)\b/,
    /\bprocess\./,
    /\bglobalThis\b/,
    /\bfetch\(/,
    /\bset(Timeout|Interval|Immediate)\b/,
    /\bperformance\b/,
    /\bawait\b|\basync\b/,
  ];

  it.each(['model', 'derive', 'checks', 'audit', 'report'])('shared/%s', async (folder) => {
    const path = fileURLToPath(new URL(`../shared/${folder}`, import.meta.url));
    const names = (await readdir(path)).filter((name) => name.endsWith('.ts'));
    expect(names).not.toEqual([]);
    for (const name of names) {
      const code = withoutComments(await readFile(join(path, name), 'utf8'));
      const found = impure.flatMap((pattern) => pattern.exec(code)?.[0] ?? []);
      expect([name, found]).toEqual([name, []]);
    }
  });

  function withoutComments(source: string): string {
    return source.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  }
});

describe('law 12: what a running drill made is invisible, by prefix, tag and record together', () => {
  describe.each(['aurora', 'redis'] as const)('%s', (store) => {
    it('changes no verdict while the drill runs', async () => {
      const account = worldAtNoon('healthy');
      const before = await audit(account);
      addScratch(account, store);
      expect(answers(await audit(account))).toEqual(answers(before));
    });

    it.each([
      ['the prefix', { id: 'restored-by-hand' }],
      ['the tag', { tagged: false }],
      ['a record', { report: 'none' }],
      ['a record that still runs', { report: { outcome: 'passed' } }],
      ['a record within its deadline', { report: { deadline: '2026-11-23T11:00:00.000Z' } }],
      ['a record of its own', { report: { scratchId: 'sa-drill-pg-000000000000' } }],
    ] as const)('is judged without %s', async (_missing, options) => {
      const account = worldAtNoon('healthy');
      const id = addScratch(account, store, options);
      const { findings } = await audit(account);
      const onScratch = findings.filter(({ subject }) => subject.name === id);
      expect(onScratch.map(({ status }) => status)).toContain('fail');
    });
  });
});

describe('the worlds', () => {
  it('healthy: all is well, or need not be', async () => {
    const { findings } = await audit(worldAtNoon('healthy'));
    const bad = findings.filter(({ status }) => status !== 'pass' && status !== 'not-applicable');
    // Only a configuration can say whether there will be tenants, and a world has none.
    expect(bad.map(({ checkId, status }) => `${checkId} ${status}`)).toEqual([
      'cloudformation-tenancy-declared warn',
      'cloudformation-tenancy-declared warn',
    ]);
    expect(findings.length).toBeGreaterThan(100);
    expect(exitCodeOf(findings, true, policy)).toBe(0);
  });

  it('drifted: exactly what the manifest names fails', async () => {
    const { findings } = await audit(worldAtNoon('drifted'));
    const inOrder = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).sort();
    const having = (wanted: Finding['status']) =>
      findings.filter(({ status }) => status === wanted);
    const named = (wanted: Finding['status']) =>
      inOrder(
        having(wanted).map(({ checkId, deployment, subject }) => ({
          check: checkId,
          deployment,
          subject: subject.name,
        })),
      );
    expect(named('fail')).toEqual(inOrder(driftedManifest));
    expect(named('warn')).toEqual(inOrder(driftedWarnings));
    expect(having('unknown')).toEqual([]);
    expect(exitCodeOf(findings, true, policy)).toBe(1);
  });

  it('drifted: every check fails or warns, but those that need to be told something first', async () => {
    const { findings } = await audit(worldAtNoon('drifted'));
    const bad = findings.filter(({ status }) => status === 'fail' || status === 'warn');
    const seen = new Set(bad.map(({ checkId }) => checkId));
    const never = checks.map(({ id }) => id).filter((id) => !seen.has(id));
    expect(never).toEqual([
      'cloudformation-deployment-present',
      'cloudformation-tenancy-as-declared',
      'efs-file-system-backed-up',
    ]);
  });

  it('empty: nothing is judged, and that is no success', async () => {
    const { findings } = await audit(worldAtNoon('empty'));
    expect(findings).toEqual([]);
    expect(exitCodeOf(findings, true, policy)).toBe(2);
  });

  it('a deployment that vanished is missed', async () => {
    const { findings } = await audit(worldAtNoon('empty'), { remembered: memory });
    const missed = findings.filter(
      ({ checkId, status }) => checkId === 'cloudformation-deployment-present' && status === 'fail',
    );
    expect(missed.map(({ deployment }) => deployment)).toEqual([
      'acme-prod-ap1',
      'acme-prod-eu1',
      'acme-staging-eu1',
    ]);
  });
});

describe('what may change no verdict', () => {
  it.each([1, 3, 20])('pages of %i', async (pageSize) => {
    const account = leanWorld();
    account.pageSize = pageSize;
    expect(answers(await audit(account))).toEqual(answers(truth));
  });

  it.each([1, 2, 3, 4, 5])('the order of every list, shuffled %i', async (seed) => {
    const account = leanWorld();
    shuffle(account, seed);
    expect(answers(await audit(account))).toEqual(answers(truth));
  });

  it('what belongs to somebody else', async () => {
    const account = leanWorld();
    addUnrelated(account);
    expect(answers(await audit(account))).toEqual(answers(truth));
  });

  it('another deployment', async () => {
    const account = leanWorld();
    const { cloudformation } = account;
    // Not staging: production is compared with it.
    const isSecondary = (name = '') => name.startsWith('acme-prod-ap1');
    cloudformation.stacks = cloudformation.stacks.filter((each) => !isSecondary(each.StackName));
    const alone = await audit(account);
    const others = truth.judgements.filter(({ deployment }) => !isSecondary(deployment.name));
    expect(answers(alone)).toEqual(
      answers({ findings: others.flatMap(({ findings }) => findings) }),
    );
  });
});

/** Every list of the account and every list within. */
function shuffle(account: Account, seed: number): void {
  let state = seed;
  const random = (below: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || value instanceof Date) return;
    // A list of words may be a command line, which has an order.
    if (Array.isArray(value) && typeof value[0] === 'object') {
      for (let end = value.length - 1; end > 0; end--) {
        const at = random(end + 1);
        [value[end], value[at]] = [value[at], value[end]];
      }
    }
    for (const each of value instanceof Map ? value.values() : Object.values(value)) visit(each);
  };
  visit({ ...account, clock: null });
}

/** In bad shape, and none of The Things Stack: in a network of its own, claimed by nobody or by another stack. */
function addUnrelated(account: Account): void {
  const network = networkNamed('website', ['eu-west-1a', 'eu-west-1b']);
  const [zone] = network.zones;
  const common = { network, age: 1_000, retentionDays: 0, tags: [] };
  addStack(account, { name: 'website', description: 'Website', age: 1_000, updated: 1_000 });
  addAurora(account, {
    ...common,
    clusterId: 'website',
    engineVersion: '13.4',
    instanceClass: 'db.t4g.medium',
    instances: [{ id: 'website-0', zone, tags: [] }],
  });
  addRedis(account, {
    ...common,
    groupId: 'website-sessions',
    description: 'Sessions',
    subnetGroupName: 'website',
    nodeType: 'cache.t4g.small',
    zones: [zone],
  });
  addEcsCluster(account, 'website', []);
  addEcsService(account, {
    cluster: 'website',
    name: 'pages',
    family: 'pages',
    revision: 1,
    container: { name: 'pages', image: 'registry.example.com/pages:1' },
    desired: 1,
    network,
    tags: [],
    created: 1_000,
    deployed: 1_000,
  });
  addMachine(account, {
    id: 'i-00000000000000001',
    name: 'website',
    type: 't3.micro',
    vpcId: network.vpcId,
    subnetId: zone.privateSubnetId,
    zone: zone.name,
    age: 1_000,
    tags: [],
  });
}

describe('law 5: a run that is killed and repeated leaves what an uninterrupted one leaves', () => {
  const stores = checks.filter(({ id }) => /^(rds|elasticache)-/.test(id)).map(({ id }) => id);
  const tuesday = { startedAt: '2026-11-24T12:00:00.000Z' };

  /** Production as the checks of its stores see it; whole scopes, so that findings can go away too. */
  async function production(world: 'healthy' | 'drifted'): Promise<Judgement> {
    const { judgements } = await audit(worldAtNoon(world));
    const judgement = judgements.find(({ deployment }) => deployment.name === 'acme-prod-eu1');
    if (judgement === undefined) throw new Error('there is no production');
    const { scope, findings } = judgement;
    const ours = (id: string) => stores.includes(id);
    return {
      ...judgement,
      findings: findings.filter(({ checkId }) => ours(checkId)),
      scope: {
        ...scope,
        checks: scope.checks.filter(ours),
        complete: scope.complete.filter(ours),
      },
    };
  }

  /** A store in which Monday's run is complete. */
  async function afterMonday(monday: Judgement): Promise<TestStore> {
    const store = await openStore();
    await record(store, monday);
    return store;
  }

  /** The store's table in a process that dies at its nth write: before it reaches the table, or right after. */
  function dying(store: TestStore, nth: number, moment: 'before' | 'after') {
    let writes = 0;
    let dead = false;
    const stayAlive = () => {
      if (dead) throw new Error('this process is dead');
    };
    const send = async (command: object) => {
      stayAlive();
      const isWrite = /^(Put|Update|Delete|BatchWrite)/.test(command.constructor.name);
      if (isWrite) writes += 1;
      const isLast = isWrite && writes === nth;
      dead ||= isLast && moment === 'before';
      stayAlive();
      const answer = await store.client.send(command as never);
      dead ||= isLast;
      stayAlive();
      return answer;
    };
    const table = openTable({ send } as unknown as typeof store.client, store.tableName);
    return { table, writes: () => writes };
  }

  it('at every write of a run that opens, fixes and loses sight of problems', async () => {
    const [monday, next] = await Promise.all([production('drifted'), production('healthy')]);
    const tuesdays = [await withTrouble(next), next];
    let kills = 0;
    for (const judgement of tuesdays) {
      const undisturbed = await afterMonday(monday);
      const counting = dying(undisturbed, Number.POSITIVE_INFINITY, 'before');
      await recordJudgement(counting.table, judgement, { ...run, ...tuesday }, () => noon);
      const expected = await allRows(undisturbed);
      expect(counting.writes()).toBeGreaterThan(10);

      for (let nth = 1; nth <= counting.writes(); nth++) {
        for (const moment of ['before', 'after'] as const) {
          const store = await afterMonday(monday);
          const { table } = dying(store, nth, moment);
          const killed = recordJudgement(table, judgement, { ...run, ...tuesday }, () => noon);
          await expect(killed).rejects.toThrow('dead');
          await record(store, judgement, tuesday);
          expect([nth, moment, await allRows(store)]).toEqual([nth, moment, expected]);
          await store.close();
          kills += 1;
        }
      }
    }
    expect(kills).toBeGreaterThan(40);
  });

  /** One problem that was not there on Monday, and one list that could not be read. */
  async function withTrouble(judgement: Judgement): Promise<Judgement> {
    const { judgements } = await audit(worldAtNoon('healthy'), {
      faults: [{ operation: 'DescribeSnapshots', fault: { kind: 'denied' } }],
    });
    const blind = judgements.find(({ deployment }) => deployment.name === 'acme-prod-eu1');
    const lost = blind?.findings.filter(({ status }) => status === 'unknown') ?? [];
    const lostChecks = new Set(lost.map(({ checkId }) => checkId));
    const seen = judgement.findings.filter(({ checkId }) => !lostChecks.has(checkId));
    const [first, ...rest] = seen.filter(({ checkId }) => checkId.includes('retention'));
    if (first === undefined || lost.length === 0) throw new Error('nothing is wrong');
    const others = seen.filter((each) => each !== first && !rest.includes(each));
    const worse: Finding = { ...first, status: 'fail', reason: 'keeps back-ups for 1 day' };
    return {
      ...judgement,
      findings: [...others, worse, ...rest, ...lost],
      scope: {
        ...judgement.scope,
        complete: judgement.scope.complete.filter((id) => !lostChecks.has(id)),
      },
    };
  }
});
