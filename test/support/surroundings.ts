/** Honest small surroundings of a deployment, all as they should be: network, load balancer, alerts, buckets, certificates. */
import type { Certificate } from '../../shared/model/acm.ts';
import type { AutoScalingGroup, GroupInstance } from '../../shared/model/autoscaling.ts';
import type { Alarm, AlarmMetric } from '../../shared/model/cloudwatch.ts';
import type {
  Image,
  IngressRule,
  NatGateway,
  RouteTable,
  SecurityGroup,
  Subnet,
} from '../../shared/model/ec2.ts';
import type {
  ClusterInstances,
  ClusterTasks,
  ContainerInstance,
  Task,
} from '../../shared/model/ecs.ts';
import type { FileSystem } from '../../shared/model/efs.ts';
import type { CacheEvent, UpdateAction } from '../../shared/model/elasticache.ts';
import type {
  Listener,
  LoadBalancer,
  LoadBalancerListeners,
  RegisteredTarget,
  TargetGroup,
} from '../../shared/model/elbv2.ts';
import type { Rule } from '../../shared/model/events.ts';
import { known } from '../../shared/model/fact.ts';
import type { EngineVersion, MajorVersion, PendingMaintenance } from '../../shared/model/rds.ts';
import type { Bucket } from '../../shared/model/s3.ts';
import type { Subscription, Topic } from '../../shared/model/sns.ts';
import { arnOfTask, daysAgo, hoursAgo, inHours, stackImage } from './builders.ts';

/** Days from now. */
export function inDays(days: number): string {
  return inHours(days * 24);
}

/** In `eu-west-1a`, with two subnets per zone whose names end in the zone's letter: this is a private one. */
export function aSubnet(over: Partial<Subnet> = {}): Subnet {
  return {
    id: 'subnet-acme-a',
    vpcId: 'vpc-acme',
    availabilityZone: 'eu-west-1a',
    ...over,
  };
}

/** Of the private subnet in zone a, through the NAT gateway of that zone. */
export function aRouteTable(over: Partial<RouteTable> = {}): RouteTable {
  return {
    id: 'rtb-acme-a',
    vpcId: 'vpc-acme',
    main: false,
    subnetIds: ['subnet-acme-a'],
    defaultRoutes: [{ natGatewayId: 'nat-acme-a', otherId: null, state: 'active' }],
    ...over,
  };
}

export function aNatGateway(over: Partial<NatGateway> = {}): NatGateway {
  const id = over.id ?? 'nat-acme-a';
  return {
    ref: { type: 'nat-gateway', name: id },
    id,
    vpcId: 'vpc-acme',
    state: 'available',
    mode: 'zonal',
    subnetId: 'subnet-acme-public-a',
    ...over,
  };
}

export function aSecurityGroup(over: Partial<SecurityGroup> = {}): SecurityGroup {
  const id = over.id ?? 'sg-acme';
  return {
    ref: { type: 'security-group', name: id },
    id,
    vpcId: 'vpc-acme',
    ingress: [anIngressRule()],
    ...over,
  };
}

/** SSH from inside. */
export function anIngressRule(over: Partial<IngressRule> = {}): IngressRule {
  return {
    protocol: 'tcp',
    fromPort: 22,
    toPort: 22,
    ranges: ['10.0.0.0/16'],
    groupIds: [],
    prefixListIds: [],
    ...over,
  };
}

export function anImage(over: Partial<Image> = {}): Image {
  return {
    id: 'ami-1',
    name: 'al2023-ami-ecs-hvm-2023.0.20261101-kernel-6.1-x86_64',
    createdAt: daysAgo(22),
    deprecatedAt: inDays(68),
    ...over,
  };
}

/** Two machines in two zones, both as the group's launch template says. */
export function anAutoScalingGroup(over: Partial<AutoScalingGroup> = {}): AutoScalingGroup {
  const name = over.name ?? 'acme-5-1-ecs-cluster-AutoScalingGroup-1';
  return {
    ref: { type: 'auto-scaling-group', name },
    name,
    desired: 2,
    availabilityZones: ['eu-west-1a', 'eu-west-1b'],
    launchTemplate: { id: 'lt-1', version: '7' },
    suspended: [],
    instances: [
      aGroupInstance({ id: 'i-1' }),
      aGroupInstance({ id: 'i-2', availabilityZone: 'eu-west-1b' }),
    ],
    tags: { 'aws:cloudformation:stack-name': 'acme-5-1-ecs-cluster' },
    ...over,
  };
}

export function aGroupInstance(over: Partial<GroupInstance> = {}): GroupInstance {
  return {
    id: 'i-1',
    availabilityZone: 'eu-west-1a',
    lifecycleState: 'InService',
    health: 'Healthy',
    launchTemplate: { id: 'lt-1', version: '7' },
    ...over,
  };
}

