/** The laws of the design, held against whole audits of the sandbox with things going wrong on the way to it. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { Account } from '../sandbox/account.ts';
import type { Fault, FaultRule } from '../sandbox/faults.ts';
import { services } from '../sandbox/operations/index.ts';
import { addAurora } from '../sandbox/worlds/aurora.ts';
import { canaries } from '../sandbox/worlds/canaries.ts';
import { addEcsCluster, addEcsService } from '../sandbox/worlds/containers.ts';
import { driftedManifest } from '../sandbox/worlds/drifted-manifest.ts';
import { addMachine } from '../sandbox/worlds/machines.ts';
import { networkNamed } from '../sandbox/worlds/network.ts';
import { addRedis } from '../sandbox/worlds/redis.ts';
import { addStack } from '../sandbox/worlds/stacks.ts';
import { blindSpotsOf, exitCodeOf } from '../shared/audit/outcome.ts';
import { UnreachableError } from '../shared/aws/identity.ts';
import { checks } from '../shared/checks/index.ts';
import type { Finding } from '../shared/model/finding.ts';
import type { AuditReport, DeploymentReport } from '../shared/model/report.ts';
import { renderJson } from '../shared/report/json.ts';
import { renderTerminal } from '../shared/report/terminal.ts';
import type { Judgement } from '../shared/run/judge-target.ts';
import { type RunInfo, recordJudgement } from '../shared/run/record-target.ts';
import { openTable } from '../shared/store/table.ts';
import { allRows, cleanUp, openStore, type TestStore } from './shared/store/support.ts';
import { type Audited, audit, memoryOf, noon, worldAtNoon } from './support/sandboxed.ts';
import { addScratch } from './support/scratch.ts';

afterEach(cleanUp);

const policy = { failOn: 'medium', failOnWarn: false } as const;

/** Everything can be asked of it: it is wrong in every way we know, and two drills run. */
function busyWorld(): Account {
  const account = worldAtNoon('drifted');
  addScratch(account, 'aurora');
  addScratch(account, 'redis');
  return account;
}

/** Without what other teams have many of: quicker to read, and short enough to be read one row a page. */
function leanWorld(): Account {
  const account = busyWorld();
  const { cloudformation, rds, elasticache, ec2, ssm } = account;
  const isOthers = (name = '') => /storefront|warehouse/.test(name);
  cloudformation.stacks = cloudformation.stacks.filter(({ StackName }) => !isOthers(StackName));
  rds.clusters = rds.clusters.filter((each) => !isOthers(each.DBClusterIdentifier));
  rds.instances = rds.instances.filter((each) => !isOthers(each.DBClusterIdentifier));
  rds.snapshots = rds.snapshots.filter((each) => !isOthers(each.DBClusterIdentifier));
  elasticache.groups = elasticache.groups.filter((each) => !isOthers(each.ReplicationGroupId));
  elasticache.nodes = elasticache.nodes.filter((each) => !isOthers(each.ReplicationGroupId));
  elasticache.snapshots = elasticache.snapshots.filter(
    (each) => !isOthers(each.ReplicationGroupId),
  );
  const workers = ec2.instances.filter(({ Tags = [] }) =>
    Tags.some(({ Value }) => isOthers(Value)),
  );
  const others = new Set(workers.map(({ InstanceId }) => InstanceId));
  ec2.instances = ec2.instances.filter(({ InstanceId }) => !others.has(InstanceId));
  ssm.instances = ssm.instances.filter(({ InstanceId }) => !others.has(InstanceId));
  return account;
}

function rowByRow(account: Account): Account {
  account.pageSize = 1;
  return account;
}

const truth = await audit(leanWorld());
const paginated = await audit(rowByRow(leanWorld()));
const memory = memoryOf(truth);

const operations = [
  ...new Map(truth.calls.map((call) => [`${call.service}:${call.operation}`, call])).values(),
]
  .filter(({ service }) => service !== 'sts')
  .map(({ service, operation }) => ({ service, operation }));

const paged = [
  ...new Map(
    paginated.calls.filter(({ page }) => page > 1).map((call) => [call.operation, call]),
  ).values(),
].map(({ service, operation }) => ({ service, operation }));

/** Every way in which a call can end without its answer. */
const faults: Readonly<Record<string, Fault>> = {
  denied: { kind: 'denied' },
  throttled: { kind: 'throttled' },
  'credentials expired': { kind: 'expired' },
  'refused for another reason': { kind: 'error', code: 'InvalidParameterValue' },
  'not implemented': { kind: 'error', code: 'InvalidAction' },
  'server error': { kind: 'server-error' },
  'a page for people': { kind: 'html' },
  'a page for people, as if all were well': { kind: 'html', status: 200 },
  'a page for people, refused by a proxy': { kind: 'html', status: 403 },
  reset: { kind: 'reset' },
  stalled: { kind: 'stall' },
  garbage: { kind: 'garbage' },
  'cut in half': { kind: 'half' },
};

/** What an audit may not say when it could not look, as sentences. */
function contradictions(expected: Audited, { findings }: Audited): string[] {
  const truly = new Map(expected.findings.map(({ id, status }) => [id, status]));
  const ids = new Set(findings.map(({ id }) => id));
  const scopeOf = ({ checkId, deployment }: Finding) => `${checkId} of ${deployment}`;
  const blind = new Set(findings.filter(({ status }) => status === 'unknown').map(scopeOf));
  const invented = findings.filter(
    ({ id, status }) => status !== 'unknown' && truly.get(id) !== status,
  );
  const lost = expected.findings.filter(
    (finding) => !ids.has(finding.id) && !blind.has(scopeOf(finding)),
  );
  return [
    ...invented.map(
      (finding) => `${scopeOf(finding)} says ${finding.status} of ${finding.subject.name}`,
    ),
    ...lost.map((finding) => `${scopeOf(finding)} is silent on ${finding.subject.name}`),
  ];
}

