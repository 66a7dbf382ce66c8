/** `stack-auditor sandbox`, and the same made-up account for `audit --sandbox`. */
import { runningClock } from '../sandbox/clock.ts';
import { services } from '../sandbox/operations/index.ts';
import { requestHandler } from '../sandbox/request-handler.ts';
import { serve } from '../sandbox/server.ts';
import { createWire } from '../sandbox/wire.ts';
import { createWorld } from '../sandbox/worlds/index.ts';
import { UsageError } from './exit-codes.ts';
import { knownWorld } from './worlds.ts';

const credentials = { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' };

const portProblems: Readonly<Record<string, string>> = {
  EADDRINUSE: 'something else does already',
  EACCES: 'permission denied',
};

/** What a connection needs to talk to the world in this process. Throws `UsageError` for a world there is not. */
export function openSandbox(name: string) {
  const world = createWorld(knownWorld(name), runningClock());
  return {
    region: world.region,
    credentials,
    requestHandler: requestHandler(createWire(services, world)),
  };
}

/** Serves the world on loopback until the process is ended. */
export async function serveSandbox(
  name: string,
  { port = '0' }: { readonly port?: string },
  out: NodeJS.WritableStream,
): Promise<void> {
  const world = createWorld(knownWorld(name), runningClock());
  if (!/^\d+$/.test(port) || Number(port) > 65_535) {
    throw new UsageError(`--port "${port}" is not a port: give a number from 0 to 65535.`);
  }
  const server = await serve(createWire(services, world), { port: Number(port) }).catch(
    (error: NodeJS.ErrnoException) => {
      const reason = portProblems[error.code ?? ''] ?? error.message;
      throw new UsageError(`the sandbox cannot listen on port ${port}: ${reason}.`);
    },
  );
  out.write(`The sandbox world ${name} answers on this machine until you press Ctrl-C. In another shell:

export AWS_ENDPOINT_URL=${server.url}
export AWS_REGION=${world.region} AWS_DEFAULT_REGION=${world.region}
export AWS_ACCESS_KEY_ID=${credentials.accessKeyId} AWS_SECRET_ACCESS_KEY=${credentials.secretAccessKey}

stack-auditor audit            # the audit, as against AWS
aws rds describe-db-clusters   # any AWS client will do
`);
}