/** A task of the service `gs`, running in zone a. */
export function aTask(over: Partial<Task> = {}): Task {
  return {
    arn: 'arn:aws:ecs:eu-west-1:111122223333:task/tts/0001',
    service: 'gs',
    lastStatus: 'RUNNING',
    availabilityZone: 'eu-west-1a',
    taskDefinitionArn: arnOfTask('gs'),
    containers: [
      { name: 'main', image: stackImage('3.36.2-aws'), imageDigest: `sha256:${'ab'.repeat(32)}` },
    ],
    ...over,
  };
}

/** Two tasks of `gs`, in two zones. */
export function aClusterTasks(over: Partial<ClusterTasks> = {}): ClusterTasks {
  return {
    cluster: { type: 'ecs-cluster', name: 'tts' },
    tasks: known([
      aTask(),
      aTask({
        arn: 'arn:aws:ecs:eu-west-1:111122223333:task/tts/0002',
        availabilityZone: 'eu-west-1b',
      }),
    ]),
    ...over,
  };
}

/** Half used. */
export function aContainerInstance(over: Partial<ContainerInstance> = {}): ContainerInstance {
  return {
    arn: 'arn:aws:ecs:eu-west-1:111122223333:container-instance/tts/0001',
    instanceId: 'i-1',
    status: 'ACTIVE',
    agentConnected: true,
    availabilityZone: 'eu-west-1a',
    registered: { cpu: 2048, memory: 7680 },
    remaining: { cpu: 1024, memory: 3840 },
    ...over,
  };
}

/** Two machines in two zones. */
export function aClusterInstances(over: Partial<ClusterInstances> = {}): ClusterInstances {
  return {
    cluster: { type: 'ecs-cluster', name: 'tts' },
    instances: known([
      aContainerInstance(),
      aContainerInstance({
        arn: 'arn:aws:ecs:eu-west-1:111122223333:container-instance/tts/0002',
        instanceId: 'i-2',
        availabilityZone: 'eu-west-1b',
      }),
    ]),
    ...over,
  };
}

export function aLoadBalancer(over: Partial<LoadBalancer> = {}): LoadBalancer {
  const name = over.name ?? 'acme-nlb';
  return {
    ref: { type: 'load-balancer', name },
    arn: `arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/${name}/1`,
    name,
    type: 'network',
    state: 'active',
    vpcId: 'vpc-acme',
    availabilityZones: ['eu-west-1a', 'eu-west-1b'],
    attributes: known({ deletionProtection: true, crossZone: false }),
    tags: { 'aws:cloudformation:stack-name': 'acme-1-1-vpc' },
    ...over,
  };
}

/** TLS on 443, with a certificate. */
export function aListener(over: Partial<Listener> = {}): Listener {
  const port = over.port ?? 443;
  return {
    ref: { type: 'listener', name: `acme-nlb:${port}` },
    arn: `arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/net/acme-nlb/1/${port}`,
    port,
    protocol: 'TLS',
    sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
    certificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/1',
    targetGroupArns: [arnOfTargetGroup('https')],
    ...over,
  };
}

export function aLoadBalancerListeners(
  over: Partial<LoadBalancerListeners> = {},
): LoadBalancerListeners {
  return {
    loadBalancer: { type: 'load-balancer', name: 'acme-nlb' },
    listeners: known([aListener()]),
    ...over,
  };
}

/** One healthy target in each of two zones. */
export function aTargetGroup(over: Partial<TargetGroup> = {}): TargetGroup {
  const name = over.name ?? 'https';
  return {
    ref: { type: 'target-group', name },
    arn: arnOfTargetGroup(name),
    name,
    port: 8443,
    protocol: 'TCP',
    targetType: 'ip',
    crossZone: null,
    vpcId: 'vpc-acme',
    loadBalancerArns: [
      'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/acme-nlb/1',
    ],
    targets: known([
      aRegisteredTarget(),
      aRegisteredTarget({ id: '10.0.2.7', availabilityZone: 'eu-west-1b' }),
    ]),
    ...over,
  };
}

export function arnOfTargetGroup(name: string): string {
  return `arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/${name}/1`;
}

export function aRegisteredTarget(over: Partial<RegisteredTarget> = {}): RegisteredTarget {
  return {
    id: '10.0.1.7',
    port: 8443,
    availabilityZone: 'eu-west-1a',
    health: 'healthy',
    ...over,
  };
}

/** A versioned and private bucket for the interoperability configuration, with the file in it. */
export function aBucket(over: Partial<Bucket> = {}): Bucket {
  const name = over.name ?? 'acme-interop';
  return {
    ref: { type: 's3-bucket', name },
    name,
    stackName: 'acme-2-4b-routing-s3',
    logicalId: 'InteropConfigBucket',
    versioning: known('Enabled'),
    publicAccessBlocked: known(true),
    publicByPolicy: known(false),
    oldVersionsExpire: known(true),
    configFile: known({ key: 'config.yml', present: true }),
    ...over,
  };
}

