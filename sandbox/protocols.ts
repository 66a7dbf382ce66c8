/** How AWS's protocols name an operation, carry input and output, and say no. */
import type { NormalizedSchema } from '@smithy/core/schema';
import { readJson, writeJson } from './json-codec.ts';
import { awsQueryDialect, ec2QueryDialect, type QueryDialect, readForm } from './query-codec.ts';
import { divideOutput, type RestRequest, readRestInput, restOperationName } from './rest-codec.ts';
import { type Operation, type OperationSchema, SandboxError } from './service.ts';
import { escapeXml, writeXmlMembers } from './xml-codec.ts';

/** An HTTP request as far as AWS looks at it. */
export interface WireRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal?: AbortSignal | undefined;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What goes around an answer. */
export interface Envelope {
  readonly requestId: string;
  readonly xmlNamespace: string;
  /** The API version: `2014-10-31`. */
  readonly version: string;
  /** The namespace of the service's shapes: `com.amazonaws.rds`. */
  readonly shapeNamespace: string;
}

export interface Protocol {
  /** The operation a request asks for; undefined when it asks for none. */
  readonly operationName: (
    request: WireRequest,
    operations: ReadonlyMap<string, Operation>,
  ) => string | undefined;
  readonly readInput: (schema: OperationSchema, request: WireRequest) => object;
  readonly writeOutput: (
    schema: OperationSchema,
    output: object,
    envelope: Envelope,
  ) => WireResponse;
  readonly writeError: (error: SandboxError, envelope: Envelope) => WireResponse;
  readonly refusals: Refusals;
}

/** AWS's own words for refusals that any operation may meet; they differ from protocol to protocol. */
export interface Refusals {
  readonly denied: (denial: Denial) => SandboxError;
  readonly throttled: () => SandboxError;
  readonly expired: () => SandboxError;
  readonly unsigned: () => SandboxError;
  readonly unknownOperation: (unknown: UnknownOperation) => SandboxError;
}

export interface Denial {
  /** The caller's ARN. */
  readonly caller: string;
  /** `rds:DescribeDBClusters`. */
  readonly action: string;
  /** The ARN of what was asked for. */
  readonly resource: string;
}

export interface UnknownOperation {
  readonly service: string;
  /** Undefined when the request names none. */
  readonly operation: string | undefined;
  readonly version: string;
}

const expiredToken = 'The security token included in the request is expired';

/** RDS, ElastiCache, CloudFormation, STS: forms in, XML out. */
const awsQuery: Protocol = {
  operationName: actionOf,
  readInput: (schema, request) => readQuery(schema, request, awsQueryDialect),
  writeOutput: (schema, output, envelope) => {
    const name = schema[2];
    const result = `<${name}Result>${writeXmlMembers(schema[5], output)}</${name}Result>`;
    const metadata = `<ResponseMetadata><RequestId>${envelope.requestId}</RequestId></ResponseMetadata>`;
    return xml(200, queryResponse(name, result + metadata, envelope), envelope);
  },
  writeError: ({ code, message, status }, envelope) => {
    const type = status < 500 ? 'Sender' : 'Receiver';
    const error = `<Error><Type>${type}</Type>${codeAndMessage(code, message)}</Error>`;
    const requestId = `<RequestId>${envelope.requestId}</RequestId>`;
    const namespace = escapeXml(envelope.xmlNamespace);
    const document = `<ErrorResponse xmlns="${namespace}">${error}${requestId}</ErrorResponse>`;
    return xml(status, document, envelope);
  },
  refusals: {
    denied: (denial) => new SandboxError('AccessDenied', denialSentence(denial), 403),
    throttled: () => new SandboxError('Throttling', 'Rate exceeded', 400),
    expired: () => new SandboxError('ExpiredToken', expiredToken, 403),
    unsigned: () =>
      new SandboxError(
        'MissingAuthenticationToken',
        'Request is missing Authentication Token',
        403,
      ),
    unknownOperation: (unknown) =>
      unknownAction(
        unknown,
        `Could not find operation ${unknown.operation} for version ${unknown.version}`,
      ),
  },
};

/** EC2: forms in, XML out, both in a way of its own. */
const ec2Query: Protocol = {
  operationName: actionOf,
  readInput: (schema, request) => readQuery(schema, request, ec2QueryDialect),
  writeOutput: (schema, output, envelope) => {
    const requestId = `<requestId>${envelope.requestId}</requestId>`;
    const members = writeXmlMembers(schema[5], output);
    return xml(200, queryResponse(schema[2], requestId + members, envelope), envelope);
  },
  writeError: ({ code, message, status }, envelope) => {
    const errors = `<Errors><Error>${codeAndMessage(code, message)}</Error></Errors>`;
    const requestId = `<RequestID>${envelope.requestId}</RequestID>`;
    return xml(status, `<Response>${errors}${requestId}</Response>`, envelope);
  },
  refusals: {
    denied: ({ caller, action }) =>
      new SandboxError(
        'UnauthorizedOperation',
        `You are not authorized to perform this operation. User: ${caller} is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`,
        403,
      ),
    throttled: () => new SandboxError('RequestLimitExceeded', 'Request limit exceeded.', 503),
    expired: () => new SandboxError('RequestExpired', 'Request has expired.', 400),
    unsigned: () =>
      new SandboxError(
        'MissingAuthenticationToken',
        'Request is missing Authentication Token',
        403,
      ),
    unknownOperation: (unknown) =>
      unknownAction(unknown, `The action ${unknown.operation} is not valid for this web service`),
  },
};

