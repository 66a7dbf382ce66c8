/** `stack-auditor audit`: gather, judge, remember, show. */
import { stat } from 'node:fs/promises';
import { STSClient } from '@aws-sdk/client-sts';
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { blindSpotsOf, exitCodeOf } from '../shared/audit/outcome.ts';
import { type Connection, connect } from '../shared/aws/connection.ts';
import { UnreachableError } from '../shared/aws/identity.ts';
import { checks as allChecks } from '../shared/checks/index.ts';
import { type Config, defaultConfig } from '../shared/config/config.ts';
import { readConfig } from '../shared/config/load.ts';
import { type AnyCheck, type Severity, severities } from '../shared/model/check.ts';
import type { AuditReport, DeploymentReport } from '../shared/model/report.ts';
import { targetKey } from '../shared/model/target.ts';
import { renderJson } from '../shared/report/json.ts';
import { renderTerminal } from '../shared/report/terminal.ts';
import { type Gathered, gatherTarget } from '../shared/run/gather-target.ts';
import { declaredIn, type Judgement, judgeTarget } from '../shared/run/judge-target.ts';
import { type RunInfo, recordJudgement, reportUnrecorded } from '../shared/run/record-target.ts';
import { openTable, type Table } from '../shared/store/table.ts';
import { rememberedIn } from '../shared/store/topology.ts';
import { UsageError } from './exit-codes.ts';
import { loadInventories, refuseDamaged, saveInventories } from './inventory-file.ts';
import { type Progress, showProgress } from './progress.ts';
import { globOf, nearest, selectChecks } from './select-checks.ts';

export interface AuditOptions {
  readonly sandbox?: string | true;
  readonly config?: string;
  readonly deployment?: string;
  readonly region?: string;
  readonly profile?: string;
  readonly check?: string;
  readonly practice?: string;
  readonly save?: string;
  readonly from?: string;
  readonly format: string;
  readonly failOn: string;
  readonly failOnWarn?: true;
  readonly quiet?: true;
  /** False with `--no-store`. */
  readonly store: boolean;
  readonly allResources?: true;
}

/** Where the command writes, and what the screen can show. */
export interface Terminal {
  readonly out: NodeJS.WriteStream;
  readonly progress: NodeJS.WriteStream;
  readonly width: number;
  readonly color: boolean;
}

const configFile = 'auditor.yaml';
const storeFolder = '.stack-auditor';
// The folder's lock lets in one process only, so a lease somebody else left in it is that of a process that was killed.
const leaseHolder = 'the process that has the store open';

/** Runs the command; gives the exit code. Throws `UsageError`, `ConfigError`, `UnreachableError` and errors of the store. */
export async function audit(options: AuditOptions, terminal: Terminal): Promise<number> {
  const startedAt = new Date();
  const format = oneOf('--format', options.format, ['terminal', 'json']);
  const failOn = oneOf('--fail-on', options.failOn, severities);
  refuseContradictions(options);
  deploymentFilter(options);
  const config = await configOf(options);
  const checks = selectChecks(allChecks, options);
  const memory = await openMemory(options);
  try {
    const source = await openSource(options, config, checks, startedAt, terminal);
    const unsaved = await save(options.save, source.gathered);
    const judged = await judgeAll(source.gathered, { options, config, checks, memory });
    const run: RunInfo = {
      startedAt: startedAt.toISOString(),
      holder: leaseHolder,
      configVersion: config.configVersion,
      knownChecks: allChecks.map(({ id }) => id),
    };
    const chosen = chooseDeployments(judged.flat(), source.unreachable, options);
    const deployments = await recordAll(chosen, memory?.table, run);
    const report = reportOf({
      source,
      judged,
      deployments,
      checks,
      options,
      run,
      failOn,
      memory,
      config,
    });
    terminal.out.write(
      format === 'json'
        ? `${JSON.stringify(renderJson(report), null, 2)}\n`
        : renderTerminal(report, {
            width: terminal.width,
            color: terminal.color,
            quiet: options.quiet === true,
          }),
    );
    if (unsaved !== undefined) throw unsaved;
    return report.exitCode;
  } finally {
    await memory?.close();
  }
}

function oneOf<const T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value);
  if (found === undefined) {
    throw new UsageError(`${option} "${value}" is not one of: ${allowed.join(', ')}.`);
  }
  return found;
}

