/** One way to AWS: region, credentials, and one client per service with shared limits, timeouts and a call log. */

import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import { iamAction } from './actions.ts';
import { createGate } from './limits.ts';

/** How long we wait for AWS, and how often we ask again. */
export interface Patience {
  /** For one call, retries included; waiting for a place at the gate is not. */
  readonly callMs: number;
  readonly connectMs: number;
  /** For the answer to one attempt. */
  readonly answerMs: number;
  readonly attempts: number;
}

const usualPatience: Patience = {
  callMs: 60_000,
  connectMs: 3_000,
  answerMs: 10_000,
  attempts: 6,
};
const maxSockets = 64;
/** What CloudTrail shows of us. */
const userAgent = 'stack-auditor';

export interface ConnectionOptions {
  readonly region: string;
  readonly credentials: AwsCredentialIdentity | AwsCredentialIdentityProvider;
  /** Profile of the shared configuration files; settings such as `endpoint_url` come from it too. */
  readonly profile?: string;
  /** Answers in place of the network: the sandbox in process. */
  readonly requestHandler?: object;
  /** Called once before and once after each call, not per attempt. */
  readonly onCall?: (event: CallEvent) => void;
  /** Ends every call that is still under way. */
  readonly signal?: AbortSignal;
  /** What differs from the usual patience. */
  readonly patience?: Partial<Patience>;
}

export interface CallEvent {
  readonly phase: 'started' | 'ended';
  /** `rds`. */
  readonly service: string;
  /** `DescribeDBClusters`. */
  readonly operation: string;
}

/** The parts of an SDK client this file relies on. */
interface SdkClient {
  // biome-ignore lint/suspicious/noExplicitAny: overloads differ from client to client
  send: (...parts: any[]) => any;
  readonly config: object;
  // biome-ignore lint/suspicious/noExplicitAny: stack types differ from client to client
  readonly middlewareStack: any;
  destroy(): void;
}

interface SdkCommand {
  readonly input: object;
}

interface SendOptions {
  readonly abortSignal?: AbortSignal;
}

export interface Connection {
  readonly region: string;
  /** The one client of this class on this connection; made on first use. */
  readonly client: <C extends SdkClient>(Client: new (options: never) => C) => C;
  /** Calls made so far. */
  readonly calls: () => number;
  /** Ends every call that is still under way. */
  readonly close: () => void;
}

/** Opens a connection; nothing is sent until a client is used. */
export function connect(options: ConnectionOptions): Connection {
  const clients = new Map<unknown, SdkClient>();
  const patience = { ...usualPatience, ...options.patience };
  const requestHandler = options.requestHandler ?? networkHandler(patience);
  // Inputs of the calls AWS has throttled at least once.
  const throttled = new WeakSet<object>();
  const underWay = new Set<AbortController>();
  let ended = false;
  let calls = 0;

  function end(): void {
    ended = true;
    for (const call of underWay) call.abort();
  }
  if (options.signal?.aborted) end();
  options.signal?.addEventListener('abort', end, { once: true });

  /** Aborted when its time is over, and when the connection or the caller ends it. */
  function openCall(signal: AbortSignal | undefined) {
    const call = new AbortController();
    const abort = () => call.abort();
    if (ended || signal?.aborted) abort();
    const timer = setTimeout(() => call.abort(outOfTime()), patience.callMs);
    signal?.addEventListener('abort', abort, { once: true });
    underWay.add(call);
    return {
      signal: call.signal,
      end: () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
        underWay.delete(call);
      },
    };
  }

  function make<C extends SdkClient>(Client: new (options: never) => C): C {
    const client = new Client({
      region: options.region,
      credentials: options.credentials,
      ...(options.profile !== undefined && { profile: options.profile }),
      requestHandler,
      // Not adaptive: one throttled operation would slow down every other of its service (docs/adr/006).
      retryMode: 'standard',
      maxAttempts: patience.attempts,
    } as never);
    lighten(client);
    const gate = createGate();
    onThrottle(client, (input) => {
      throttled.add(input);
      gate.throttled();
    });
    const send = client.send.bind(client);
    client.send = (command: SdkCommand, sendOptions: SendOptions = {}) =>
      gate.pass(async () => {
        const event = { service: signingName(client), operation: operationName(command) };
        calls += 1;
        options.onCall?.({ phase: 'started', ...event });
        const call = openCall(sendOptions.abortSignal);
        try {
          return await send(command, { ...sendOptions, abortSignal: call.signal });
        } catch (error) {
          const action = iamAction(event.service, event.operation);
          // Ended by the operator, it died of that and not of the throttling before.
          const cause = throttled.has(command.input) && !ended ? throttling(error) : error;
          throw withAction(cause, action);
        } finally {
          call.end();
          options.onCall?.({ phase: 'ended', ...event });
        }
      });
    return client;
  }

  return {
    region: options.region,
    client: (Client) => {
      const existing = clients.get(Client);
      if (existing !== undefined) return existing as InstanceType<typeof Client>;
      const made = make(Client);
      clients.set(Client, made);
      return made;
    },
    calls: () => calls,
    close: () => {
      end();
      for (const client of clients.values()) client.destroy();
    },
  };
}

