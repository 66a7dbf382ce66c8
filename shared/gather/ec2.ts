/** EC2: the machines (bastion, container instances, TimescaleDB), their images and volumes, and the network around them. */
import {
  type Image as AwsImage,
  type Instance as AwsInstance,
  type NatGateway as AwsNatGateway,
  type RouteTable as AwsRouteTable,
  type SecurityGroup as AwsSecurityGroup,
  type Snapshot as AwsSnapshot,
  type Subnet as AwsSubnet,
  type Volume as AwsVolume,
  EC2Client,
  type Filter,
  type IpPermission,
  paginateDescribeImages,
  paginateDescribeInstances,
  paginateDescribeNatGateways,
  paginateDescribeRouteTables,
  paginateDescribeSecurityGroups,
  paginateDescribeSnapshots,
  paginateDescribeSubnets,
  paginateDescribeVolumes,
  type Route,
  type RouteTableAssociation,
} from '@aws-sdk/client-ec2';
import type {
  AttachedVolume,
  DefaultRoute,
  Image,
  IngressRule,
  Instance,
  NatGateway,
  RouteTable,
  SecurityGroup,
  Subnet,
  Volume,
  VolumeSnapshot,
} from '../model/ec2.ts';
import {
  chunks,
  collect,
  type Gatherer,
  isoDate,
  keepTags,
  need,
  type ReadContext,
  required,
} from './gatherer.ts';
import { mayBelong } from './scope.ts';

/** Unpaged lists are throttled harder: https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html */
const pageSize = 1000;
/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRouteTables.html */
const routeTablePageSize = 100;
/** More are refused with FilterLimitExceeded: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html */
const valuesPerCall = 200;

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
  'ec2.security-groups': {
    actions: ['ec2:DescribeSecurityGroups'],
    read: async ({ connection }) => {
      const client = connection.client(EC2Client);
      const pages = paginateDescribeSecurityGroups({ client, pageSize }, {});
      return (await collect(pages, (page) => page.SecurityGroups)).map(toSecurityGroup);
    },
  },
  'ec2.subnets': {
    actions: ['ec2:DescribeSubnets'],
    read: async ({ connection }) => {
      const client = connection.client(EC2Client);
      const pages = paginateDescribeSubnets({ client, pageSize }, {});
      return (await collect(pages, (page) => page.Subnets)).map(toSubnet);
    },
  },
  'ec2.route-tables': {
    actions: ['ec2:DescribeRouteTables'],
    read: async ({ connection }) => {
      const client = connection.client(EC2Client);
      const pages = paginateDescribeRouteTables({ client, pageSize: routeTablePageSize }, {});
      return (await collect(pages, (page) => page.RouteTables)).map(toRouteTable);
    },
  },
  'ec2.nat-gateways': {
    actions: ['ec2:DescribeNatGateways'],
    read: async ({ connection }) => {
      const client = connection.client(EC2Client);
      const pages = paginateDescribeNatGateways({ client, pageSize }, {});
      const gateways = await collect(pages, (page) => page.NatGateways);
      // AWS goes on listing a deleted one for about an hour.
      return gateways.filter(({ State }) => State !== 'deleted').map(toNatGateway);
    },
  },
  'ec2.images': {
    actions: ['ec2:DescribeImages'],
    read: async (context) => {
      const client = context.connection.client(EC2Client);
      // Asked by `ImageIds`, a single image that is gone would fail the call; a filter just does not find it. Without
      // `Owners` it looks among all that may be launched: our own, public and shared ones.
      const images = await filtered('image-id', await imageIds(context), (Filters) =>
        collect(
          paginateDescribeImages({ client, pageSize }, { Filters, IncludeDeprecated: true }),
          (page) => page.Images,
        ),
      );
      return images.filter(({ State }) => State !== 'deregistered').map(toImage);
    },
  },
  'ec2.volumes': {
    actions: ['ec2:DescribeVolumes'],
    read: async (context) => {
      const client = context.connection.client(EC2Client);
      const volumes = await filtered('volume-id', await dataVolumeIds(context), (Filters) =>
        collect(paginateDescribeVolumes({ client, pageSize }, { Filters }), (page) => page.Volumes),
      );
      return volumes.map(toVolume);
    },
  },
  'ec2.volume-snapshots': {
    actions: ['ec2:DescribeSnapshots'],
    read: async (context) => {
      const client = context.connection.client(EC2Client);
      const snapshots = await filtered('volume-id', await dataVolumeIds(context), (Filters) =>
        collect(
          paginateDescribeSnapshots({ client, pageSize }, { Filters, OwnerIds: ['self'] }),
          (page) => page.Snapshots,
        ),
      );
      return snapshots.map(toSnapshot);
    },
  },
};
export default gatherer;

