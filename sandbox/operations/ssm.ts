/** Systems Manager: which instances it manages, how they are patched, and documents. */
import {
  DescribeInstanceInformationCommand,
  type DescribeInstanceInformationRequest,
  type DescribeInstanceInformationResult,
  DescribeInstancePatchStatesCommand,
  type DescribeInstancePatchStatesRequest,
  type DescribeInstancePatchStatesResult,
  GetDocumentCommand,
  type GetDocumentRequest,
  type GetDocumentResult,
  type InstanceInformation,
  SSMClient,
} from '@aws-sdk/client-ssm';
import type { Account } from '../account.ts';
import { type PageRefusals, pager } from '../paging.ts';
import { operation, SandboxError, type Service } from '../service.ts';

const refusals: PageRefusals = {
  size: (asked, { minimum, maximum }) =>
    validationException(
      asked < minimum
        ? `Value '${asked}' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to ${minimum}`
        : `Value '${asked}' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to ${maximum}`,
    ),
  marker: () => new SandboxError('InvalidNextToken', 'The specified token is not valid.'),
};

// DescribeInstanceInformation: 5 to 50, 10 unless told. DescribeInstancePatchStates: 10 to 100; what it sends
// unasked is not documented, so it is the least here.
const informationPage = pager({ minimum: 5, maximum: 50, default: 10 }, refusals);
const patchPage = pager({ minimum: 10, maximum: 100, default: 10 }, refusals);

const patchStatesAtOnce = 50;

function describeInstanceInformation(
  input: DescribeInstanceInformationRequest,
  account: Account,
): DescribeInstanceInformationResult {
  const filters = filtersOf(input);
  const chosen = account.ssm.instances.filter((instance) =>
    filters.every(({ key, values }) => values.includes(filterable(instance, key) ?? '')),
  );
  const { rows, next } = informationPage(
    chosen,
    request('DescribeInstanceInformation', input),
    account,
  );
  return { InstanceInformationList: rows, NextToken: next };
}

/** Two ways to filter, an old and a new one, and never both. */
function filtersOf(input: DescribeInstanceInformationRequest) {
  const { Filters = [], InstanceInformationFilterList: old = [] } = input;
  if (Filters.length > 0 && old.length > 0) {
    throw validationException(
      'Filters and InstanceInformationFilterList cannot be used at the same time',
    );
  }
  return [
    ...Filters.map(({ Key, Values }) => ({ key: Key ?? '', values: Values ?? [] })),
    ...old.map(({ key, valueSet }) => ({ key: key ?? '', values: valueSet ?? [] })),
  ];
}

function filterable(instance: InstanceInformation, key: string): string | undefined {
  switch (key) {
    case 'InstanceIds':
      return instance.InstanceId;
    case 'PingStatus':
      return instance.PingStatus;
    case 'PlatformTypes':
      return instance.PlatformType;
    case 'ResourceType':
      return instance.ResourceType;
    default:
      throw new SandboxError('InvalidFilterKey', `The specified key is not valid: ${key}`);
  }
}

/** An instance that was never scanned has no row; nor has one that does not exist. */
function describeInstancePatchStates(
  input: DescribeInstancePatchStatesRequest,
  account: Account,
): DescribeInstancePatchStatesResult {
  const ids = input.InstanceIds ?? [];
  if (ids.length > patchStatesAtOnce) {
    throw validationException(
      `Value at 'instanceIds' failed to satisfy constraint: Member must have length less than or equal to ${patchStatesAtOnce}`,
    );
  }
  const malformed = ids.find((id) => !/^(i-(\w{8}|\w{17})|mi-\w{17})$/.test(id));
  if (malformed !== undefined) {
    throw validationException(
      `Value '[${malformed}]' at 'instanceIds' failed to satisfy constraint: Member must satisfy regular expression pattern: (^i-(\\w{8}|\\w{17})$)|(^mi-\\w{17}$)`,
    );
  }
  const chosen = account.ssm.patchStates.filter(({ InstanceId = '' }) => ids.includes(InstanceId));
  const { rows, next } = patchPage(chosen, request('DescribeInstancePatchStates', input), account);
  return { InstancePatchStates: rows, NextToken: next };
}

/** Documents are kept as JSON and in one version. */
function getDocument(input: GetDocumentRequest, account: Account): GetDocumentResult {
  const { Name = '', DocumentFormat = 'JSON', DocumentVersion = '$DEFAULT' } = input;
  if (!/^[a-zA-Z0-9_\-.:/]{3,128}$/.test(Name)) {
    throw validationException(
      `Value '${Name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9_\\-.:/]{3,128}$`,
    );
  }
  const Content = account.ssm.documents.get(Name);
  if (Content === undefined) {
    throw new SandboxError('InvalidDocument', `Document with name ${Name} does not exist.`);
  }
  if (!['$DEFAULT', '$LATEST', '1'].includes(DocumentVersion)) {
    throw new SandboxError(
      'InvalidDocumentVersion',
      `Document version ${DocumentVersion} does not exist.`,
    );
  }
  if (DocumentFormat !== 'JSON') {
    throw new SandboxError(
      'UnsupportedOperation',
      `The sandbox gives documents as JSON, not as ${DocumentFormat}.`,
    );
  }
  return {
    Name,
    Content,
    DocumentVersion: '1',
    DocumentType: 'Session',
    DocumentFormat,
    Status: 'Active',
  };
}

function request(
  list: string,
  input: { MaxResults?: number | undefined; NextToken?: string | undefined },
) {
  return { list, size: input.MaxResults, marker: input.NextToken };
}

function validationException(complaint: string): SandboxError {
  return new SandboxError('ValidationException', `1 validation error detected: ${complaint}`);
}

export const ssm: Service = {
  signingName: 'ssm',
  client: SSMClient,
  operations: [
    operation(DescribeInstanceInformationCommand, describeInstanceInformation),
    operation(DescribeInstancePatchStatesCommand, describeInstancePatchStates),
    operation(GetDocumentCommand, getDocument),
  ],
};
