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
    read: async ({ connection }) => {
      const client = connection.client(EC2Client);
      const reservations = await collect(
        paginateDescribeInstances({ client, pageSize }, {}),
        (page) => page.Reservations,
      );
      return reservations
        .flatMap(({ Instances = [], OwnerId = '' }) =>
          Instances.map((instance) => ({
            instance,
            arnPrefix: arnPrefix(connection.region, OwnerId),
          })),
        )
        .filter(({ instance }) => !isGone(instance))
        .map(({ instance, arnPrefix }) => toInstance(instance, arnPrefix));
    },
  },
};
export default gatherer;

function isGone({ State }: AwsInstance): boolean {
  return State?.Name === 'terminated' || State?.Name === 'shutting-down';
}

// EC2 returns no ARNs: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
function arnPrefix(region: string, account: string): string {
  const partition = /^(cn|us-gov)-/.exec(region)?.[1];
  return `arn:aws${partition === undefined ? '' : `-${partition}`}:ec2:${region}:${account}:instance/`;
}

function toInstance(instance: AwsInstance, arnPrefix: string): Instance {
  const id = required(instance.InstanceId, 'InstanceId');
  return {
    ref: { type: 'ec2-instance', name: id, arn: `${arnPrefix}${id}` },
    id,
    state: required(instance.State?.Name, 'State'),
    launchedAt: isoDate(instance.LaunchTime),
    vpcId: instance.VpcId ?? null,
    subnetId: instance.SubnetId ?? null,
    publicIp: instance.PublicIpAddress ?? null,
    keyPair: instance.KeyName !== undefined,
    metadataWithoutToken: answersWithoutToken(instance.MetadataOptions),
    tags: keepTags(instance.Tags),
  };
}

/** Switched off, the metadata service answers nobody. */
function answersWithoutToken(options: AwsInstance['MetadataOptions']): boolean | null {
  if (options?.HttpEndpoint === 'disabled') return false;
  return options?.HttpTokens === undefined ? null : options.HttpTokens !== 'required';
}
