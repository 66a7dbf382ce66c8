/** EC2: instances. */
import {
  DescribeInstancesCommand,
  type DescribeInstancesRequest,
  type DescribeInstancesResult,
  EC2Client,
  type Filter,
  type Instance,
  type Reservation,
} from '@aws-sdk/client-ec2';
import type { Account } from '../account.ts';
import { pager } from '../paging.ts';
import { operation, SandboxError, type Service } from '../service.ts';

// MaxResults: 5 to 1,000 instances, whatever reservations they are in.
const page = pager(
  { minimum: 5, maximum: 1000, default: 1000 },
  {
    size: (asked, { minimum, maximum }) =>
      invalidValue(
        `Value ( ${asked} ) for parameter maxResults is invalid. Expecting a value between ${minimum} and ${maximum}.`,
      ),
    marker: () => new SandboxError('InvalidNextToken', 'The specified NextToken is not valid.'),
  },
);

function describeInstances(
  input: DescribeInstancesRequest,
  account: Account,
): DescribeInstancesResult {
  const { InstanceIds: ids = [], Filters: filters = [], MaxResults: size } = input;
  if (ids.length > 0 && size !== undefined) {
    throw new SandboxError(
      'InvalidParameterCombination',
      'The parameter instancesSet cannot be used with the parameter maxResults',
    );
  }
  refuseUnknownIds(ids, account);
  const chosen = account.ec2.instances.filter(
    (instance) =>
      (ids.length === 0 || ids.includes(instance.InstanceId ?? '')) &&
      filters.every((filter) => passes(instance, filter)),
  );
  const { rows, next } = page(
    chosen,
    { list: 'DescribeInstances', size, marker: input.NextToken },
    account,
  );
  return { Reservations: reservations(rows, account), NextToken: next };
}

function refuseUnknownIds(ids: readonly string[], account: Account): void {
  for (const id of ids) {
    if (!/^i-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id)) {
      throw new SandboxError('InvalidInstanceID.Malformed', `Invalid id: "${id}"`);
    }
    if (!account.ec2.instances.some(({ InstanceId }) => InstanceId === id)) {
      throw new SandboxError(
        'InvalidInstanceID.NotFound',
        `The instance ID '${id}' does not exist`,
      );
    }
  }
}

/** Values of one filter are alternatives and know `*` and `?`; several filters must all hold. */
function passes(instance: Instance, { Name: name = '', Values: patterns = [] }: Filter): boolean {
  const values = filterable(instance, name);
  return patterns.some((pattern) => values.some((value) => wildcard(pattern).test(value)));
}

function filterable(instance: Instance, name: string): readonly string[] {
  if (name.startsWith('tag:')) return tagValues(instance, name.slice('tag:'.length));
  switch (name) {
    case 'instance-id':
      return present(instance.InstanceId);
    case 'instance-state-name':
      return present(instance.State?.Name);
    case 'instance-type':
      return present(instance.InstanceType);
    case 'availability-zone':
      return present(instance.Placement?.AvailabilityZone);
    case 'subnet-id':
      return present(instance.SubnetId);
    case 'vpc-id':
      return present(instance.VpcId);
    case 'tag-key':
      return (instance.Tags ?? []).flatMap(({ Key }) => present(Key));
    default:
      throw invalidValue(`The filter '${name}' is invalid`);
  }
}

function tagValues(instance: Instance, key: string): readonly string[] {
  return (instance.Tags ?? []).filter((tag) => tag.Key === key).map(({ Value }) => Value ?? '');
}

function present(value: string | undefined): readonly string[] {
  return value === undefined ? [] : [value];
}

function wildcard(pattern: string): RegExp {
  const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
}

/** What was launched together shares a reservation. */
function reservations(instances: readonly Instance[], account: Account): Reservation[] {
  const launches = new Map<string, Instance[]>();
  for (const instance of instances) {
    const launch = `${instance.LaunchTime?.toISOString()} ${instance.SubnetId}`;
    launches.set(launch, [...(launches.get(launch) ?? []), instance]);
  }
  return [...launches.values()].map((together) => ({
    ReservationId: `r-${together[0]?.InstanceId?.slice('i-'.length) ?? ''}`,
    OwnerId: account.id,
    Groups: [],
    Instances: together,
  }));
}

function invalidValue(message: string): SandboxError {
  return new SandboxError('InvalidParameterValue', message);
}

export const ec2: Service = {
  signingName: 'ec2',
  client: EC2Client,
  operations: [operation(DescribeInstancesCommand, describeInstances)],
};
