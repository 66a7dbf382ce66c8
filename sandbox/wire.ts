/** AWS as it looks from the network: takes signed HTTP requests, answers in each service's own protocol. */
import { randomUUID } from 'node:crypto';
import type { Account } from './account.ts';
import {
  createPageBook,
  type Fault,
  type FaultKind,
  type FaultPlan,
  followPlan,
  refusalOf,
  withoutMadeUpToken,
  withRepeatedToken,
} from './faults.ts';
import {
  type Envelope,
  guessProtocol,
  type Protocol,
  protocolNamed,
  type WireRequest,
  type WireResponse,
} from './protocols.ts';
import { type Operation, SandboxError, type Service } from './service.ts';

export type { WireRequest, WireResponse } from './protocols.ts';

/** The connection ends without an answer. */
export interface Cut {
  readonly destroy: true;
}

export type Wire = (request: WireRequest) => Promise<WireResponse | Cut>;

/** Finds a service by the name requests are signed for; asked once per name. */
export type ServiceLoader = (
  signingName: string,
) => Service | undefined | Promise<Service | undefined>;

export interface WireOptions {
  /** What goes wrong, and when. */
  readonly faults?: FaultPlan;
  /** Called for every request that asks for an operation the sandbox has, before it is answered. */
  readonly onCall?: (call: WireCall) => void;
  /** Called with the same object once the call has its answer, whatever that is. */
  readonly onAnswered?: (call: WireCall) => void;
  /** How long every answer takes. */
  readonly latencyMs?: number;
}

export interface WireCall {
  readonly service: string;
  readonly operation: string;
  readonly input: object;
  /** Of a list, counted from 1. */
  readonly page: number;
  /** What the fault plan does to this call. */
  readonly fault: FaultKind | undefined;
}

/** A service, and how it talks. */
interface Endpoint {
  readonly service: Service;
  readonly protocol: Protocol;
  readonly envelope: Omit<Envelope, 'requestId'>;
  readonly operations: ReadonlyMap<string, Operation>;
}

/** A request as it was understood, and what is to go wrong with it. */
interface Asked {
  readonly operation: Operation;
  readonly asked: object;
  readonly fault: Fault | undefined;
}

/** The parts of an SDK client's configuration that tell its protocol. */
interface ClientConfiguration {
  readonly protocol: { getShapeId(): string };
  readonly protocolSettings: {
    readonly xmlNamespace?: string;
    readonly version?: string;
    readonly defaultNamespace?: string;
  };
}

const cut: Cut = { destroy: true };
const noEnvelope = { xmlNamespace: '', version: '', shapeNamespace: '' };

/**
 * Makes an account answer on the wire. The service is read from the signature's scope, the operation from the
 * request; what the sandbox does not implement is refused the way AWS refuses an operation it does not know.
 */
export function createWire(
  services: readonly Service[] | ServiceLoader,
  account: Account,
  options: WireOptions = {},
): Wire {
  const endpointOf = endpoints(services);
  const decide = followPlan(options.faults ?? []);
  const pages = createPageBook();

  async function answer(request: WireRequest, endpoint: Endpoint, envelope: Envelope) {
    const { protocol, service } = endpoint;
    const operation = operationOf(request, endpoint);
    const { schema } = operation;
    const asked = protocol.readInput(schema, request);
    const call = {
      service: service.signingName,
      operation: schema[2],
      page: pages.pageOf(schema, asked),
    };
    const { fault, latencyMs } = decide(call);
    const told = { ...call, input: structuredClone(asked), fault: fault?.kind };
    options.onCall?.(told);
    try {
      await pause((options.latencyMs ?? 0) + latencyMs, request.signal);
      return await respond(request, endpoint, envelope, { operation, asked, fault });
    } finally {
      options.onAnswered?.(told);
    }
  }

  async function respond(
    request: WireRequest,
    { protocol, service }: Endpoint,
    envelope: Envelope,
    { operation, asked, fault }: Asked,
  ): Promise<WireResponse | Cut> {
    const { schema } = operation;
    if (request.signal?.aborted) return cut;
    if (fault !== undefined) {
      const action =
        operation.iamAction ?? `${service.iamPrefix ?? service.signingName}:${schema[2]}`;
      const refusal = refusalOf(fault, protocol, action, account);
      if (refusal !== undefined) throw refusal;
      const instead = await answerInstead(fault, request.signal);
      if (instead !== undefined) return instead;
    }

    const input = withoutMadeUpToken(schema, asked);
    const output = await operation.answer(input, account);
    pages.record(schema, input, output);
    const given =
      fault?.kind === 'repeated-token' ? withRepeatedToken(schema, asked, output) : output;
    const response = protocol.writeOutput(schema, given, envelope);
    return fault?.kind === 'half' ? half(response) : response;
  }

  return async (request) => {
    const scope = signatureScope(request);
    const endpoint = scope === undefined ? undefined : await endpointOf(scope);
    const protocol = endpoint?.protocol ?? guessProtocol(request);
    const envelope = { requestId: randomUUID(), ...(endpoint?.envelope ?? noEnvelope) };
    try {
      if (scope === undefined) throw unsigned(request, protocol);
      if (endpoint === undefined) throw unknownService(scope, request, protocol);
      return await answer(request, endpoint, envelope);
    } catch (error) {
      return protocol.writeError(toSandboxError(error), envelope);
    }
  };
}

