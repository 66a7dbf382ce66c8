/** One complete and healthy deployment of The Things Stack, as the vendor's templates leave it behind. */
import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import type { RedisPurpose, TemplateName } from '../../shared/model/tts.ts';
import type { Account } from '../account.ts';
import { addAurora, addAuroraSnapshots } from './aurora.ts';
import { canaries } from './canaries.ts';
import { addEcsCluster, addEcsService } from './containers.ts';
import { addDrill } from './drills.ts';
import {
  arn,
  databaseId,
  ec2Id,
  physicalId,
  publicAddress,
  replicationGroupId,
} from './identifiers.ts';
import { addMachine, manage } from './machines.ts';
import type { Network } from './network.ts';
import { addRedis, addRedisSnapshots } from './redis.ts';
import {
  addStack,
  ecsTags,
  own,
  ownNoLonger,
  type SharedParameters,
  secretArn,
  stackTags,
} from './stacks.ts';
import { days } from './times.ts';

export interface DeploymentDescription extends SharedParameters {
  /** What its stack names start with; also its name. */
  readonly prefix: string;
  readonly network: Network;
  /** Of the templates: output `VersionTag`. */
  readonly templateVersion: string;
  /** Of the Docker images. */
  readonly imageVersion: string;
  readonly auroraVersion: string;
  readonly databaseClass: string;
  readonly cacheNodeType: string;
  readonly redisPurposes: readonly RedisPurpose[];
  /** Templates whose stack still carries the name they had when it was created. */
  readonly formerNames?: Partial<Record<TemplateName, string>>;
  readonly ageDays: number;
}

/** What it is made of, by the names AWS knows. */
export interface Deployed {
  readonly prefix: string;
  readonly databaseCluster: string;
  readonly writer: string;
  readonly reader: string;
  readonly redisGroups: Readonly<Partial<Record<RedisPurpose, string>>>;
  readonly ecsCluster: string;
  readonly services: Readonly<Record<ServiceId, string>>;
  readonly bastion: string;
  readonly containerInstances: readonly [string, string];
  readonly drillTable: string;
}

/** Builds it into the account. */
export function deploy(account: Account, description: DeploymentDescription): Deployed {
  addStacks(account, description);
  const database = addDatabase(account, description);
  const redisGroups = addRedisGroups(account, description);
  const ecsCluster = addCluster(account, description);
  const services = addServices(account, description, ecsCluster);
  const machines = addMachines(account, description);
  const drillTable = addDrillTable(account, description);
  const deployed = {
    prefix: description.prefix,
    ...database,
    redisGroups,
    ecsCluster,
    services,
    ...machines,
    drillTable,
  };
  addPassedDrills(account, deployed);
  return deployed;
}

/** The name a template's stack has in a deployment. */
export function stackName(
  { prefix, formerNames = {} }: Pick<DeploymentDescription, 'prefix' | 'formerNames'>,
  template: TemplateName,
  discriminator?: string,
): string {
  const name = `${prefix}-${formerNames[template] ?? template}`;
  return discriminator === undefined ? name : `${name}-${discriminator}`;
}

type Resource = readonly [type: string, logicalId: string];

interface StackContents {
  readonly template: TemplateName;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
  /** Those without a place of their own in the account. */
  readonly resources: readonly Resource[];
}

/** How CloudFormation shows a parameter declared `NoEcho`. */
const noEcho = '****';