function refuseContradictions({ sandbox, from, save, profile, region }: AuditOptions): void {
  if (from === undefined) {
    if (sandbox !== undefined && profile !== undefined) {
      throw new UsageError('--sandbox uses no AWS profile: leave out --profile.');
    }
    return;
  }
  const other = { '--sandbox': sandbox, '--save': save, '--profile': profile, '--region': region };
  const given = Object.entries(other).find(([, value]) => value !== undefined)?.[0];
  if (given !== undefined) {
    throw new UsageError(
      `--from judges a saved inventory and reads nothing else: leave out ${given}.`,
    );
  }
}

/** Gives what went wrong instead of throwing it: a file that cannot be written must not cost the audit. */
async function save(
  path: string | undefined,
  gathered: readonly Gathered[],
): Promise<UsageError | undefined> {
  if (path === undefined) return undefined;
  try {
    await saveInventories(path, gathered);
    return undefined;
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
}

/** The named file; else `auditor.yaml` where it exists; else the defaults. It says nothing of a sandbox. */
async function configOf({ config, sandbox }: AuditOptions): Promise<Config> {
  if (config !== undefined) return readConfig(config, allChecks);
  if (sandbox !== undefined) return defaultConfig;
  const exists = await stat(configFile).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  );
  return exists ? readConfig(configFile, allChecks) : defaultConfig;
}

interface Memory {
  readonly table: Table;
  readonly notice?: string;
  readonly close: () => Promise<void>;
}

// A replay is no new observation: it must not be remembered as one.
async function openMemory({ store, from, sandbox }: AuditOptions): Promise<Memory | undefined> {
  if (!store || from !== undefined) return undefined;
  const folder =
    sandbox === undefined ? storeFolder : `${storeFolder}/sandbox/${await worldOf(sandbox)}`;
  const { openEmbedded } = await import('../shared/store/embedded.ts');
  const { client, tableName, notice, close } = await openEmbedded(folder);
  return { table: openTable(client, tableName), ...(notice !== undefined && { notice }), close };
}

async function worldOf(sandbox: string | true): Promise<string> {
  const { knownWorld } = await import('./sandbox.ts');
  return knownWorld(sandbox === true ? 'drifted' : sandbox);
}

interface Source {
  readonly kind: AuditReport['source'];
  readonly name?: string;
  readonly gathered: readonly Gathered[];
  readonly unreachable: AuditReport['unreachable'];
}

async function openSource(
  options: AuditOptions,
  config: Config,
  checks: readonly AnyCheck[],
  now: Date,
  terminal: Terminal,
): Promise<Source> {
  if (options.from !== undefined) {
    const gathered = await loadInventories(options.from);
    return { kind: 'file', name: options.from, gathered, unreachable: [] };
  }
  const gatherOne = (open: (progress: Progress) => Connection, where: string) =>
    gatherWith(open, { where, options, config, checks, now, terminal });
  if (options.sandbox !== undefined) {
    const { openSandbox } = await import('./sandbox.ts');
    const world = await worldOf(options.sandbox);
    const sandbox = await openSandbox(world);
    refuseOtherRegion(options.region, sandbox.region);
    const gathered = await gatherOne(
      ({ call }) => connect({ ...sandbox, onCall: call }),
      `sandbox ${world}`,
    );
    return { kind: 'sandbox', name: world, gathered: [gathered], unreachable: [] };
  }
  return gatherFromAws(options, config, gatherOne);
}

function refuseOtherRegion(asked: string | undefined, region: string): void {
  if (asked !== undefined && asked !== region) {
    throw new UsageError(`the sandbox lives in ${region}: leave out --region ${asked}.`);
  }
}

type GatherOne = (open: (progress: Progress) => Connection, where: string) => Promise<Gathered>;

async function gatherFromAws(
  options: AuditOptions,
  config: Config,
  gatherOne: GatherOne,
): Promise<Source> {
  const places = await placesOf(options, config);
  const outcomes = await Promise.all(
    places.map(async ({ profile, region }) => {
      const where = profile === undefined ? region : `${region} (profile ${profile})`;
      try {
        const credentials = fromNodeProviderChain(profile === undefined ? {} : { profile });
        return await gatherOne(
          ({ call }) =>
            connect({
              region,
              credentials,
              onCall: call,
              ...(profile !== undefined && { profile }),
            }),
          where,
        );
      } catch (error) {
        // One place that cannot be reached must not hide the others.
        if (!(error instanceof UnreachableError) || places.length === 1) throw error;
        return { name: where, reason: error.message };
      }
    }),
  );
  // Two profiles may lead to the same account.
  const gathered = byTarget(outcomes.filter((outcome) => 'inventory' in outcome));
  const unreachable = outcomes.filter((outcome) => 'reason' in outcome);
  if (gathered.length === 0) {
    throw new UnreachableError(
      unreachable.map(({ name, reason }) => `${name}: ${reason}`).join('\n'),
    );
  }
  const narrowed = options.profile !== undefined || options.region !== undefined;
  const isWanted = deploymentFilter(options);
  return {
    kind: 'aws',
    gathered,
    unreachable: [
      ...unreachable,
      ...(narrowed ? [] : unseen(config, gathered).filter(({ name }) => isWanted(name))),
    ],
  };
}