/** ECS, Systems Manager, DynamoDB: JSON both ways, the operation in a header. */
function awsJson(jsonVersion: '1.0' | '1.1'): Protocol {
  const contentType = `application/x-amz-json-${jsonVersion}`;
  return {
    operationName: (request) => request.headers['x-amz-target']?.split('.').at(-1),
    readInput: (schema, request) => readJson(schema[4], textOf(request)),
    writeOutput: (schema, output, envelope) =>
      response(200, contentType, writeJson(schema[5], output), envelope),
    writeError: ({ code, message, status }, envelope) => {
      const document = { __type: jsonErrorType(code, jsonVersion, envelope), message };
      return response(status, contentType, JSON.stringify(document), envelope);
    },
    refusals: {
      denied: (denial) => new SandboxError('AccessDeniedException', denialSentence(denial), 400),
      throttled: () => new SandboxError('ThrottlingException', 'Rate exceeded', 400),
      expired: () => new SandboxError('ExpiredTokenException', expiredToken, 400),
      unsigned: () =>
        new SandboxError(
          'MissingAuthenticationTokenException',
          'Missing Authentication Token',
          403,
        ),
      unknownOperation: (unknown) =>
        new SandboxError('UnknownOperationException', capitalized(notImplemented(unknown))),
    },
  };
}

/** EFS, AWS Backup: method and path name the operation, bodies are JSON. */
const restJson: Protocol = {
  operationName: (request, operations) => restOperationName(restRequest(request), operations),
  readInput: (schema, request) => ({
    ...readJson(schema[4], textOf(request)),
    ...readRestInput(schema, restRequest(request)),
  }),
  writeOutput: (schema, output, envelope) => {
    const { headers, schema: shape, content } = divideOutput(schema, output);
    const document = content === undefined ? '' : writeJson(shape, content);
    return withHeaders(response(200, 'application/json', document, envelope), headers);
  },
  writeError: ({ code, message, status }, envelope) => {
    const document = JSON.stringify({ message });
    return withHeaders(response(status, 'application/json', document, envelope), {
      'x-amzn-errortype': code,
    });
  },
  refusals: {
    denied: (denial) => new SandboxError('AccessDeniedException', denialSentence(denial), 403),
    throttled: () => new SandboxError('ThrottlingException', 'Rate exceeded', 429),
    expired: () => new SandboxError('ExpiredTokenException', expiredToken, 403),
    unsigned: () =>
      new SandboxError('MissingAuthenticationTokenException', 'Missing Authentication Token', 403),
    unknownOperation: (unknown) =>
      new SandboxError('UnknownOperationException', capitalized(notImplemented(unknown)), 404),
  },
};

/**
 * S3, the only service here that answers a method and path in XML: it puts the bucket before either the host or the
 * path, and nothing around its errors. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
const s3Xml: Protocol = {
  operationName: (request, operations) => restOperationName(s3Request(request), operations),
  readInput: (schema, request) => {
    if (request.body.length > 0) throw new TypeError(`the sandbox reads no body of ${schema[2]}`);
    return readRestInput(schema, s3Request(request));
  },
  writeOutput: (schema, output, envelope) => {
    const { headers, schema: shape, content } = divideOutput(schema, output);
    const document = content === undefined ? '' : s3Element(shape, content, envelope);
    return withHeaders(s3Document(200, document, envelope), headers);
  },
  writeError: ({ code, message, status }, envelope) => {
    const requestId = `<RequestId>${envelope.requestId}</RequestId>`;
    const document = `<Error>${codeAndMessage(code, message)}${requestId}</Error>`;
    return s3Document(status, document, envelope);
  },
  refusals: {
    denied: ({ resource, ...denial }) => {
      // Bucket names are unique in the world: their ARNs name neither region nor account.
      const bucket = resource.replace(/:[\w-]*:\d*:(?=[^:]*$)/, ':::');
      const sentence = denialSentence({ ...denial, resource: `"${bucket}"` });
      return new SandboxError('AccessDenied', sentence, 403);
    },
    throttled: () => new SandboxError('SlowDown', 'Please reduce your request rate.', 503),
    expired: () => new SandboxError('ExpiredToken', 'The provided token has expired.', 400),
    unsigned: () => new SandboxError('AccessDenied', 'Access Denied', 403),
    unknownOperation: (unknown) =>
      new SandboxError('NotImplemented', capitalized(notImplemented(unknown)), 501),
  },
};

const protocols = new Map<string, Protocol>([
  ['aws.protocols#awsQuery', awsQuery],
  ['aws.protocols#ec2Query', ec2Query],
  ['aws.protocols#awsJson1_0', awsJson('1.0')],
  ['aws.protocols#awsJson1_1', awsJson('1.1')],
  ['aws.protocols#restJson1', restJson],
  ['aws.protocols#restXml', s3Xml],
]);

/** The protocol an SDK client speaks, by the shape id the client names it with. */
export function protocolNamed(shapeId: string): Protocol {
  const protocol = protocols.get(shapeId);
  if (protocol === undefined) throw new TypeError(`the sandbox does not speak ${shapeId}`);
  return protocol;
}

