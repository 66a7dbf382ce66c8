/** How the sandbox says what it can answer: typed handlers, one per AWS operation, grouped by service. */
import type { Handler, ResponseMetadata, SchemaRef } from '@smithy/types';
import type { Account } from './account.ts';

/** Anything shaped like a command class of the AWS SDK. */
export type CommandClass<I, O> = new (
  ...input: never[]
) => {
  readonly input: I;
  resolveMiddleware(...parts: never[]): Handler<never, O & { $metadata: ResponseMetadata }>;
};

/** One operation of the AWS API and what the sandbox answers to it. */
export interface Operation {
  /** The SDK's own schema of the operation. */
  readonly schema: OperationSchema;
  readonly answer: (input: object, account: Account) => object | Promise<object>;
  /** The IAM action where it is not called like the operation: `s3:ListBucket`. */
  readonly iamAction?: string;
}

/** Marker, namespace, name, traits, input and output: how the SDK's clients describe an operation. */
export type OperationSchema = readonly [
  9,
  string,
  string,
  number | Record<string, unknown>,
  SchemaRef,
  SchemaRef,
];

/** Binds a handler to an SDK command class; input and output are the SDK's own types, dates are `Date`s. */
export function operation<I extends object, O extends object>(
  command: CommandClass<I, O>,
  answer: (input: I, account: Account) => Omit<O, '$metadata'> | Promise<Omit<O, '$metadata'>>,
  { iamAction }: Pick<Operation, 'iamAction'> = {},
): Operation {
  const construct = command as unknown as new (input: object) => { schema: OperationSchema };
  return {
    schema: new construct({}).schema,
    answer: answer as unknown as Operation['answer'],
    ...(iamAction !== undefined && { iamAction }),
  };
}

/** One AWS service the sandbox stands in for. */
export interface Service {
  /** The name requests are signed for: `rds`, `elasticache`, `sts`, … */
  readonly signingName: string;
  /** What IAM actions of it begin with; the signing name unless told. */
  readonly iamPrefix?: string;
  /** The SDK client: tells the protocol and the XML namespace. */
  readonly client: new (
    // biome-ignore lint/suspicious/noExplicitAny: every client has a configuration type of its own
    configuration: any,
  ) => { readonly config: object };
  readonly operations: readonly Operation[];
}

/** A refusal in AWS's own words; `code` is what travels on the wire. */
export class SandboxError extends Error {
  readonly code: string;
  readonly status: number;
  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = 'SandboxError';
    this.code = code;
    this.status = status;
  }
}