function byTarget(gathered: readonly Gathered[]): Gathered[] {
  return [...new Map(gathered.map((each) => [targetKey(each.target), each])).values()];
}

/** Declared deployments whose account or region nobody looked at. */
function unseen(config: Config, gathered: readonly Gathered[]): AuditReport['unreachable'] {
  const seen = new Set(gathered.flatMap(({ target }) => declaredIn(config, target)));
  return config.deployments
    .filter((declared) => !seen.has(declared))
    .map(({ name, account, region, profile }) => ({
      name,
      reason: `is declared in account ${account ?? '(any)'}, region ${region ?? '(any)'}, and the credentials${
        profile === undefined ? '' : ` of profile ${profile}`
      } lead elsewhere`,
    }));
}

interface Place {
  readonly profile: string | undefined;
  readonly region: string;
}

/** Accounts and regions to look at: those of the declared deployments, or the one the credentials name. */
async function placesOf(options: AuditOptions, config: Config): Promise<Place[]> {
  const declared = config.deployments.filter(
    ({ region }) =>
      options.region === undefined || region === undefined || region === options.region,
  );
  const wanted = declared.map(({ profile, region }) => ({
    profile: options.profile ?? profile,
    region: options.region ?? region,
  }));
  const all = wanted.length > 0 ? wanted : [{ profile: options.profile, region: options.region }];
  const places = await Promise.all(
    all.map(async ({ profile, region }) => ({
      profile,
      region: region ?? (await defaultRegion(profile)),
    })),
  );
  for (const { region } of places) refuseNoRegion(region);
  return [...new Map(places.map((place) => [`${place.profile} ${place.region}`, place])).values()];
}

async function defaultRegion(profile: string | undefined): Promise<string> {
  try {
    return await new STSClient(profile === undefined ? {} : { profile }).config.region();
  } catch {
    throw new UsageError(
      'no region is known: pass --region, set AWS_REGION, or give the profile a region.',
    );
  }
}

function refuseNoRegion(region: string): void {
  if (!/^[a-z]{2,3}(-[a-z]+)+-\d+$/.test(region)) {
    throw new UsageError(`"${region}" is not the name of an AWS region, like eu-west-1.`);
  }
}

interface GatherSettings {
  readonly where: string;
  readonly options: AuditOptions;
  readonly config: Config;
  readonly checks: readonly AnyCheck[];
  readonly now: Date;
  readonly terminal: Terminal;
}

async function gatherWith(
  open: (progress: Progress) => Connection,
  { where, options, config, checks, now, terminal }: GatherSettings,
): Promise<Gathered> {
  const progress = showProgress(where, terminal.progress, options.quiet === true);
  const connection = open(progress);
  try {
    return await gatherTarget(connection, {
      checks,
      declared: config.deployments.map(({ name }) => name),
      wholeRegion: options.allResources === true,
      now,
    });
  } finally {
    progress.done();
    connection.close();
  }
}

interface JudgeSettings {
  readonly options: AuditOptions;
  readonly config: Config;
  readonly checks: readonly AnyCheck[];
  readonly memory: Memory | undefined;
}

async function judgeAll(
  gathered: readonly Gathered[],
  { options, config, checks, memory }: JudgeSettings,
): Promise<Judgement[][]> {
  const judging = Promise.all(
    gathered.map(async (each) =>
      judgeTarget(each, {
        checks,
        config,
        remembered: memory === undefined ? [] : await rememberedIn(memory.table, each.target),
        wholeRegion: options.allResources === true,
      }),
    ),
  );
  // What AWS says is checked when it is read; a saved file may have been through anybody's hands since.
  return options.from === undefined ? judging : judging.catch(refuseDamaged(options.from));
}