/** The protocol of a request whose service is not known: good enough to be told so. */
export function guessProtocol(request: WireRequest): Protocol {
  const isForm = /x-www-form-urlencoded/.test(request.headers['content-type'] ?? '');
  return protocolNamed(isForm ? 'aws.protocols#awsQuery' : 'aws.protocols#awsJson1_1');
}

function actionOf(request: WireRequest): string | undefined {
  return formOf(request).get('Action') ?? undefined;
}

function readQuery(schema: OperationSchema, request: WireRequest, dialect: QueryDialect): object {
  return readForm(schema[4], formOf(request), dialect);
}

function formOf(request: WireRequest): URLSearchParams {
  return new URLSearchParams(textOf(request));
}

function restRequest({ method, url, headers }: WireRequest): RestRequest {
  const [path = '/', ...query] = url.split('?');
  return { method, path, addressed: {}, query: new URLSearchParams(query.join('?')), headers };
}

/** `pictures.s3.eu-west-1.amazonaws.com`, and at a sandbox of one's own `pictures.localhost:4566`. */
const bucketInHost = /^(.+?)\.(?:s3[.-][a-z0-9.-]*amazonaws\.com(?:\.cn)?|localhost)(?::\d+)?$/;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html */
function s3Request(request: WireRequest): RestRequest {
  const rest = restRequest(request);
  const inHost = bucketInHost.exec(request.headers.host ?? '')?.[1];
  if (inHost !== undefined) return { ...rest, addressed: { Bucket: inHost } };
  const [, inPath = '', ...key] = rest.path.split('/');
  if (inPath === '') return rest;
  return { ...rest, path: `/${key.join('/')}`, addressed: { Bucket: decodeURIComponent(inPath) } };
}

function textOf(request: WireRequest): string {
  return Buffer.from(request.body).toString('utf8');
}

function denialSentence({ caller, action, resource }: Denial): string {
  return `User: ${caller} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
}

function unknownAction(unknown: UnknownOperation, sentence: string): SandboxError {
  if (unknown.operation === undefined) {
    return new SandboxError('MissingAction', 'The request must contain the parameter Action');
  }
  return new SandboxError('InvalidAction', `${sentence}: ${notImplemented(unknown)}`);
}

function notImplemented({ service, operation }: UnknownOperation): string {
  return `the sandbox does not implement ${service}:${operation ?? '(no operation named)'}`;
}

// The services of version 1.0 name the namespace of the error as well, with the API version in it.
function jsonErrorType(code: string, jsonVersion: string, envelope: Envelope): string {
  if (jsonVersion === '1.1' || envelope.shapeNamespace === '') return code;
  return `${envelope.shapeNamespace}.v${envelope.version.replaceAll('-', '')}#${code}`;
}

function queryResponse(name: string, content: string, { xmlNamespace }: Envelope): string {
  return `<${name}Response xmlns="${escapeXml(xmlNamespace)}">${content}</${name}Response>`;
}

function codeAndMessage(code: string, message: string): string {
  return `<Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message>`;
}

function xml(status: number, document: string, envelope: Envelope): WireResponse {
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
  return response(status, 'text/xml;charset=UTF-8', declaration + document, envelope);
}

function s3Element(shape: NormalizedSchema, content: object, { xmlNamespace }: Envelope): string {
  const tag = shape.getMergedTraits().xmlName ?? shape.getName();
  return `<${tag} xmlns="${escapeXml(xmlNamespace)}">${writeXmlMembers(shape, content)}</${tag}>`;
}

function s3Document(status: number, document: string, envelope: Envelope): WireResponse {
  const declaration = document === '' ? '' : '<?xml version="1.0" encoding="UTF-8"?>\n';
  const written = response(status, 'application/xml', declaration + document, envelope);
  return withHeaders(written, { 'x-amz-request-id': envelope.requestId });
}

function withHeaders(
  written: WireResponse,
  headers: Readonly<Record<string, string>>,
): WireResponse {
  return { ...written, headers: { ...written.headers, ...headers } };
}

function response(
  status: number,
  contentType: string,
  text: string,
  { requestId }: Envelope,
): WireResponse {
  return {
    status,
    headers: { 'content-type': contentType, 'x-amzn-requestid': requestId },
    body: Buffer.from(text),
  };
}

function capitalized(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