/** The IAM action of the call that threw, where the error came from a connection of ours. */
export function actionOf(error: unknown): string | undefined {
  return (error as { action?: string }).action;
}

function networkHandler({ connectMs, answerMs }: Patience): NodeHttpHandler {
  return new NodeHttpHandler({
    connectionTimeout: connectMs,
    requestTimeout: answerMs,
    // Without it a timeout is only a warning and the call waits on.
    throwOnRequestTimeout: true,
    httpAgent: new HttpAgent({ keepAlive: true, maxSockets }),
    httpsAgent: new HttpsAgent({ keepAlive: true, maxSockets }),
  });
}

// Named as AbortSignal.timeout names it: one signal of that kind per call costs more than the call's own signature.
function outOfTime(): DOMException {
  return new DOMException('The operation was aborted due to timeout', 'TimeoutError');
}

/**
 * Takes out of every call what nobody looks at, together a fifth of the time of a small one: what a logger would be
 * told, the trace of a chain of functions, and the long name of the SDK instead of ours.
 */
function lighten({ middlewareStack }: SdkClient): void {
  middlewareStack.remove('loggerMiddleware');
  middlewareStack.remove('recursionDetectionMiddleware');
  middlewareStack.remove('getUserAgentMiddleware');
  middlewareStack.add(
    // biome-ignore lint/suspicious/noExplicitAny: a middleware of the SDK, whatever its input
    (next: any) => (step: any) => {
      step.request.headers['user-agent'] = userAgent;
      return next(step);
    },
    { step: 'build', name: 'userAgent' },
  );
}

function onThrottle(client: SdkClient, tell: (input: object) => void): void {
  client.middlewareStack.addRelativeTo(
    // biome-ignore lint/suspicious/noExplicitAny: a middleware of the SDK, whatever its input
    (next: any) => async (request: any) => {
      try {
        return await next(request);
      } catch (error) {
        if (isThrottle(error)) tell(request.input);
        throw error;
      }
    },
    { relation: 'after', toMiddleware: 'retryMiddleware', name: 'onThrottle' },
  );
}

function isThrottle(error: unknown): boolean {
  const { name = '', $metadata } = error as {
    name?: string;
    $metadata?: { httpStatusCode?: number };
  };
  return (
    $metadata?.httpStatusCode === 429 ||
    /Throttl|RequestLimitExceeded|TooManyRequests|SlowDown/.test(name)
  );
}

/** What a call died of that was throttled until its time was over: the throttling, not the time. */
function throttling(error: unknown): unknown {
  const { name } = error as Error;
  if (name !== 'AbortError' && name !== 'TimeoutError') return error;
  return Object.assign(new Error('throttled until the time was over'), {
    name: 'ThrottlingException',
  });
}

function signingName(client: SdkClient): string {
  return (client.config as { defaultSigningName: string }).defaultSigningName;
}

// The operation's own schema carries its name; class names are lost when the bundle is minified.
function operationName(command: object): string {
  return (command as { schema: readonly [9, string, string] }).schema[2];
}

function withAction(error: unknown, action: string): unknown {
  if (typeof error === 'object' && error !== null && !Object.isFrozen(error)) {
    Object.defineProperty(error, 'action', { value: action, configurable: true });
  }
  return error;
}