function endpoints(services: readonly Service[] | ServiceLoader) {
  const load: ServiceLoader =
    typeof services === 'function'
      ? services
      : (signingName) => services.find((service) => service.signingName === signingName);
  const known = new Map<string, Promise<Endpoint | undefined>>();
  return (signingName: string): Promise<Endpoint | undefined> => {
    const endpoint = known.get(signingName) ?? open(load, signingName);
    known.set(signingName, endpoint);
    return endpoint;
  };
}

// The client is made for its configuration only; nothing is ever sent with it.
async function open(load: ServiceLoader, signingName: string): Promise<Endpoint | undefined> {
  const service = await load(signingName);
  if (service === undefined) return undefined;
  const client = new service.client({ region: 'us-east-1' });
  const { protocol, protocolSettings } = client.config as ClientConfiguration;
  return {
    service,
    protocol: protocolNamed(protocol.getShapeId()),
    envelope: {
      xmlNamespace: protocolSettings.xmlNamespace ?? '',
      version: protocolSettings.version ?? '',
      shapeNamespace: protocolSettings.defaultNamespace ?? '',
    },
    operations: new Map(service.operations.map((each) => [each.schema[2], each])),
  };
}

/** `rds` of `Credential=<key>/<date>/<region>/rds/aws4_request`. */
function signatureScope({ headers }: WireRequest): string | undefined {
  const scope = /Credential=[^/,]+\/\d+\/[^/,]+\/([^/,]+)\/aws4_request/;
  return scope.exec(headers.authorization ?? '')?.[1];
}

function operationOf(request: WireRequest, endpoint: Endpoint): Operation {
  const { protocol, operations, service, envelope } = endpoint;
  const name = protocol.operationName(request, operations);
  const operation = name === undefined ? undefined : operations.get(name);
  if (operation !== undefined) return operation;
  throw protocol.refusals.unknownOperation({
    service: service.signingName,
    operation: name,
    version: envelope.version,
  });
}

function unsigned(request: WireRequest, protocol: Protocol): SandboxError {
  if (request.headers.authorization === undefined) return protocol.refusals.unsigned();
  return new SandboxError(
    'IncompleteSignature',
    'Authorization header requires a credential of the form key/date/region/service/aws4_request',
  );
}

function unknownService(scope: string, request: WireRequest, protocol: Protocol): SandboxError {
  const operation = protocol.operationName(request, new Map());
  return protocol.refusals.unknownOperation({ service: scope, operation, version: 'any' });
}

/** The answers that have nothing to do with what was asked; undefined for faults that need the right answer. */
async function answerInstead(
  fault: Fault,
  signal: AbortSignal | undefined,
): Promise<WireResponse | Cut | undefined> {
  switch (fault.kind) {
    case 'html':
      return { status: fault.status ?? 500, headers: { 'content-type': 'text/html' }, body: page };
    case 'garbage':
      return { status: 200, headers: { 'content-type': 'text/plain' }, body: garbage };
    case 'reset':
      return cut;
    case 'stall':
      await aborted(signal);
      return cut;
    default:
      return undefined;
  }
}

const page = Buffer.from(`<!doctype html>
<html lang=en>
<title>Internal Server Error</title>
<h1>Internal Server Error</h1>
<p>The server encountered an internal error and was unable to complete your request.
`);

const garbage = Buffer.from('\u0000}{ this is no answer ><');

function half(response: WireResponse): WireResponse {
  const end = Math.floor(response.body.length / 2);
  return { ...response, body: response.body.subarray(0, end) };
}

/** Never ends by itself, and keeps no process alive. */
function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    signal?.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** Ends early when nobody waits any more, so that no timer outlives its request. */
async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  if (milliseconds <= 0 || signal?.aborted) return;
  await new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener('abort', end, { once: true });
  });
}

// A mistake in the sandbox itself: not a 5xx, which a client would retry and then call an outage of AWS.
function toSandboxError(error: unknown): SandboxError {
  if (error instanceof SandboxError) return error;
  process.stderr.write(`sandbox: ${error instanceof Error ? error.stack : error}\n`);
  return new SandboxError('SandboxFailure', `The sandbox itself failed: ${error}`);
}
