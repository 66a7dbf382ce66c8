/** Faults: what goes wrong on the way to AWS, said as data and injected by the wire. */
import { NormalizedSchema } from '@smithy/core/schema';
import picomatch from 'picomatch';
import type { Account } from './account.ts';
import type { Protocol } from './protocols.ts';
import { type OperationSchema, SandboxError } from './service.ts';

/** Rules in order: the first one that is due for a call decides about it. */
export type FaultPlan = readonly FaultRule[];

/**
 * One fault and the calls it is for; what is left out does not matter. A rule counts the calls that reach it: those
 * it is for and no earlier rule has taken. So two rules of which the first is for the `first: 2` are a sequence.
 */
export interface FaultRule {
  /** The name requests are signed for: `rds`. */
  readonly service?: string;
  /** A name or a glob: `Describe*`. */
  readonly operation?: string;
  /** Only requests for this page of a list, counted from 1; other pages are not counted either. */
  readonly page?: number;
  /** Only the nth call, counted from 1. */
  readonly nth?: number;
  /** Only this many calls. */
  readonly first?: number;
  /** Only the calls behind this many. */
  readonly after?: number;
  readonly fault: Fault;
}

export type Fault =
  /** IAM says no. */
  | { readonly kind: 'denied' }
  /** Too many requests. */
  | { readonly kind: 'throttled' }
  /** Throttled when more than this many calls of a service arrive within a second of real time. */
  | { readonly kind: 'rate'; readonly perSecond: number }
  /** The credentials have expired. */
  | { readonly kind: 'expired' }
  /** Any error of the service; 400 unless told. */
  | {
      readonly kind: 'error';
      readonly code: string;
      readonly message?: string;
      readonly status?: number;
    }
  /** 503 in the service's own format. */
  | { readonly kind: 'server-error' }
  /** A page for people, 500 unless told, as a proxy or an emulator sends it. */
  | { readonly kind: 'html'; readonly status?: number }
  /** The connection is cut before an answer. */
  | { readonly kind: 'reset' }
  /** No answer, ever. */
  | { readonly kind: 'stall' }
  /** 200, and a body nobody can read. */
  | { readonly kind: 'garbage' }
  /** 200, and the first half of the right body. */
  | { readonly kind: 'half' }
  /** Every page points to the same next page. Does nothing to an operation without pages. */
  | { readonly kind: 'repeated-token' }
  /** The answer comes later; does not keep later rules from deciding what it is. */
  | { readonly kind: 'latency'; readonly ms: number };

export type FaultKind = Fault['kind'];

/** A request as the rules see it. */
export interface FaultCall {
  readonly service: string;
  readonly operation: string;
  readonly page: number;
}

export interface Decision {
  readonly latencyMs: number;
  readonly fault: Fault | undefined;
}

interface RuleState {
  calls: number;
  /** When the calls of each service arrived that were let through within the last second. */
  readonly arrivals: Map<string, number[]>;
  readonly matches: (operation: string) => boolean;
}

/** Follows a plan call by call; each follower counts for itself. */
export function followPlan(plan: FaultPlan): (call: FaultCall) => Decision {
  const states = new Map<FaultRule, RuleState>();

  function isDue(rule: FaultRule, call: FaultCall): boolean {
    const state = states.get(rule) ?? newState(rule);
    states.set(rule, state);
    if (!isFor(rule, state, call)) return false;
    state.calls += 1;
    if (!isCounted(rule, state.calls)) return false;
    return rule.fault.kind !== 'rate' || isTooMany(state, call.service, rule.fault.perSecond);
  }

  return (call) => {
    let latencyMs = 0;
    for (const rule of plan) {
      if (!isDue(rule, call)) continue;
      if (rule.fault.kind !== 'latency') return { latencyMs, fault: rule.fault };
      latencyMs += rule.fault.ms;
    }
    return { latencyMs, fault: undefined };
  };
}

function newState(rule: FaultRule): RuleState {
  const matches = rule.operation === undefined ? () => true : picomatch(rule.operation);
  return { calls: 0, arrivals: new Map(), matches };
}

function isFor(rule: FaultRule, state: RuleState, call: FaultCall): boolean {
  if (rule.service !== undefined && rule.service !== call.service) return false;
  if (rule.page !== undefined && rule.page !== call.page) return false;
  return state.matches(call.operation);
}

function isCounted({ nth, first, after }: FaultRule, calls: number): boolean {
  if (nth !== undefined && calls !== nth) return false;
  if (first !== undefined && calls > first) return false;
  return after === undefined || calls > after;
}