function stackContents(account: Account, description: DeploymentDescription) {
  const secretName = `${description.networkName}-${description.environment}-${description.cluster}`;
  const contents: readonly StackContents[] = [
    {
      template: '1-1-vpc',
      parameters: { LoadBalancerAccessLoggingEnabled: 'false' },
      resources: [
        ['AWS::EC2::InternetGateway', 'InternetGateway'],
        ['AWS::EC2::NatGateway', 'NatGatewayOne'],
        ['AWS::EC2::NatGateway', 'NatGatewayTwo'],
        ['AWS::ElasticLoadBalancingV2::LoadBalancer', 'LoadBalancer'],
      ],
    },
    {
      template: '1-2-bastion',
      parameters: { SessionManagerLogGroup: '' },
      resources: [['AWS::EC2::SecurityGroup', 'BastionSecurityGroup']],
    },
    {
      template: '1-3-opsgenie',
      // A key that the template does not hide.
      parameters: { OpsgenieAPIKey: canaries.stackParameter },
      resources: [
        ['AWS::SNS::Topic', 'AlarmTopic'],
        ['AWS::SNS::Subscription', 'OpsgenieSubscription'],
      ],
    },
    {
      template: '2-1-db-aurora-master',
      parameters: { AuroraPassword: noEcho },
      resources: [
        ['AWS::RDS::DBSubnetGroup', 'SubnetGroup'],
        ['AWS::SecretsManager::Secret', 'DatabaseSecret'],
      ],
    },
    { template: '2-2-db-aurora-replica', resources: [] },
    {
      template: '2-4a-is-s3',
      resources: [
        ['AWS::S3::Bucket', 'ProfilePicturesBucket'],
        ['AWS::S3::Bucket', 'EndDevicePicturesBucket'],
      ],
    },
    {
      template: '2-4b-routing-s3',
      resources: [
        ['AWS::S3::Bucket', 'InteropConfigBucket'],
        ['AWS::S3::Bucket', 'EDCSConfigBucket'],
        ['AWS::S3::Bucket', 'PluginsConfigBucket'],
      ],
    },
    {
      template: '3-1-security-group-rules',
      resources: [['AWS::EC2::SecurityGroupIngress', 'GRPCIngress']],
    },
    {
      template: '3-2-load-balancer-rules',
      resources: [
        ['AWS::ElasticLoadBalancingV2::Listener', 'HTTPSListener'],
        ['AWS::ElasticLoadBalancingV2::TargetGroup', 'HTTPSTargetGroup'],
      ],
    },
    {
      template: '4-1-secrets',
      parameters: { LicenseKey: noEcho, ClusterKeys: noEcho, SendGridAPIKey: noEcho },
      outputs: {
        HTTPMetricsPasswordSecret: secretArn(account, `${secretName}-http-metrics`, 'q7RmTz'),
        // A secret that should never have become an output.
        ClusterKey: canaries.stackOutput,
      },
      resources: [
        ['AWS::SecretsManager::Secret', 'LicenseKeySecret'],
        ['AWS::SecretsManager::Secret', 'ClusterKeysSecret'],
      ],
    },
    {
      template: '4-2a-configuration',
      parameters: { Domain: `${description.cluster}.${description.networkName}.example.com` },
      resources: [
        ['AWS::SSM::Parameter', 'GlobalConfiguration'],
        ['AWS::SSM::Parameter', 'ISConfiguration'],
        ['AWS::SSM::Parameter', 'GSConfiguration'],
      ],
    },
    {
      template: '4-2b-configuration-rate-limiting',
      resources: [['AWS::SSM::Parameter', 'RateLimitingConfiguration']],
    },
    {
      template: '5-1-ecs-cluster',
      parameters: { ContainerInsights: 'enabled' },
      resources: [
        ['AWS::EC2::LaunchTemplate', 'LaunchTemplate'],
        ['AWS::AutoScaling::AutoScalingGroup', 'AutoScalingGroup'],
        ['AWS::Lambda::Function', 'DrainFunction'],
      ],
    },
    {
      template: '5-2-ecs-ops',
      parameters: { OpsImage: image(description, '-aws') },
      resources: [['AWS::ECS::TaskDefinition', 'OpsTaskDefinition']],
    },
    { template: '5-3a-ecs-is-service', resources: [] },
    { template: '5-4-ecs-services', resources: [['AWS::CloudWatch::CompositeAlarm', 'Alarm']] },
    {
      template: '5-6-ecs-monitoring',
      parameters: { PrometheusPassword: noEcho, UseLongTermStorage: 'false' },
      resources: [['AWS::EFS::FileSystem', 'FileSystem']],
    },
    { template: '5-7-ecs-proxy', resources: [] },
  ];
  return contents;
}

function addStacks(account: Account, description: DeploymentDescription): void {
  for (const { template, parameters, outputs, resources } of stackContents(account, description)) {
    const name = stackName(description, template);
    addVendorStack(account, description, { name, template, parameters, outputs });
    for (const [type, logicalId] of resources) own(account, name, { type, logicalId });
  }
  own(account, stackName(description, '1-1-vpc'), {
    type: 'AWS::EC2::VPC',
    logicalId: 'VPC',
    physicalId: description.network.vpcId,
  });
}

