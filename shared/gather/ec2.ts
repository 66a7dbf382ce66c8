/** EC2 instances: bastion, container instances, TimescaleDB. */
import {
  type Instance as AwsInstance,
  EC2Client,
  paginateDescribeInstances,
} from '@aws-sdk/client-ec2';
import type { Instance } from '../model/ec2.ts';
import { collect, type Gatherer, isoDate, keepTags, required } from './gatherer.ts';

/** Unpaged DescribeInstances are throttled harder: https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html */
const pageSize = 1000;

const gatherer: Gatherer<'ec2'> = {
  'ec2.instances': {
    actions: ['ec2:DescribeInstances'],
    read: async ({ connection, target }) => {
      const client = connection.client(EC2Client);
      const reservations = await collect(
        paginateDescribeInstances({ client, pageSize }, {}),
        (page) => page.Reservations,
      );
      return reservations
        .flatMap(({ Instances = [] }) => Instances)
        .filter(({ State }) => State?.Name !== 'terminated' && State?.Name !== 'shutting-down')
        .map((instance) => toInstance(instance, target.accountId, target.region));
    },
  },
};
export default gatherer;

function toInstance(instance: AwsInstance, account: string, region: string): Instance {
  const id = required(instance.InstanceId, 'InstanceId');
  const partition = region.startsWith('cn-')
    ? 'aws-cn'
    : region.startsWith('us-gov-')
      ? 'aws-us-gov'
      : 'aws';
  return {
    ref: {
      type: 'ec2-instance',
      name: id,
      arn: `arn:${partition}:ec2:${region}:${account}:instance/${id}`,
    },
    id,
    state: required(instance.State?.Name, 'State'),
    launchedAt: isoDate(instance.LaunchTime),
    vpcId: instance.VpcId ?? null,
    subnetId: instance.SubnetId ?? null,
    tags: keepTags(instance.Tags),
  };
}