// A throttled call takes nothing from the allowance, as with AWS.
function isTooMany(state: RuleState, service: string, perSecond: number): boolean {
  const now = performance.now();
  const recent = (state.arrivals.get(service) ?? []).filter((arrival) => now - arrival < 1000);
  const tooMany = recent.length >= perSecond;
  if (!tooMany) recent.push(now);
  state.arrivals.set(service, recent);
  return tooMany;
}

/** The refusal a fault amounts to; undefined when it is something else than a refusal. */
export function refusalOf(
  fault: Fault,
  protocol: Protocol,
  action: string,
  account: Account,
): SandboxError | undefined {
  switch (fault.kind) {
    case 'denied':
      return protocol.refusals.denied({
        caller: callerArn(account),
        action,
        resource: `arn:aws:${action.split(':')[0]}:${account.region}:${account.id}:*`,
      });
    case 'throttled':
    case 'rate':
      return protocol.refusals.throttled();
    case 'expired':
      return protocol.refusals.expired();
    case 'error':
      return new SandboxError(fault.code, fault.message ?? fault.code, fault.status);
    case 'server-error':
      return new SandboxError('ServiceUnavailable', 'Service is unable to handle request.', 503);
    default:
      return undefined;
  }
}

/** Whom AWS names in a denial: the same principal `sts:GetCallerIdentity` tells. */
export function callerArn(account: Account): string {
  return `arn:aws:sts::${account.id}:assumed-role/stack-auditor/sandbox`;
}

/** The members a list's paging token travels in, out of a request and back in an answer. */
const tokenMembers = [
  // Answers of EFS carry both: the one that was sent, and the one to send.
  { request: 'Marker', answer: 'NextMarker' },
  { request: 'Marker', answer: 'Marker' },
  { request: 'NextToken', answer: 'NextToken' },
  { request: 'nextToken', answer: 'nextToken' },
  { request: 'ExclusiveStartKey', answer: 'LastEvaluatedKey' },
] as const;

type TokenMembers = (typeof tokenMembers)[number];
type Structure = Readonly<Record<string, unknown>>;

/** Stands for the token of a list that has a single page, and so none of its own. */
const madeUpToken = 'sandbox-repeated-token';

/** Knows on which page a list is. */
export interface PageBook {
  readonly pageOf: (schema: OperationSchema, input: object) => number;
  /** Remembers which page the token of an answer leads to. */
  readonly record: (schema: OperationSchema, input: object, output: object) => void;
}

/** A book with nothing in it: a token nobody was given counts as the second page. */
export function createPageBook(): PageBook {
  const pages = new Map<string, number>();
  const key = (schema: OperationSchema, token: unknown) =>
    `${schema[1]}#${schema[2]} ${JSON.stringify(token)}`;

  function pageOf(schema: OperationSchema, input: object): number {
    const members = pagingOf(schema);
    const token = members && tokenIn(input, members.request);
    return token === undefined ? 1 : (pages.get(key(schema, token)) ?? 2);
  }

  return {
    pageOf,
    record: (schema, input, output) => {
      const members = pagingOf(schema);
      const token = members && tokenIn(output, members.answer);
      if (token !== undefined) pages.set(key(schema, token), pageOf(schema, input) + 1);
    },
  };
}

/** The answer with a token that leads to the same page for ever. */
export function withRepeatedToken(schema: OperationSchema, input: object, output: object): object {
  const members = pagingOf(schema);
  if (members === undefined) return output;
  const token = tokenIn(input, members.request) ?? tokenIn(output, members.answer);
  return { ...output, [members.answer]: token ?? madeUp(members) };
}

/** The input without a token that was made up: its handler never saw it and would refuse it. */
export function withoutMadeUpToken(schema: OperationSchema, input: object): object {
  const members = pagingOf(schema);
  if (members === undefined) return input;
  const { [members.request]: token, ...rest } = input as Structure;
  return JSON.stringify(token)?.includes(madeUpToken) ? rest : input;
}

function madeUp({ answer }: TokenMembers): unknown {
  return answer === 'LastEvaluatedKey' ? { [madeUpToken]: { S: madeUpToken } } : madeUpToken;
}

function tokenIn(structure: object, member: string): unknown {
  return (structure as Structure)[member] ?? undefined;
}

function pagingOf(schema: OperationSchema): TokenMembers | undefined {
  const given = memberNames(schema[4]);
  const told = memberNames(schema[5]);
  return tokenMembers.find(({ request, answer }) => given.has(request) && told.has(answer));
}

function memberNames(schema: OperationSchema[4]): ReadonlySet<string> {
  const structure = NormalizedSchema.of(schema);
  if (!structure.isStructSchema()) return new Set();
  return new Set([...structure.structIterator()].map(([name]) => name));
}
