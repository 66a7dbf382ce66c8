/** AWS as raw HTTP answers: what the gatherers make of bodies in the exact shape AWS documents. */
import { HttpResponse } from '@smithy/core/protocols';
import { expect, it } from 'vitest';
import { connect } from '../../shared/aws/connection.ts';
import type { DeclaredHere } from '../../shared/gather/gatherer.ts';
import { gather } from '../../shared/gather/index.ts';
import type { Fact, Missing } from '../../shared/model/fact.ts';
import type { FactMap, GatheredFactName, Inventory } from '../../shared/model/inventory.ts';
import { credentials } from './sandboxed.ts';

export interface RawAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RawRequest {
  /** Its name, or where the protocol knows none, method and path: `GET /resources`. */
  readonly operation: string;
  /** Members of a JSON document, or the fields of a form: `Filters.Filter.1.Name`; else the query, and the host. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** By operation: always the same answer, or one that depends on what was asked. */
export type RawAnswers = Readonly<Record<string, RawAnswer | ((request: RawRequest) => RawAnswer)>>;

const namespaces = {
  sns: 'http://sns.amazonaws.com/doc/2010-03-31/',
  rds: 'http://rds.amazonaws.com/doc/2014-10-31/',
  elasticache: 'http://elasticache.amazonaws.com/doc/2015-02-02/',
  cloudformation: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
  ec2: 'http://ec2.amazonaws.com/doc/2016-11-15/',
  autoscaling: 'http://autoscaling.amazonaws.com/doc/2011-01-01/',
  elasticloadbalancing: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/',
} as const;

type XmlService = keyof typeof namespaces;

/** The envelope of a service that answers in XML. */
export function xml(service: XmlService, operation: string, members: string): RawAnswer {
  const id = 'b9cecf71-5a1a-4d2c-8f0e-3b7c6d1e9a20';
  const content =
    service === 'ec2'
      ? `<requestId>${id}</requestId>${members}`
      : `<${operation}Result>${members}</${operation}Result><ResponseMetadata><RequestId>${id}</RequestId></ResponseMetadata>`;
  return {
    status: 200,
    type: 'text/xml;charset=UTF-8',
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<${operation}Response xmlns="${namespaces[service]}">${content}</${operation}Response>`,
  };
}

export function json(document: object): RawAnswer {
  return { status: 200, type: 'application/x-amz-json-1.1', body: JSON.stringify(document) };
}

/** A document of S3, or one of its errors: `<Error><Code>NoSuchBucket</Code></Error>`. */
export function s3(document: string, status = 200): RawAnswer {
  return {
    status,
    type: 'application/xml',
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${document}`,
    headers: { 'x-amz-request-id': 'EXAMPLE123456789' },
  };
}

/** How each service says no to `rds:DescribeDBClusters`. */
export function refused(action: string): RawAnswer {
  const service = action.slice(0, action.indexOf(':'));
  const message = `User: arn:aws:sts::111122223333:assumed-role/auditor/x is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`;
  if (service === 'ec2') {
    const error = `<Errors><Error><Code>UnauthorizedOperation</Code><Message>${message}</Message></Error></Errors>`;
    const body = `<Response>${error}<RequestID>d6e7</RequestID></Response>`;
    return { status: 403, type: 'text/xml', body };
  }
  if (service === 's3') {
    return s3(`<Error><Code>AccessDenied</Code><Message>${message}</Message></Error>`, 403);
  }
  if (service in namespaces) {
    const error = `<Error><Type>Sender</Type><Code>AccessDenied</Code><Message>${message}</Message></Error>`;
    const body = `<ErrorResponse xmlns="${namespaces[service as XmlService]}">${error}<RequestId>d6e7</RequestId></ErrorResponse>`;
    return { status: 403, type: 'text/xml', body };
  }
  const body = JSON.stringify({ __type: 'AccessDeniedException', message });
  return { status: 400, type: 'application/x-amz-json-1.1', body };
}

export interface ReadOptions {
  readonly wanted?: readonly GatheredFactName[];
  readonly declared?: DeclaredHere;
  readonly wholeRegion?: boolean;
}

/** What is gathered from these answers, and what was asked for it. */
export async function gatherFrom(
  answers: RawAnswers,
  wanted: readonly GatheredFactName[],
  options: ReadOptions = {},
) {
  const requests: RawRequest[] = [];
  const connection = connect({
    region: 'eu-west-1',
    credentials,
    patience: { attempts: 1 },
    requestHandler: {
      handle: async (request: HttpRequestLike) => {
        const asked = requestOf(request);
        requests.push(asked);
        const answer = answers[asked.operation];
        if (answer === undefined) throw new Error(`nobody expected ${asked.operation}`);
        const {
          status,
          type,
          body,
          headers: others,
        } = typeof answer === 'function' ? answer(asked) : answer;
        const headers = { 'content-type': type, ...others };
        return {
          response: new HttpResponse({ statusCode: status, headers, body: Buffer.from(body) }),
        };
      },
    },
  });
  const inventory = await gather(connection, { ...options, wanted });
  return { inventory, requests };
}

/** One fact, as it is read from these answers. */
export async function read<K extends GatheredFactName>(
  fact: K,
  answers: RawAnswers,
  options: ReadOptions = {},
): Promise<Fact<FactMap[K]>> {
  const { inventory } = await gatherFrom(answers, [fact, ...(options.wanted ?? [])], options);
  return factIn(inventory, fact);
}

export function factIn<K extends GatheredFactName>(
  inventory: Inventory,
  fact: K,
): Fact<FactMap[K]> {
  const found = inventory[fact] as Fact<FactMap[K]> | undefined;
  if (found === undefined) throw new Error(`${fact} was not gathered`);
  return found;
}

export function readWhole<T>(fact: Fact<T>): T {
  if (!fact.known) throw new Error(fact.detail);
  return fact.value;
}

export function missingOf(fact: Fact<unknown>): Missing {
  if (fact.known) throw new Error('is known');
  return fact;
}

interface HttpRequestLike {
  readonly method: string;
  readonly hostname: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

function requestOf({ headers, body, ...line }: HttpRequestLike): RawRequest {
  if (line.method === 'GET') {
    const input = { ...line.query, host: line.hostname };
    return { operation: `GET ${line.path}`, input };
  }
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body as Uint8Array);
  const target = headers['x-amz-target'];
  if (target !== undefined) {
    return { operation: target.slice(target.indexOf('.') + 1), input: JSON.parse(text) };
  }
  const { Action = '', Version: _, ...input } = Object.fromEntries(new URLSearchParams(text));
  return { operation: Action, input };
}

interface PagedList<K extends GatheredFactName> {
  readonly fact: K;
  /** `rds:DescribeDBClusters` */
  readonly action: string;
  /** What the request is known by, where that is not the name of the action. */
  readonly operation?: string;
  /** The member of the request that carries the token. */
  readonly token: string;
  /** Page 1, 2 or 3, with the token of the next one where there is one. */
  readonly page: (number: number, next: string | undefined) => RawAnswer;
  /** What the rest of AWS answers. */
  readonly others?: RawAnswers;
  readonly options?: ReadOptions;
  /** How many rows there are on three pages. */
  readonly rows: number;
}

/** A list is whole or it is missing: three pages give all rows, and a page that fails takes the others with it. */
export function isWholeOrMissing<K extends GatheredFactName>(list: PagedList<K>): void {
  const { fact, action, token, page, others = {}, options, rows } = list;
  const { operation = action.slice(action.indexOf(':') + 1) } = list;
  const reading = (
    second: (good: RawAnswer) => RawAnswer,
    next = (number: number) => `page-${number}`,
  ) =>
    read(
      fact,
      {
        ...others,
        [operation]: ({ input }) => {
          const asked = tokenIn(input[token]);
          const number = asked === undefined ? 1 : Number(asked.replace('page-', ''));
          const answer = page(number, number < 3 ? next(number + 1) : undefined);
          return number === 2 ? second(answer) : answer;
        },
      },
      options,
    );

  it(`${fact}: all pages of ${operation} are read`, async () => {
    expect(readWhole(await reading((good) => good))).toHaveLength(rows);
  });

  it(`${fact}: missing when page 2 of ${operation} is denied, naming the action`, async () => {
    expect(missingOf(await reading(() => refused(action)))).toMatchObject({
      cause: 'denied',
      action,
    });
  });

  it(`${fact}: missing when page 2 of ${operation} is cut in half`, async () => {
    const half = (good: RawAnswer) => ({ ...good, body: good.body.slice(0, good.body.length / 2) });
    expect(missingOf(await reading(half))).toMatchObject({ cause: 'failed', action });
  });

  it(`${fact}: missing when ${operation} points to page 2 for ever`, async () => {
    const { cause, detail } = missingOf(
      await reading(
        (good) => good,
        () => 'page-2',
      ),
    );
    expect({ cause, detail }).toEqual({
      cause: 'failed',
      detail: expect.stringContaining('came twice'),
    });
  });

  it(`${fact}: missing when ${operation} answers with a page of somebody else`, async () => {
    const page = '<html><body><h1>Welcome</h1></body></html>';
    const portal = () => ({ status: 200, type: 'text/html', body: page });
    const { cause, detail } = missingOf(await reading(portal));
    expect(cause).toBe('failed');
    expect(detail).not.toContain('<');
  });
}

// DynamoDB's token is a key: the page is its sort key.
function tokenIn(value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  return (value as { sk: { S: string } }).sk.S;
}
