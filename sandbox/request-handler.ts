/** The wire in process: what the SDK's clients take in place of a network. */
import { Readable } from 'node:stream';
import { type HttpHandler, HttpResponse } from '@smithy/core/protocols';
import type { Wire, WireRequest } from './wire.ts';

export interface RequestHandlerOptions {
  /**
   * How long to wait for an answer, as a client with a request timeout would. Always set: with nothing but a call
   * that never ends left to do, Node would leave without a word.
   */
  readonly stallTimeoutMs?: number;
}

type HandlerInput = Parameters<HttpHandler['handle']>;
type HttpRequest = HandlerInput[0];

const defaultStallTimeoutMs = 10_000;

/** Makes an SDK `requestHandler` that asks the wire instead of the network; no socket is opened. */
export function requestHandler(wire: Wire, options: RequestHandlerOptions = {}): HttpHandler {
  const stallTimeoutMs = options.stallTimeoutMs ?? defaultStallTimeoutMs;
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    updateHttpClientConfig: () => {},
    httpHandlerConfigs: () => ({}),
    destroy: () => {},
    handle: async (request, { abortSignal } = {}) => {
      const given = abortSignal as AbortSignal | undefined;
      const body = await collect(request.body);
      const result = await within(stallTimeoutMs, given, (signal) =>
        wire(toWireRequest(request, body, signal)),
      );
      if ('destroy' in result) throw connectionReset();
      const { status, headers } = result;
      const response = new HttpResponse({
        statusCode: status,
        headers: { ...headers },
        body: Readable.from([result.body], { objectMode: false }),
      });
      return { response };
    },
  };
}

function toWireRequest(request: HttpRequest, body: Uint8Array, signal: AbortSignal): WireRequest {
  const headers = Object.entries(request.headers).map(([name, value]) => [
    name.toLowerCase(),
    value,
  ]);
  return {
    method: request.method,
    url: request.path + queryString(request.query),
    headers: Object.fromEntries(headers),
    body,
    signal,
  };
}

function queryString(query: HttpRequest['query']): string {
  const parameters = Object.entries(query ?? {}).flatMap(([name, value]) =>
    [value].flat().map((each) => [name, each ?? ''] as [string, string]),
  );
  return parameters.length === 0 ? '' : `?${new URLSearchParams(parameters)}`;
}

async function collect(body: unknown): Promise<Uint8Array> {
  if (body === undefined || body === null) return new Uint8Array();
  if (typeof body === 'string') return Buffer.from(body);
  // A plain view of the bytes: the SDK's own array answers `valueOf` with a string, and warns.
  if (body instanceof Uint8Array) {
    return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  }
  const chunks: Buffer[] = [];
  for await (const chunk of body as AsyncIterable<Uint8Array | string>) {
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks);
}

/** Runs until there is a result, the caller gives up, or the time is over; nothing of it stays behind. */
async function within<T>(
  milliseconds: number,
  given: AbortSignal | undefined,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (given?.aborted) throw abortError(given);
  const over = new AbortController();
  let stop = () => {};
  const ended = new Promise<never>((_resolve, reject) => {
    const giveUp = () => reject(abortError(given));
    const timer = setTimeout(() => reject(timeoutError(milliseconds)), milliseconds);
    given?.addEventListener('abort', giveUp, { once: true });
    stop = () => {
      clearTimeout(timer);
      given?.removeEventListener('abort', giveUp);
    };
  });
  try {
    return await Promise.race([run(over.signal), ended]);
  } finally {
    stop();
    over.abort();
  }
}

// The errors below look like those of the SDK's own handler: that is what clients and retries know.

function abortError(signal: AbortSignal | undefined): Error {
  const error = new Error('Request aborted', { cause: signal?.reason });
  error.name = 'AbortError';
  return error;
}

function timeoutError(milliseconds: number): Error {
  const message = `a request has exceeded the configured ${milliseconds} ms requestTimeout.`;
  return Object.assign(new Error(message), { name: 'TimeoutError', code: 'ETIMEDOUT' });
}

function connectionReset(): Error {
  return Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
}
