/** The one place that knows how AWS says no: turns whatever a call threw into a missing fact with a cause. */
import { type Missing, missing } from '../model/fact.ts';

/** A fact another fact depends on is missing: the cause is passed on unchanged. */
export class MissingFactError extends Error {
  readonly missing: Missing;
  constructor(cause: Missing) {
    super(cause.detail);
    this.name = 'MissingFactError';
    this.missing = cause;
  }
}

const deniedNames = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AuthorizationError',
  'AuthorizationErrorException',
  'UnauthorizedOperation',
  'UnauthorizedException',
  'ForbiddenException',
  'OptInRequired',
]);

const throttledNames = new Set([
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'TooManyRequestsException',
  'ProvisionedThroughputExceededException',
  'BandwidthLimitExceeded',
  'SlowDown',
  'EC2ThrottledException',
]);

const unsupportedNames = new Set([
  'InvalidAction',
  'UnknownOperationException',
  'UnknownOperation',
  'NotImplemented',
  'UnsupportedOperation',
  'OperationNotSupportedException',
]);

const credentialNames = new Map([
  ['ExpiredToken', 'the credentials have expired'],
  ['ExpiredTokenException', 'the credentials have expired'],
  ['RequestExpired', 'the credentials have expired, or the clock of this machine is wrong'],
  ['TokenRefreshRequired', 'the credentials have expired'],
  [
    'InvalidClientTokenId',
    'AWS does not know these credentials, or the region is not enabled for the account',
  ],
  [
    'UnrecognizedClientException',
    'AWS does not know these credentials, or the region is not enabled for the account',
  ],
  [
    'AuthFailure',
    'AWS does not accept these credentials, or the region is not enabled for the account',
  ],
  ['InvalidAccessKeyId', 'AWS does not know this access key'],
  ['MissingAuthenticationToken', 'the request carried no credentials'],
  ['MissingAuthenticationTokenException', 'the request carried no credentials'],
  [
    'SignatureDoesNotMatch',
    'the secret key does not belong to the access key, or the clock of this machine is wrong',
  ],
  ['CredentialsProviderError', 'no credentials were found'],
  ['TokenProviderError', 'the single sign-on session has ended'],
]);

const networkCodes = new Map([
  ['ECONNREFUSED', 'nothing listens there'],
  ['ECONNRESET', 'the connection was cut'],
  ['EPIPE', 'the connection was cut'],
  ['ENOTFOUND', 'the host name does not exist'],
  ['EAI_AGAIN', 'the host name could not be looked up'],
  ['ETIMEDOUT', 'no answer in time'],
  ['EHOSTUNREACH', 'the host cannot be reached'],
  ['ENETUNREACH', 'the network cannot be reached'],
]);

interface ErrorShape {
  readonly name?: string;
  readonly code?: string;
  readonly message?: string;
  readonly cause?: unknown;
  readonly errors?: readonly unknown[];
  readonly $metadata?: { readonly httpStatusCode?: number; readonly attempts?: number };
  readonly $response?: { readonly statusCode?: number };
}

/**
 * Says why a call gave no answer. `action` is the IAM action of the call (`rds:DescribeDBClusters`);
 * an action AWS itself names in the refusal wins over it.
 */
export function toMissing(error: unknown, action?: string): Missing {
  if (error instanceof MissingFactError) return error.missing;
  const { name = '', message = '' } = error as ErrorShape;
  const call = action ?? 'the call';
  if (deniedNames.has(name)) {
    const refused =
      /not authorized to perform: ([a-z0-9-]+:[A-Za-z]+)/.exec(message)?.[1] ?? action;
    return missing('denied', `${refused ?? call} was denied`, refused);
  }
  if (throttledNames.has(name) || statusOf(error) === 429) {
    return missing('throttled', `${call} was throttled at every attempt`, action);
  }
  const credentials = credentialProblem(error);
  if (credentials !== undefined) return missing('failed', `${call} failed: ${credentials}`, action);
  if (unsupportedNames.has(name) || statusOf(error) === 501) {
    return missing('unsupported', `${call} is not offered by this endpoint`, action);
  }
  return missing('failed', `${call} failed: ${failure(error)}`, action);
}

/** What is wrong with the credentials, in words; undefined when the error is about something else. */
export function credentialProblem(error: unknown): string | undefined {
  return credentialNames.get((error as ErrorShape).name ?? '');
}

/** What went wrong on the way, in a few words for a person: no stack, no markup. */
export function failure(error: unknown): string {
  const shape = error as ErrorShape;
  const status = statusOf(error);
  // The code first: the SDK calls a cut connection a timeout, too.
  const network = networkCodes.get(codeOf(shape));
  if (network !== undefined) return network;
  if (isTimeout(shape)) return 'no answer in time';
  if (isUnreadable(shape)) {
    return status === undefined || status < 400
      ? 'the answer could not be read'
      : `HTTP ${status} with an answer that could not be read`;
  }
  const words = oneLine(shape.message ?? '');
  if (status !== undefined && status >= 500) return `HTTP ${status}${words && `, ${words}`}`;
  return (
    [shape.name, words].filter((part) => part && part !== 'Error').join(': ') || 'unknown error'
  );
}

function statusOf(error: unknown): number | undefined {
  const shape = error as ErrorShape;
  return shape.$metadata?.httpStatusCode ?? shape.$response?.statusCode;
}

function codeOf(error: ErrorShape): string {
  // A host with several addresses fails with one error per address inside an AggregateError.
  const inner = (error.errors?.[0] ?? error.cause) as ErrorShape | undefined;
  return error.code ?? inner?.code ?? '';
}

function isTimeout({ name }: ErrorShape): boolean {
  return name === 'TimeoutError' || name === 'AbortError';
}

// The SDK's parsers throw plain errors: a body that is no XML or no JSON, or that ends in the middle.
function isUnreadable({ name, message = '' }: ErrorShape): boolean {
  return (
    name === 'SyntaxError' ||
    /parse error|Deserialization error|Unexpected token|Unclosed tag/i.test(message)
  );
}

function oneLine(message: string): string {
  return message.replace(/\s+/g, ' ').trim().slice(0, 200);
}