/** What `read` finds for these values of one filter, asked for as many at a time as one call accepts. */
async function filtered<T>(
  Name: string,
  values: ReadonlySet<string>,
  read: (filters: Filter[]) => Promise<T[]>,
): Promise<T[]> {
  const parts = chunks([...values], valuesPerCall);
  return (await Promise.all(parts.map((Values) => read([{ Name, Values }])))).flat();
}

async function ourInstances(context: ReadContext): Promise<readonly Instance[]> {
  return mayBelong(context, await need(context, 'ec2.instances'));
}

async function imageIds(context: ReadContext): Promise<ReadonlySet<string>> {
  const running = (await ourInstances(context)).filter(({ state }) => state === 'running');
  return new Set(running.flatMap(({ imageId }) => imageId ?? []));
}

async function dataVolumeIds(context: ReadContext): Promise<ReadonlySet<string>> {
  const volumes = (await ourInstances(context)).flatMap((instance) => instance.volumes);
  return new Set(volumes.filter(({ root }) => !root).map(({ id }) => id));
}

function isGone({ State }: AwsInstance): boolean {
  return State?.Name === 'terminated' || State?.Name === 'shutting-down';
}

// EC2 returns no ARNs of instances: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
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
    availabilityZone: instance.Placement?.AvailabilityZone ?? null,
    imageId: instance.ImageId ?? null,
    securityGroupIds: securityGroupIds(instance),
    volumes: attachedVolumes(instance),
    tags: keepTags(instance.Tags),
  };
}

/** Switched off, the metadata service answers nobody. */
function answersWithoutToken(options: AwsInstance['MetadataOptions']): boolean | null {
  if (options?.HttpEndpoint === 'disabled') return false;
  return options?.HttpTokens === undefined ? null : options.HttpTokens !== 'required';
}

// The instance itself names the groups of its first network interface only.
function securityGroupIds({ SecurityGroups = [], NetworkInterfaces = [] }: AwsInstance): string[] {
  const groups = [...SecurityGroups, ...NetworkInterfaces.flatMap(({ Groups = [] }) => Groups)];
  return [...new Set(groups.map(({ GroupId }) => required(GroupId, 'GroupId')))];
}

function attachedVolumes(instance: AwsInstance): AttachedVolume[] {
  return (instance.BlockDeviceMappings ?? []).flatMap(({ DeviceName, Ebs }) => {
    if (Ebs?.VolumeId === undefined) return [];
    const device = required(DeviceName, 'DeviceName');
    return {
      id: Ebs.VolumeId,
      device,
      root: device === instance.RootDeviceName,
      deletedWithInstance: Ebs.DeleteOnTermination ?? null,
    };
  });
}

function toSecurityGroup(group: AwsSecurityGroup): SecurityGroup {
  const id = required(group.GroupId, 'GroupId');
  return {
    ref: {
      type: 'security-group',
      name: id,
      ...(group.SecurityGroupArn !== undefined && { arn: group.SecurityGroupArn }),
    },
    id,
    vpcId: group.VpcId ?? null,
    ingress: required(group.IpPermissions, 'IpPermissions').map(toIngressRule),
  };
}

/** Descriptions stay behind: people write names and telephone numbers into them. */
function toIngressRule(permission: IpPermission): IngressRule {
  const { IpRanges = [], Ipv6Ranges = [], UserIdGroupPairs = [], PrefixListIds = [] } = permission;
  return {
    protocol: required(permission.IpProtocol, 'IpProtocol'),
    fromPort: permission.FromPort ?? null,
    toPort: permission.ToPort ?? null,
    ranges: [
      ...IpRanges.map(({ CidrIp }) => required(CidrIp, 'CidrIp')),
      ...Ipv6Ranges.map(({ CidrIpv6 }) => required(CidrIpv6, 'CidrIpv6')),
    ],
    groupIds: UserIdGroupPairs.map(({ GroupId }) => required(GroupId, 'GroupId')),
    prefixListIds: PrefixListIds.map(({ PrefixListId }) => required(PrefixListId, 'PrefixListId')),
  };
}