function deploymentFilter({ deployment: glob }: AuditOptions): (name: string) => boolean {
  return glob === undefined ? () => true : globOf('--deployment', glob);
}

function chooseDeployments(
  judgements: readonly Judgement[],
  unreachable: AuditReport['unreachable'],
  options: AuditOptions,
): readonly Judgement[] {
  const isWanted = deploymentFilter(options);
  const chosen = judgements.filter(({ deployment }) => isWanted(deployment.name));
  const glob = options.deployment;
  if (glob === undefined || chosen.length > 0) return chosen;
  // Declared where the credentials do not lead: the report says so.
  if (unreachable.some(({ name }) => isWanted(name))) return chosen;
  const names = judgements.map(({ deployment }) => deployment.name);
  throw new UsageError(
    names.length === 0
      ? `no deployment is called "${glob}": none was found at all.`
      : `no deployment is called "${glob}". There are: ${nearest(glob, names, 10).join(', ')}.`,
  );
}

function recordAll(
  judgements: readonly Judgement[],
  table: Table | undefined,
  run: RunInfo,
): Promise<DeploymentReport[]> {
  return Promise.all(
    judgements.map((judgement) =>
      table === undefined
        ? reportUnrecorded(judgement, run)
        : recordJudgement(table, judgement, run, () => new Date()),
    ),
  );
}

interface ReportParts {
  readonly source: Source;
  readonly judged: readonly (readonly Judgement[])[];
  readonly deployments: readonly DeploymentReport[];
  readonly checks: readonly AnyCheck[];
  readonly config: Config;
  readonly options: AuditOptions;
  readonly run: RunInfo;
  readonly failOn: Severity;
  readonly memory: Memory | undefined;
}

function reportOf({
  source,
  deployments,
  checks,
  options,
  run,
  failOn,
  memory,
}: ReportParts): AuditReport {
  const findings = deployments.flatMap((deployment) => deployment.findings);
  const failOnWarn = options.failOnWarn === true;
  const blindSpots = source.gathered.flatMap((gathered) =>
    blindSpotsOf(
      gathered.target,
      gathered.inventory,
      findings.filter(({ target }) => targetKey(target) === targetKey(gathered.target)),
    ),
  );
  // A replay speaks of the time it was saved at, and takes as long as it takes now.
  const startedAt = (source.kind === 'file' && source.gathered[0]?.gatheredAt) || run.startedAt;
  const tookMs = Date.now() - Date.parse(run.startedAt);
  return {
    startedAt,
    endedAt: new Date(Date.parse(startedAt) + tookMs).toISOString(),
    source: source.kind,
    ...(source.name !== undefined && { sourceName: source.name }),
    targets: source.gathered.map(({ target, inventory, calls }) => ({
      target,
      stacks: inventory['cloudformation.stacks']?.known
        ? inventory['cloudformation.stacks'].value.length
        : null,
      calls,
    })),
    deployments,
    blindSpots: [...blindSpots, ...undiscovered(source.gathered, deployments, checks)],
    unreachable: source.unreachable,
    failOn,
    failOnWarn,
    exitCode: exitCodeOf(findings, source.unreachable.length === 0, { failOn, failOnWarn }),
    stored: memory !== undefined,
    notes: notesOf({ options, checks, memory }),
  };
}

/** Without the stacks no deployment can be found: then every check is blind, though none was asked. */
function undiscovered(
  gathered: readonly Gathered[],
  deployments: readonly DeploymentReport[],
  checks: readonly AnyCheck[],
): AuditReport['blindSpots'] {
  return gathered.flatMap(({ target, inventory }) => {
    const stacks = inventory['cloudformation.stacks'];
    const known = deployments.some(
      ({ deployment }) => targetKey(deployment.target) === targetKey(target),
    );
    if (stacks === undefined || stacks.known || known) return [];
    return [
      {
        target,
        fact: 'cloudformation.stacks' as const,
        missing: stacks,
        checks: checks.map(({ id }) => id),
      },
    ];
  });
}

function notesOf({
  options,
  checks,
  memory,
}: Pick<ReportParts, 'options' | 'checks' | 'memory'>): string[] {
  return [
    options.allResources
      ? 'The scope is the whole region: every resource in it, whoever made it.'
      : '',
    checks.length < allChecks.length
      ? `${checks.length} of ${allChecks.length} checks were chosen.`
      : '',
    memory?.notice ?? '',
  ].filter((note) => note !== '');
}
