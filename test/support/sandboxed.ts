/** Audits of a sandbox world, in process, with faults: what AWS was asked, what was read, and what was made of it. */
import type { Account } from '../../sandbox/account.ts';
import { stoppedClock } from '../../sandbox/clock.ts';
import type { FaultPlan } from '../../sandbox/faults.ts';
import { services } from '../../sandbox/operations/index.ts';
import { requestHandler } from '../../sandbox/request-handler.ts';
import { createWire, type WireCall } from '../../sandbox/wire.ts';
import { createWorld } from '../../sandbox/worlds/index.ts';
import type { WorldName } from '../../sandbox/worlds/names.ts';
import { iamAction } from '../../shared/aws/actions.ts';
import { type Connection, connect, type Patience } from '../../shared/aws/connection.ts';
import { checks } from '../../shared/checks/index.ts';
import { defaultConfig } from '../../shared/config/config.ts';
import { nothingDeclared } from '../../shared/gather/gatherer.ts';
import type { Finding } from '../../shared/model/finding.ts';
import { type Gathered, gatherTarget } from '../../shared/run/gather-target.ts';
import { type Judgement, judgeTarget, type Remembered } from '../../shared/run/judge-target.ts';

/** The time of every world in the tests. */
export const noon = new Date('2026-11-23T12:00:00Z');

export const credentials = { accessKeyId: 'AKIASANDBOX', secretAccessKey: 'none' };

export function worldAtNoon(name: WorldName): Account {
  return createWorld(name, stoppedClock(noon));
}

export interface SandboxOptions {
  readonly faults?: FaultPlan;
  readonly latencyMs?: number;
  /** One attempt and no more, unless told: a fault for ever is as good as one for once, and much faster. */
  readonly patience?: Partial<Patience>;
  readonly signal?: AbortSignal;
  readonly onCall?: (call: WireCall) => void;
}

export interface Sandboxed {
  readonly connection: Connection;
  /** Every request that arrived, attempts included, in order. */
  readonly calls: readonly WireCall[];
}

/** A connection that leads to the account. */
export function connectTo(account: Account, options: SandboxOptions = {}): Sandboxed {
  const { faults = [], latencyMs = 0, patience = { attempts: 1 }, signal, onCall } = options;
  const calls: WireCall[] = [];
  const wire = createWire(services, account, {
    faults,
    latencyMs,
    onCall: (call) => {
      calls.push(call);
      onCall?.(call);
    },
  });
  const connection = connect({
    region: account.region,
    credentials,
    requestHandler: requestHandler(wire),
    patience,
    ...(signal !== undefined && { signal }),
  });
  return { connection, calls };
}

export interface Audited {
  readonly calls: readonly WireCall[];
  readonly gathered: Gathered;
  readonly judgements: readonly Judgement[];
  readonly findings: readonly Finding[];
}

export interface AuditOptions extends SandboxOptions {
  readonly remembered?: readonly Remembered[];
}

/** Every check over everything in the account, as an audit would. */
export async function audit(
  account: Account,
  { remembered = [], ...options }: AuditOptions = {},
): Promise<Audited> {
  const { connection, calls } = connectTo(account, options);
  const gathered = await gatherTarget(connection, {
    checks,
    declared: nothingDeclared,
    wholeRegion: false,
    now: account.clock.now(),
  });
  connection.close();
  const judgements = judgeTarget(gathered, {
    checks,
    config: defaultConfig,
    remembered,
    wholeRegion: false,
  });
  return { calls, gathered, judgements, findings: judgements.flatMap(({ findings }) => findings) };
}

/** What the next run knows of this one. */
export function memoryOf({ judgements }: Audited): Remembered[] {
  return judgements.map(({ deployment, templatesSeen }) => ({
    deployment: { ...deployment, origin: 'remembered' },
    templates: templatesSeen,
  }));
}

/** The IAM actions of calls: `rds:DescribeDBClusters`. */
export function actionsIn(calls: readonly WireCall[]): Set<string> {
  return new Set(calls.map(({ service, operation }) => iamAction(service, operation)));
}