/** A stack of one of the vendor's templates, whatever its name. */
export function addVendorStack(
  account: Account,
  description: Pick<DeploymentDescription, keyof SharedParameters | 'templateVersion' | 'ageDays'>,
  stack: {
    readonly name: string;
    readonly template: TemplateName;
    readonly parameters?: Readonly<Record<string, string>> | undefined;
    readonly outputs?: Readonly<Record<string, string>> | undefined;
  },
): void {
  addStack(account, {
    name: stack.name,
    description: `The Things Stack: ${stack.template}`,
    age: days(description.ageDays),
    updated: days(12),
    parameters: {
      NetworkName: description.networkName,
      Environment: description.environment,
      Cluster: description.cluster,
      ...stack.parameters,
    },
    outputs: { VersionTag: description.templateVersion, ...stack.outputs },
  });
}

function addDatabase(account: Account, description: DeploymentDescription) {
  const { network, ageDays } = description;
  const master = stackName(description, '2-1-db-aurora-master');
  const replica = stackName(description, '2-2-db-aurora-replica');
  const databaseCluster = databaseId(master, 'AuroraCluster');
  const writer = databaseId(master, 'AuroraInstance');
  const reader = databaseId(replica, 'AuroraReplica');
  own(account, master, {
    type: 'AWS::RDS::DBCluster',
    logicalId: 'AuroraCluster',
    physicalId: databaseCluster,
  });
  own(account, master, {
    type: 'AWS::RDS::DBInstance',
    logicalId: 'AuroraInstance',
    physicalId: writer,
  });
  own(account, replica, {
    type: 'AWS::RDS::DBInstance',
    logicalId: 'AuroraReplica',
    physicalId: reader,
  });
  addAurora(account, {
    clusterId: databaseCluster,
    network,
    engineVersion: description.auroraVersion,
    instanceClass: description.databaseClass,
    age: days(ageDays),
    retentionDays: 7,
    tags: stackTags(account, master, 'AuroraCluster'),
    instances: [
      {
        id: writer,
        zone: network.zones[0],
        tags: stackTags(account, master, 'AuroraInstance'),
      },
      {
        id: reader,
        zone: network.zones[1],
        tags: stackTags(account, replica, 'AuroraReplica'),
      },
    ],
  });
  addAuroraSnapshots(account, databaseCluster, { count: 7 });
  return { databaseCluster, writer, reader };
}

function addRedisGroups(account: Account, description: DeploymentDescription) {
  const groups: Partial<Record<RedisPurpose, string>> = {};
  for (const purpose of description.redisPurposes) {
    groups[purpose] = addRedisGroup(account, description, purpose);
  }
  return groups;
}

function addRedisGroup(
  account: Account,
  description: DeploymentDescription,
  purpose: RedisPurpose,
): string {
  const template = '2-3-db-redis';
  const name = stackName(description, template, purpose);
  addVendorStack(account, description, { name, template, parameters: { RedisMultiAZ: 'true' } });
  const logicalId = 'RedisReplicationGroup';
  const groupId = replicationGroupId(name, logicalId);
  own(account, name, {
    type: 'AWS::ElastiCache::ReplicationGroup',
    logicalId,
    physicalId: groupId,
  });
  // ElastiCache keeps the names of subnet groups in lower case.
  const subnetGroupName = physicalId(name, 'RedisSubnetGroup').toLowerCase();
  own(account, name, {
    type: 'AWS::ElastiCache::SubnetGroup',
    logicalId: 'RedisSubnetGroup',
    physicalId: subnetGroupName,
  });
  ownNoLonger(account, name, { type: 'AWS::CloudWatch::Alarm', logicalId: 'RedisSwapAlarm' });
  // What is cached can be built again: the vendor keeps no snapshots of it.
  const retentionDays = purpose === 'cache' ? 0 : 7;
  addRedis(account, {
    groupId,
    description: `Redis for ${purpose} use`,
    network: description.network,
    subnetGroupName,
    nodeType: description.cacheNodeType,
    age: days(description.ageDays),
    retentionDays,
    tags: stackTags(account, name, logicalId),
    zones: description.network.zones,
  });
  addRedisSnapshots(account, groupId, { count: retentionDays });
  return groupId;
}

