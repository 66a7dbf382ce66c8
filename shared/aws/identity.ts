/** Who we are and where: asked first, because nothing else can be believed before it is known. */
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Connection } from './connection.ts';
import { credentialProblem, failure } from './errors.ts';

/** An endpoint that does not answer this within the time will not answer the rest either. */
const identityBudgetMs = 15_000;

export interface Identity {
  readonly accountId: string;
  readonly arn: string;
}

/** The endpoint cannot be used at all: the run fails, with a sentence for the operator. */
export class UnreachableError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnreachableError';
  }
}

/**
 * The account and principal behind the connection (`sts:GetCallerIdentity`, which needs no permission).
 * Throws `UnreachableError` when there is no such thing: no credentials, expired ones, no endpoint.
 */
export async function callerIdentity(connection: Connection): Promise<Identity> {
  const client = connection.client(STSClient);
  try {
    const { Account, Arn } = await client.send(new GetCallerIdentityCommand({}), {
      abortSignal: AbortSignal.timeout(identityBudgetMs),
    });
    if (!/^\d{12}$/.test(Account ?? '')) throw new Error('the answer names no account');
    return { accountId: Account as string, arn: Arn ?? '' };
  } catch (error) {
    throw new UnreachableError(await explain(error, connection.region, client));
  }
}

async function explain(error: unknown, region: string, client: STSClient): Promise<string> {
  const credentials = credentialProblem(error);
  if (credentials !== undefined) {
    return `AWS cannot be asked: ${credentials}. Refresh them (for single sign-on: aws sso login), or name others with --profile.`;
  }
  const endpoint = await configuredEndpoint(client);
  if (endpoint !== undefined) {
    return `The endpoint ${endpoint} cannot be used: ${failure(error)}. Check AWS_ENDPOINT_URL.`;
  }
  return `AWS cannot be reached in region ${region}: ${failure(error)}. Check the region and the network.`;
}

/** What `AWS_ENDPOINT_URL` or the profile says. The SDK resolves it call by call: `config.endpoint` stays empty. */
async function configuredEndpoint({ config }: STSClient): Promise<string | undefined> {
  const { serviceConfiguredEndpoint: ask } = config as { serviceConfiguredEndpoint?: unknown };
  if (typeof ask !== 'function') return undefined;
  return ask().catch(() => undefined);
}
