/** Where an audit gets its facts from: AWS, the sandbox, or a saved file. */
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { type Connection, connect } from '../shared/aws/connection.ts';
import { UnreachableError } from '../shared/aws/identity.ts';
import type { Config } from '../shared/config/config.ts';
import type { AnyCheck } from '../shared/model/check.ts';
import type { AuditReport } from '../shared/model/report.ts';
import { targetKey } from '../shared/model/target.ts';
import { type Gathered, gatherTarget } from '../shared/run/gather-target.ts';
import { declaredIn } from '../shared/run/judge-target.ts';
import type { AuditOptions, Terminal } from './audit.ts';
import { UsageError } from './exit-codes.ts';
import { type Place, placesOf } from './places.ts';
import { type Progress, showProgress } from './progress.ts';
import { globOf } from './select-checks.ts';
import { knownWorld } from './worlds.ts';

/** What is to be judged, and what nobody could look at. */
export interface Source {
  readonly kind: AuditReport['source'];
  readonly name?: string;
  readonly gathered: readonly Gathered[];
  readonly unreachable: AuditReport['unreachable'];
}

/**
 * Reads the saved file, the sandbox or AWS. Throws `UsageError`, and `UnreachableError` when there is nothing to read.
 */
export async function openSource(settings: GatherSettings): Promise<Source> {
  const { from, sandbox } = settings.options;
  if (from !== undefined) {
    // Loaded when there is a file to read, as with the configuration.
    const { loadInventories } = await import('./inventory-file.ts');
    return { kind: 'file', name: from, gathered: await loadInventories(from), unreachable: [] };
  }
  return sandbox === undefined ? gatherFromAws(settings) : gatherFromSandbox(sandbox, settings);
}

async function gatherFromSandbox(asked: string | true, settings: GatherSettings): Promise<Source> {
  const { openSandbox } = await import('./sandbox.ts');
  const world = await worldOf(asked);
  const sandbox = openSandbox(world);
  refuseOtherRegion(settings.options.region, sandbox.region);
  const gathered = await withProgress(`sandbox ${world}`, settings, ({ call }) =>
    gatherOne(connect({ ...sandbox, onCall: call }), settings),
  );
  return { kind: 'sandbox', name: world, gathered: [gathered], unreachable: [] };
}

function refuseOtherRegion(asked: string | undefined, region: string): void {
  if (asked !== undefined && asked !== region) {
    throw new UsageError(`the sandbox lives in ${region}: leave out --region ${asked}.`);
  }
}

async function gatherFromAws(settings: GatherSettings): Promise<Source> {
  const { options, config } = settings;
  const places = await placesOf(options, config);
  const outcomes = await withProgress(places.map(nameOf).join(', '), settings, (progress) =>
    Promise.all(places.map((place) => gatherPlace(place, progress, settings))),
  );
  // Two profiles may lead to the same account.
  const gathered = byTarget(outcomes.filter((outcome) => 'inventory' in outcome));
  const unreachable = outcomes.filter((outcome) => 'reason' in outcome);
  if (gathered.length === 0) throw new UnreachableError(inWords(unreachable));
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

type Unreachable = AuditReport['unreachable'][number];

/** What was read there. A place that cannot be reached must not hide the others: it is told beside them. */
async function gatherPlace(
  place: Place,
  { call }: Progress,
  settings: GatherSettings,
): Promise<Gathered | Unreachable> {
  const { region } = place;
  const profile = place.profile === undefined ? {} : { profile: place.profile };
  try {
    const credentials = fromNodeProviderChain(profile);
    return await gatherOne(connect({ region, credentials, onCall: call, ...profile }), settings);
  } catch (error) {
    if (!(error instanceof UnreachableError)) throw error;
    return { name: nameOf(place), reason: error.message };
  }
}

function nameOf({ profile, region }: Place): string {
  return profile === undefined ? region : `${region} (profile ${profile})`;
}

/** One place alone needs no name before its sentence. */
function inWords(unreachable: readonly Unreachable[]): string {
  const lines = unreachable.map(({ name, reason }) => `${name}: ${reason}`);
  return unreachable.length === 1 ? (unreachable[0]?.reason ?? '') : lines.join('\n');
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

export interface GatherSettings {
  readonly options: AuditOptions;
  readonly config: Config;
  readonly checks: readonly AnyCheck[];
  readonly now: Date;
  readonly terminal: Terminal;
}

async function withProgress<T>(
  where: string,
  { options, terminal }: GatherSettings,
  run: (progress: Progress) => Promise<T>,
): Promise<T> {
  const progress = showProgress(where, terminal.progress, options.quiet === true);
  try {
    const result = await run(progress);
    progress.done('read');
    return result;
  } catch (error) {
    progress.done('gave up on');
    throw error;
  }
}

async function gatherOne(
  connection: Connection,
  { options, config, checks, now }: GatherSettings,
): Promise<Gathered> {
  try {
    return await gatherTarget(connection, {
      checks,
      declared: {
        deployments: config.deployments.map(({ name }) => name),
        topics: config.deployments.flatMap(({ resources }) => resources.alertTopics),
      },
      wholeRegion: options.allResources === true,
      now,
    });
  } finally {
    connection.close();
  }
}

/** The world that was asked for. Throws `UsageError` when there is none of that name. */
export async function worldOf(sandbox: string | true): Promise<string> {
  return knownWorld(sandbox === true ? 'drifted' : sandbox);
}

/** Whether a deployment was asked for. Throws `UsageError` for a glob that is none. */
export function deploymentFilter({ deployment: glob }: AuditOptions): (name: string) => boolean {
  return glob === undefined ? () => true : globOf('--deployment', glob);
}
