/** The wire behind a port of this machine: for `AWS_ENDPOINT_URL`, other processes and the AWS CLI. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Wire } from './wire.ts';

export interface ServeOptions {
  /** Any free one unless told. */
  readonly port?: number;
  /** `127.0.0.1` unless told; only this machine itself is allowed. */
  readonly host?: string;
}

export interface SandboxServer {
  /** What `AWS_ENDPOINT_URL` is set to. */
  readonly url: string;
  /** Stops listening and cuts what is still open, stalled requests included. */
  readonly close: () => Promise<void>;
}

/** Serves the wire over HTTP. The sandbox checks no signature, so it is never offered to another machine. */
export async function serve(wire: Wire, options: ServeOptions = {}): Promise<SandboxServer> {
  const host = options.host ?? '127.0.0.1';
  if (!isLoopback(host)) {
    throw new Error(
      `The sandbox checks no signature and is served to this machine only: 127.0.0.1, ::1 or localhost, not ${host}`,
    );
  }
  const server = createServer((request, response) => {
    answer(wire, request, response).catch((error: unknown) => {
      // A client that leaves while it still sends is no failure of the sandbox.
      if (!request.errored) process.stderr.write(`sandbox: ${describe(error)}\n`);
      request.socket.destroy();
    });
  });
  const port = await listen(server, options.port ?? 0, host);
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    close: () => close(server),
  };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

async function answer(
  wire: Wire,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const body = await collect(request);
  const result = await wire({
    method: request.method ?? 'POST',
    url: request.url ?? '/',
    headers: singleHeaders(request),
    body,
    signal: gone.signal,
  });
  if ('destroy' in result) {
    request.socket.resetAndDestroy();
    return;
  }
  response.writeHead(result.status, result.headers);
  response.end(result.body);
}

async function collect(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function singleHeaders({ headers }: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

// Cutting a connection closes its response, and that ends a request that would stall for ever.
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