function addCluster(account: Account, description: DeploymentDescription): string {
  const stack = stackName(description, '5-1-ecs-cluster');
  const name = own(account, stack, { type: 'AWS::ECS::Cluster', logicalId: 'ECSCluster' });
  addEcsCluster(account, name, ecsTags(account, stack, 'ECSCluster'));
  return name;
}

interface Component {
  readonly template: TemplateName;
  /** What CloudFormation names begin with: `GatewayServer` makes `GatewayServerService`. */
  readonly logicalName: string;
  readonly container: string;
  readonly imageSuffix: '-aws' | '-aws-proxy' | '-aws-prometheus';
  /** Nothing for images that start by themselves. */
  readonly command?: readonly string[];
  /** How many the vendor recommends. */
  readonly desired: number;
}

function stackComponent(template: TemplateName, logicalName: string, container: string): Component {
  return {
    template,
    logicalName,
    container,
    imageSuffix: '-aws',
    command: ['start', container],
    desired: 2,
  };
}

const components = {
  'identity-server': stackComponent('5-3a-ecs-is-service', 'IdentityServer', 'is'),
  'gateway-server': stackComponent('5-4-ecs-services', 'GatewayServer', 'gs'),
  'network-server': stackComponent('5-4-ecs-services', 'NetworkServer', 'ns'),
  'application-server': stackComponent('5-4-ecs-services', 'ApplicationServer', 'as'),
  'join-server': stackComponent('5-4-ecs-services', 'JoinServer', 'js'),
  console: stackComponent('5-4-ecs-services', 'Console', 'console'),
  'gateway-configuration-server': stackComponent(
    '5-4-ecs-services',
    'GatewayConfigurationServer',
    'gcs',
  ),
  'device-claiming-server': stackComponent('5-4-ecs-services', 'DeviceClaimingServer', 'dcs'),
  'packet-broker-agent': stackComponent('5-4-ecs-services', 'PacketBrokerAgent', 'pba'),
  prometheus: {
    template: '5-6-ecs-monitoring',
    logicalName: 'Prometheus',
    container: 'prometheus',
    imageSuffix: '-aws-prometheus',
    // Prometheus keeps its data on one file system: it cannot run twice.
    desired: 1,
  },
  proxy: {
    template: '5-7-ecs-proxy',
    logicalName: 'Proxy',
    container: 'proxy',
    imageSuffix: '-aws-proxy',
    desired: 2,
  },
} as const satisfies Record<string, Component>;

export type ServiceId = keyof typeof components;

function addServices(
  account: Account,
  description: DeploymentDescription,
  cluster: string,
): Record<ServiceId, string> {
  const added = Object.entries(components).map(([id, component]) => [
    id,
    addService(account, description, cluster, component),
  ]);
  return Object.fromEntries(added) as Record<ServiceId, string>;
}

function addService(
  account: Account,
  description: DeploymentDescription,
  cluster: string,
  component: Component,
): string {
  const stack = stackName(description, component.template);
  const serviceId = `${component.logicalName}Service`;
  const taskId = `${component.logicalName}TaskDefinition`;
  const name = physicalId(stack, serviceId);
  const family = physicalId(stack, taskId);
  const revision = 17;
  own(account, stack, {
    type: 'AWS::ECS::Service',
    logicalId: serviceId,
    physicalId: arn(account, 'ecs', `service/${cluster}/${name}`),
  });
  own(account, stack, {
    type: 'AWS::ECS::TaskDefinition',
    logicalId: taskId,
    physicalId: arn(account, 'ecs', `task-definition/${family}:${revision}`),
  });
  addEcsService(account, {
    cluster,
    name,
    family,
    revision,
    container: containerOf(account, description, component),
    desired: component.desired,
    network: description.network,
    tags: ecsTags(account, stack, serviceId),
    created: days(description.ageDays),
    deployed: days(12),
  });
  return name;
}

