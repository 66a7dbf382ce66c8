/** `stack-auditor audit`: gather, judge, remember, show. */
import { stat } from 'node:fs/promises';
import { checks as allChecks } from '../shared/checks/index.ts';
import { type Config, defaultConfig } from '../shared/config/config.ts';
import { type AnyCheck, severities } from '../shared/model/check.ts';
import type { AuditReport, DeploymentReport } from '../shared/model/report.ts';
import { renderJson } from '../shared/report/json.ts';
import { renderTerminal } from '../shared/report/terminal.ts';
import type { Gathered } from '../shared/run/gather-target.ts';
import { type Judgement, judgeTarget } from '../shared/run/judge-target.ts';
import { type RunInfo, recordJudgement, reportUnrecorded } from '../shared/run/record-target.ts';
import { openTable, type Table } from '../shared/store/table.ts';
import { rememberedIn } from '../shared/store/topology.ts';
import { reportOf } from './audit-report.ts';
import { UsageError } from './exit-codes.ts';
import { nearest, selectChecks } from './select-checks.ts';
import { deploymentFilter, openSource, worldOf } from './source.ts';

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
    const source = await openSource({ options, config, checks, now: startedAt, terminal });
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
      deployments,
      checks,
      options,
      run,
      failOn,
      memory,
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
    const { saveInventories } = await import('./inventory-file.ts');
    await saveInventories(path, gathered);
    return undefined;
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
}

/** The named file; else `auditor.yaml` where it exists; else the defaults. It says nothing of a sandbox. */
async function configOf({ config, sandbox }: AuditOptions): Promise<Config> {
  if (config !== undefined) return configIn(config);
  if (sandbox !== undefined) return defaultConfig;
  const exists = await stat(configFile).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  );
  return exists ? configIn(configFile) : defaultConfig;
}

// Loaded when there is a file to read: what reads YAML and checks it costs start-up time.
async function configIn(path: string): Promise<Config> {
  const { readConfig } = await import('../shared/config/load.ts');
  return readConfig(path, allChecks);
}

/** The store of this run. */
export interface Memory {
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
        others: gathered.filter((other) => other !== each),
      }),
    ),
  );
  // What AWS says is checked when it is read; a saved file may have been through anybody's hands since.
  if (options.from === undefined) return judging;
  const { refuseDamaged } = await import('./inventory-file.ts');
  return judging.catch(refuseDamaged(options.from));
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
      : `no deployment is called "${glob}". ${names.length > 10 ? 'Nearest' : 'There are'}: ${nearest(glob, names, 10).join(', ')}.`,
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