function toSubnet(subnet: AwsSubnet): Subnet {
  return {
    id: required(subnet.SubnetId, 'SubnetId'),
    vpcId: required(subnet.VpcId, 'VpcId'),
    availabilityZone: required(subnet.AvailabilityZone, 'AvailabilityZone'),
  };
}

function toRouteTable(table: AwsRouteTable): RouteTable {
  const associations = (table.Associations ?? []).filter(holds);
  return {
    id: required(table.RouteTableId, 'RouteTableId'),
    vpcId: required(table.VpcId, 'VpcId'),
    main: associations.some(({ Main }) => Main === true),
    subnetIds: associations.flatMap(({ SubnetId }) => SubnetId ?? []),
    defaultRoutes: required(table.Routes, 'Routes')
      .filter(({ DestinationCidrBlock }) => DestinationCidrBlock === '0.0.0.0/0')
      .map(toDefaultRoute),
  };
}

function holds({ AssociationState }: RouteTableAssociation): boolean {
  return AssociationState?.State !== 'disassociated' && AssociationState?.State !== 'failed';
}

function toDefaultRoute(route: Route): DefaultRoute {
  const natGatewayId = route.NatGatewayId ?? null;
  return {
    natGatewayId,
    otherId: natGatewayId === null ? otherTarget(route) : null,
    state: required(route.State, 'State'),
  };
}

// An instance is named together with its network interface; AWS sends one of the others.
function otherTarget(route: Route): string | null {
  const targets = [
    route.GatewayId,
    route.TransitGatewayId,
    route.NetworkInterfaceId,
    route.InstanceId,
    route.VpcPeeringConnectionId,
    route.LocalGatewayId,
    route.CarrierGatewayId,
    route.CoreNetworkArn,
    route.OdbNetworkArn,
    route.IpAddress,
  ];
  return targets.find((target) => target !== undefined) ?? null;
}

function toNatGateway(gateway: AwsNatGateway): NatGateway {
  const id = required(gateway.NatGatewayId, 'NatGatewayId');
  return {
    ref: { type: 'nat-gateway', name: id },
    id,
    vpcId: required(gateway.VpcId, 'VpcId'),
    state: required(gateway.State, 'State'),
    // Regional ones exist since November 2025, and not in every partition. Who does not ask for one gets a zonal one:
    // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNatGateway.html
    mode: gateway.AvailabilityMode ?? 'zonal',
    subnetId: gateway.SubnetId ?? null,
    ...chosenZones(gateway),
  };
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html */
function chosenZones(gateway: AwsNatGateway): Pick<NatGateway, 'chosenZones'> {
  if (gateway.AvailabilityMode !== 'regional' || gateway.AutoProvisionZones === 'enabled')
    return {};
  const addresses = gateway.NatGatewayAddresses ?? [];
  return {
    chosenZones: [...new Set(addresses.flatMap(({ AvailabilityZone }) => AvailabilityZone ?? []))],
  };
}

function toImage(image: AwsImage): Image {
  return {
    id: required(image.ImageId, 'ImageId'),
    name: image.Name ?? '',
    createdAt: isoText(image.CreationDate),
    deprecatedAt: isoText(image.DeprecationTime),
  };
}

/** Times of images are text, empty where there is none. */
function isoText(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : new Date(text).toISOString();
}

function toVolume(volume: AwsVolume): Volume {
  return { id: required(volume.VolumeId, 'VolumeId'), encrypted: volume.Encrypted ?? null };
}

function toSnapshot(snapshot: AwsSnapshot): VolumeSnapshot {
  return {
    id: required(snapshot.SnapshotId, 'SnapshotId'),
    volumeId: required(snapshot.VolumeId, 'VolumeId'),
    state: required(snapshot.State, 'State'),
    startedAt: isoDate(snapshot.StartTime),
  };
}