export function arnOfTopic(name = 'acme-alarms'): string {
  return `arn:aws:sns:eu-west-1:111122223333:${name}`;
}

/** The topic of 1-3-opsgenie, with one confirmed subscription. */
export function aTopic(over: Partial<Topic> = {}): Topic {
  const arn = over.arn ?? arnOfTopic();
  return {
    ref: { type: 'sns-topic', name: arn.split(':').at(-1) ?? '' },
    arn,
    stackName: 'acme-1-3-opsgenie',
    settings: known({ kmsKey: null, cloudwatchMayPublish: true }),
    subscriptions: known([aSubscription()]),
    ...over,
  };
}

/** Of Jira Service Management. */
export function aSubscription(over: Partial<Subscription> = {}): Subscription {
  return { protocol: 'https', host: 'api.atlassian.com', confirmed: true, ...over };
}

/** Watches the CPU of the Aurora cluster `orders` and tells the alert topic. */
export function anAlarm(over: Partial<Alarm> = {}): Alarm {
  const name = over.name ?? 'acme-2-1-db-aurora-master-CPUAlarm-1';
  return {
    ref: { type: 'cloudwatch-alarm', name },
    name,
    kind: 'metric',
    state: 'OK',
    stateSince: daysAgo(9),
    actionsEnabled: true,
    alarmActions: [arnOfTopic()],
    metrics: [anAlarmMetric()],
    watches: [],
    ...over,
  };
}

export function anAlarmMetric(over: Partial<AlarmMetric> = {}): AlarmMetric {
  return {
    namespace: 'AWS/RDS',
    name: 'CPUUtilization',
    dimensions: { DBClusterIdentifier: 'orders' },
    ...over,
  };
}

/** Backed up every day, and to be mounted in two zones. */
export function aFileSystem(over: Partial<FileSystem> = {}): FileSystem {
  const id = over.id ?? 'fs-1';
  return {
    ref: { type: 'efs-file-system', name: id },
    id,
    encrypted: true,
    automaticBackups: known('ENABLED'),
    mountZones: known(['eu-west-1a', 'eu-west-1b']),
    tags: { 'aws:cloudformation:stack-name': 'acme-5-6-ecs-monitoring' },
    ...over,
  };
}

/** Issued by Amazon for a deployment with tenants, and renewed by it. */
export function aCertificate(over: Partial<Certificate> = {}): Certificate {
  const arn = over.arn ?? 'arn:aws:acm:eu-west-1:111122223333:certificate/1';
  return {
    ref: { type: 'certificate', name: arn.split('/').at(-1) ?? '' },
    arn,
    names: ['eu1.acme.example.com', '*.eu1.acme.example.com'],
    moreNames: false,
    status: 'ISSUED',
    type: 'AMAZON_ISSUED',
    inUse: true,
    expiresAt: inDays(200),
    importedAt: null,
    renewalEligibility: 'ELIGIBLE',
    renewal: known(null),
    ...over,
  };
}

/** Starts certbot every second day. */
export function aRule(over: Partial<Rule> = {}): Rule {
  const name = over.name ?? 'acme-5-8b-ecs-certbot-scheduled-task-ScheduledRule-1';
  return {
    ref: { type: 'events-rule', name },
    name,
    enabled: true,
    schedule: 'rate(2 days)',
    ...over,
  };
}

/** A system update of `orders` that nobody is forced to take. */
export function aPendingMaintenance(over: Partial<PendingMaintenance> = {}): PendingMaintenance {
  return {
    resourceArn: 'arn:aws:rds:eu-west-1:111122223333:cluster:orders',
    action: 'system-update',
    autoAppliedAfter: null,
    forcedAt: null,
    optIn: null,
    ...over,
  };
}

/** The newest minor version of its major: what is left are majors. */
export function anEngineVersion(over: Partial<EngineVersion> = {}): EngineVersion {
  return {
    engine: 'aurora-postgresql',
    version: '15.4',
    status: 'available',
    targets: [{ version: '16.8', major: true }],
    ...over,
  };
}

export function aMajorVersion(over: Partial<MajorVersion> = {}): MajorVersion {
  return {
    engine: 'aurora-postgresql',
    version: '15',
    supportedUntil: '2028-02-29T00:00:00.000Z',
    extendedUntil: '2031-02-28T00:00:00.000Z',
    ...over,
  };
}

export function aCacheEvent(over: Partial<CacheEvent> = {}): CacheEvent {
  return {
    sourceId: 'sessions',
    message: 'Snapshot succeeded for snapshot with ID automatic.sessions-2026-11-23-04-00',
    at: hoursAgo(2),
    ...over,
  };
}

export function anUpdateAction(over: Partial<UpdateAction> = {}): UpdateAction {
  return {
    groupId: 'sessions',
    update: 'elasticache-20260911-001',
    severity: 'important',
    type: 'security-update',
    recommendedBy: inDays(20),
    status: 'not-applied',
    ...over,
  };
}