function unknowns({ findings }: Pick<Audited, 'findings'>): readonly Finding[] {
  return findings.filter(({ status }) => status === 'unknown');
}

describe('law 6: what could not be read is unknown, never judged', () => {
  it('has something to compare with', async () => {
    expect(unknowns(truth)).toEqual([]);
    expect(contradictions(truth, paginated)).toEqual([]);
    expect(contradictions(truth, await audit(busyWorld()))).toEqual([]);
    expect(operations.length).toBeGreaterThanOrEqual(19);
    expect(paged.length).toBeGreaterThanOrEqual(14);
  });

  describe.concurrent.each(operations)('$service $operation', ({ service, operation }) => {
    it.each(Object.entries(faults))('%s', async (_name, fault) => {
      const patience = { attempts: 1, ...(fault.kind === 'stall' && { callMs: 1500 }) };
      const plan: FaultRule[] = [{ service, operation, fault }];
      const blind = await audit(leanWorld(), { faults: plan, patience, remembered: memory });
      expect(contradictions(truth, blind)).toEqual([]);
      expect(unknowns(blind)).not.toEqual([]);
      for (const { missing } of unknowns(blind)) {
        expect(missing?.detail).toMatch(/\S/);
        expect(missing?.detail).not.toMatch(/[<>{}]|\n| {2}at /);
      }
    });
  });

  describe.concurrent.each(paged)('page 2 of $service $operation', ({ service, operation }) => {
    it.each([
      ['denied', { page: 2, fault: { kind: 'denied' } }],
      ['cut in half', { page: 2, fault: { kind: 'half' } }],
      ['of which there is no end', { fault: { kind: 'repeated-token' } }],
    ] as const)('%s', async (_name, rule) => {
      const plan: FaultRule[] = [{ service, operation, ...rule }];
      const blind = await audit(rowByRow(leanWorld()), { faults: plan, remembered: memory });
      expect(blind.calls.some((call) => call.fault !== undefined)).toBe(true);
      expect(contradictions(truth, blind)).toEqual([]);
      expect(unknowns(blind)).not.toEqual([]);
    });
  });

  it.concurrent.each(Object.entries(faults))(
    'without an identity nothing is judged: %s',
    async (_, fault) => {
      const patience = { attempts: 1, ...(fault.kind === 'stall' && { callMs: 1500 }) };
      const plan: FaultRule[] = [{ service: 'sts', fault }];
      await expect(audit(leanWorld(), { faults: plan, patience })).rejects.toThrow(
        UnreachableError,
      );
    },
  );
});

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
    const asked = new Set(blind.calls.map((call) => `${call.service}:${call.operation}`));
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

/** Id and status of every finding, in the order of ids. */
function answers({ findings }: Pick<Audited, 'findings'>): string[] {
  return findings.map(({ id, status }) => `${id} ${status}`).sort();
}

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
    expect(bad).toEqual([]);
    expect(findings.length).toBeGreaterThan(100);
    expect(exitCodeOf(findings, true, policy)).toBe(0);
  });

  it('drifted: exactly what the manifest names fails', async () => {
    const { findings } = await audit(worldAtNoon('drifted'));
    const having = (wanted: Finding['status']) =>
      findings.filter(({ status }) => status === wanted);
    const failing = having('fail').map(({ checkId, deployment, subject }) => ({
      check: checkId,
      deployment,
      subject: subject.name,
    }));
    const inOrder = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).sort();
    expect(inOrder(failing)).toEqual(inOrder(driftedManifest));
    expect(having('unknown')).toEqual([]);
    const warnings = having('warn').map(({ checkId, subject }) => [checkId, subject.name]);
    expect(warnings.sort()).toEqual([
      ['ec2-instance-metadata-v2', 'i-d0c994003a4bd71a8'],
      ['ec2-instance-without-key', 'i-97825f643c2a6fe0b'],
      // A rollout that is ten minutes old excuses a task that does not run yet.
      ['ecs-service-running-as-desired', expect.stringContaining('ApplicationServerService')],
      ['ssm-instance-agent-current', 'i-e5d70d0dca231fa63'],
      ['ssm-instance-platform-supported', 'i-a9f70facc525c2ed4'],
      // Never scanned, so not known to need a reboot either.
      ['ssm-instance-rebooted', 'i-a9f70facc525c2ed4'],
    ]);
    expect(exitCodeOf(findings, true, policy)).toBe(1);
  });

  it('drifted: every check fails or warns, but the one for a deployment that is not there', async () => {
    const { findings } = await audit(worldAtNoon('drifted'));
    const bad = findings.filter(({ status }) => status === 'fail' || status === 'warn');
    const seen = new Set(bad.map(({ checkId }) => checkId));
    const never = checks.map(({ id }) => id).filter((id) => !seen.has(id));
    expect(never).toEqual(['cloudformation-deployment-present']);
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
    const isStaging = (name = '') => name.startsWith('acme-staging');
    cloudformation.stacks = cloudformation.stacks.filter((each) => !isStaging(each.StackName));
    const alone = await audit(account);
    const ofProduction = truth.judgements.filter(({ deployment }) => !isStaging(deployment.name));
    expect(answers(alone)).toEqual(
      answers({ findings: ofProduction.flatMap(({ findings }) => findings) }),
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