function containerOf(
  account: Account,
  description: DeploymentDescription,
  component: Component,
): ContainerDefinition {
  return {
    name: component.container,
    image: image(description, component.imageSuffix),
    essential: true,
    cpu: 512,
    memory: 1024,
    portMappings: [{ containerPort: 1885, hostPort: 1885, protocol: 'tcp' }],
    environment: [
      { name: 'TTN_LW_LOG_LEVEL', value: 'info' },
      { name: 'TTN_LW_CLUSTER_KEYS', value: canaries.taskEnvironment },
    ],
    secrets: [
      {
        name: 'TTN_LW_LICENSE_KEY',
        valueFrom: secretArn(account, `${description.prefix}-license-key`, 'W2kPbe'),
      },
    ],
    logConfiguration: {
      logDriver: 'awslogs',
      options: {
        'awslogs-group': `${description.prefix}/${component.container}`,
        'awslogs-region': account.region,
      },
    },
    ...(component.command !== undefined && { command: [...component.command] }),
  };
}

function image({ imageVersion }: DeploymentDescription, suffix: string): string {
  return `docker.io/thethingsindustries/lorawan-stack:${imageVersion}${suffix}`;
}

function addMachines(account: Account, description: DeploymentDescription) {
  const [first, second] = description.network.zones;
  const cluster = stackName(description, '5-1-ecs-cluster');
  const bastionStack = stackName(description, '1-2-bastion');
  const containerInstances = [
    addContainerInstance(account, description, cluster, first),
    addContainerInstance(account, description, cluster, second),
  ] as const;
  const bastion = ec2Id('i', bastionStack);
  own(account, bastionStack, {
    type: 'AWS::EC2::Instance',
    logicalId: 'BastionInstance',
    physicalId: bastion,
  });
  addMachine(account, {
    id: bastion,
    name: bastionStack,
    type: 't3.micro',
    vpcId: description.network.vpcId,
    subnetId: first.publicSubnetId,
    zone: first.name,
    age: days(61),
    publicIp: publicAddress(bastion),
    tags: stackTags(account, bastionStack, 'BastionInstance'),
  });
  manage(account, bastion);
  return { bastion, containerInstances };
}

function addContainerInstance(
  account: Account,
  { network }: DeploymentDescription,
  stack: string,
  zone: Network['zones'][number],
): string {
  const id = ec2Id('i', `${stack} ${zone.name}`);
  addMachine(account, {
    id,
    name: `${stack}-instance`,
    type: 'm5.large',
    vpcId: network.vpcId,
    subnetId: zone.privateSubnetId,
    zone: zone.name,
    age: days(33),
    // An Auto Scaling group hands its stack's tags on to what it launches.
    tags: [
      ...stackTags(account, stack, 'AutoScalingGroup'),
      { Key: 'aws:autoscaling:groupName', Value: physicalId(stack, 'AutoScalingGroup') },
    ],
  });
  manage(account, id);
  return id;
}

/** Our own template: no `VersionTag`, since it is no part of The Things Stack. */
function addDrillTable(account: Account, { prefix, ageDays }: DeploymentDescription): string {
  const name = `${prefix}-7-2-restore-drill`;
  const table = physicalId(name, 'DrillTable');
  addStack(account, {
    name,
    description: 'stack-auditor: restore drills',
    age: days(Math.min(ageDays, 90)),
    updated: days(20),
    parameters: { Prefix: prefix },
    outputs: { DrillTableName: table },
  });
  own(account, name, {
    type: 'AWS::DynamoDB::Table',
    logicalId: 'DrillTable',
    physicalId: table,
  });
  account.dynamodb.tables.set(table, []);
  return table;
}

function addPassedDrills(account: Account, deployed: Deployed): void {
  const drill = {
    table: deployed.drillTable,
    deployment: deployed.prefix,
    outcome: 'passed',
    reached: 'L5',
    age: days(6),
  } as const;
  addDrill(account, {
    ...drill,
    store: 'aurora',
    sourceId: deployed.databaseCluster,
    reason: 'restored, 24 tables, newest row 9 hours old',
  });
  const general = deployed.redisGroups.general;
  if (general === undefined) return;
  addDrill(account, {
    ...drill,
    store: 'redis',
    sourceId: general,
    reason: 'restored, 18204 keys, within 2% of the source',
  });
}
