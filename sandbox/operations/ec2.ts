/** EC2: instances; the network, the images and the volumes are in files of their own. */
import {
  DescribeInstancesCommand,
  type DescribeInstancesRequest,
  type DescribeInstancesResult,
  EC2Client,
  type Instance,
  type Reservation,
} from '@aws-sdk/client-ec2';
import type { Account } from '../account.ts';
import { operation, SandboxError, type Service } from '../service.ts';
import { type Listing, listed, requestFor } from './ec2-lists.ts';
import { networkOperations } from './ec2-network.ts';
import { storageOperations } from './ec2-storage.ts';

// MaxResults: 5 to 1,000 instances, whatever reservations they are in.
const instances: Listing<Instance> = {
  name: 'DescribeInstances',
  idOf: ({ InstanceId }) => InstanceId,
  ids: {
    kind: 'i',
    malformed: (id) => new SandboxError('InvalidInstanceID.Malformed', `Invalid id: "${id}"`),
    notFound: (id) =>
      new SandboxError('InvalidInstanceID.NotFound', `The instance ID '${id}' does not exist`),
    notWithPageSize: 'instancesSet',
  },
  filters: {
    'instance-id': ({ InstanceId }) => [InstanceId],
    'instance-state-name': ({ State }) => [State?.Name],
    'instance-type': ({ InstanceType }) => [InstanceType],
    'image-id': ({ ImageId }) => [ImageId],
    'availability-zone': ({ Placement }) => [Placement?.AvailabilityZone],
    'subnet-id': ({ SubnetId }) => [SubnetId],
    'vpc-id': ({ VpcId }) => [VpcId],
    'instance.group-id': ({ SecurityGroups = [] }) => SecurityGroups.map(({ GroupId }) => GroupId),
  },
};

function describeInstances(
  input: DescribeInstancesRequest,
  account: Account,
): DescribeInstancesResult {
  const request = requestFor(input.InstanceIds, input);
  const { rows, next } = listed(instances, account.ec2.instances, request, account);
  return { Reservations: reservations(rows, account), NextToken: next };
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

export const ec2: Service = {
  signingName: 'ec2',
  client: EC2Client,
  operations: [
    operation(DescribeInstancesCommand, describeInstances),
    ...networkOperations,
    ...storageOperations,
  ],
};
