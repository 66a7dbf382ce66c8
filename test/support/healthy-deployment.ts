/** A whole deployment with nothing wrong, as an inventory knows it: what checks and attribution are tried on. */
import type { Alarm } from '../../shared/model/cloudwatch.ts';
import { known, type Missing } from '../../shared/model/fact.ts';
import type { FactMap, FactName, Inventory } from '../../shared/model/inventory.ts';
import { mandatoryTemplates } from '../../shared/model/tts.ts';
import {
  aCacheSnapshot,
  aClusterServices,
  aDbCluster,
  aDbInstance,
  aDbSnapshot,
  aDefinition,
  aDeployment,
  aDrillReport,
  aGroup,
  aManagedInstance,
  anEcsCluster,
  anEcsService,
  anInstance,
  aPatchState,
  arnOfTask,
  aStack,
  aStackResource,
  aTaskDefinition,
  hoursAgo,
  stackTag,
} from './builders.ts';
import {
  aBucket,
  aCacheEvent,
  aCertificate,
  aClusterInstances,
  aClusterTasks,
  aFileSystem,
  aListener,
  aLoadBalancer,
  aLoadBalancerListeners,
  aMajorVersion,
  aNatGateway,
  anAlarm,
  anAlarmMetric,
  anAutoScalingGroup,
  anEngineVersion,
  anImage,
  aRouteTable,
  aRule,
  arnOfTopic,
  aSecurityGroup,
  aSubnet,
  aTargetGroup,
  aTask,
  aTopic,
} from './surroundings.ts';

/** What a target would answer when everything is asked, nothing withheld. */
export type Everything = { readonly [K in FactName]?: FactMap[K] };

const serviceNames = ['gs', 'ns'] as const;
const zones = ['a', 'b'] as const;

/** One complete deployment with nothing wrong, in a network of its own; everything in it carries its prefix. */
export function aHealthyDeployment(prefix = 'acme') {
  const surroundings = { ...aNetwork(prefix), ...aFront(prefix), ...aStore(prefix) };
  const core = aCore(prefix);
  return {
    ...core,
    ...surroundings,
    ...anAlertPath(prefix),
    ...aStaging(core),
  } satisfies { readonly [K in FactName]: FactMap[K] };
}

function aCore(prefix: string) {
  const vpcId = `vpc-${prefix}`;
  const subnetIds = zones.map((zone) => `subnet-${prefix}-${zone}`);
  const database = `${prefix}-db`;
  const sessions = `${prefix}-redis`;
  const cluster = anEcsCluster({
    name: `${prefix}-tts`,
    tags: stackTag(`${prefix}-5-1-ecs-cluster`),
  });
  const services = serviceNames.map((name) =>
    anEcsService({
      ref: { type: 'ecs-service', name: `${cluster.name}/${name}` },
      name,
      launchType: 'EC2',
      taskDefinitionArn: arnOfTask(`${prefix}-${name}`),
      subnetIds,
    }),
  );
  const member = { clusterId: database, vpcId, subnetIds };
  const machine = (zone: (typeof zones)[number], number: number) =>
    anInstance({
      id: `i-${prefix}-${number}`,
      vpcId,
      subnetId: `subnet-${prefix}-${zone}`,
      availabilityZone: `eu-west-1${zone}`,
      securityGroupIds: [`sg-${prefix}`],
      tags: stackTag(`${prefix}-5-1-ecs-cluster`),
    });
  const tasks = services.flatMap(({ name, taskDefinitionArn }) =>
    zones.map((zone) =>
      aTask({
        arn: `arn:aws:ecs:eu-west-1:111122223333:task/${cluster.name}/${name}-${zone}`,
        service: name,
        availabilityZone: `eu-west-1${zone}`,
        taskDefinitionArn,
      }),
    ),
  );
  const clusterArn = `arn:aws:rds:eu-west-1:111122223333:cluster:${database}`;
  return {
    'backup.protected-resources': [{ arn: clusterArn, lastBackupAt: hoursAgo(9) }],
    'cloudformation.stacks': mandatoryTemplates('primary').map((template) =>
      aStack({
        name: `${prefix}-${template}`,
        parameters: {
          NetworkName: prefix,
          Environment: 'prod',
          Cluster: 'eu1',
          ...(template === '4-2a-configuration' && {
            Domain: `eu1.${prefix}.example.com`,
            DefaultTenantID: prefix,
          }),
          ...(template === '5-7-ecs-proxy' && { EnableVirtualHostWithTenantSubdomain: 'false' }),
        },
      }),
    ),
    'cloudformation.stack-resources': [
      aStackResource({ stackName: `${prefix}-2-3-db-redis`, physicalId: sessions }),
    ],
    'cloudwatch.redis-memory': ['001', '002'].map((node) => ({
      nodeId: `${sessions}-${node}`,
      usedPercent: 41,
    })),
    'drills.reports': [
      aDrillReport({ id: `${prefix}-1`, deployment: prefix, sourceId: database }),
      aDrillReport({ id: `${prefix}-2`, deployment: prefix, sourceId: sessions, store: 'redis' }),
    ],
    'ec2.instances': zones.map((zone, at) => machine(zone, at + 1)),
    'ecs.account-settings': [{ name: 'awsvpcTrunking', value: 'enabled' }],
    'ecs.clusters': [cluster],
    'ecs.container-instances': [aClusterInstances({ cluster: cluster.ref })],
    'ecs.services': [aClusterServices({ cluster: cluster.ref, services: known(services) })],
    'ecs.task-definitions': services.map(({ name, taskDefinitionArn: arn }) =>
      aTaskDefinition({ arn, definition: aDefinition({ command: ['start', name] }) }),
    ),
    'ecs.tasks': [aClusterTasks({ cluster: cluster.ref, tasks: known(tasks) })],
    'elasticache.events': [aCacheEvent({ sourceId: sessions })],
    'elasticache.groups': [aGroup({ id: sessions, vpcId })],
    'elasticache.snapshots': [aCacheSnapshot({ groupId: sessions })],
    'elasticache.update-actions': [],
    'rds.clusters': [
      aDbCluster({
        id: database,
        ref: { type: 'rds-cluster', name: database, arn: clusterArn },
        tags: stackTag(`${prefix}-2-1-db-aurora-master`),
      }),
    ],
    'rds.engine-versions': [anEngineVersion()],
    'rds.instances': [
      aDbInstance({ ...identified(`${database}-1`), ...member }),
      aDbInstance({
        ...identified(`${database}-2`),
        availabilityZone: 'eu-west-1b',
        ...member,
      }),
    ],
    'rds.major-versions': [aMajorVersion()],
    'rds.pending-maintenance': [],
    'rds.snapshots': [aDbSnapshot({ clusterId: database })],
    'ssm.instances': [1, 2].map((n) => aManagedInstance({ instanceId: `i-${prefix}-${n}` })),
    'ssm.patch-states': [1, 2].map((n) => aPatchState({ instanceId: `i-${prefix}-${n}` })),
    'ssm.session-preferences': [{ logGroup: '/session-manager', bucket: '' }],
  };
}

function identified(id: string) {
  const arn = `arn:aws:rds:eu-west-1:111122223333:db:${id}`;
  return { id, ref: { type: 'rds-instance', name: id, arn } };
}

/** Two zones with a public and a private subnet each, and what machines need to start and to be reached. */
function aNetwork(prefix: string) {
  const vpcId = `vpc-${prefix}`;
  return {
    'autoscaling.groups': [
      anAutoScalingGroup({
        name: `${prefix}-5-1-ecs-cluster-AutoScalingGroup-1`,
        tags: stackTag(`${prefix}-5-1-ecs-cluster`),
      }),
    ],
    'ec2.images': [anImage()],
    'ec2.nat-gateways': zones.map((zone) =>
      aNatGateway({
        id: `nat-${prefix}-${zone}`,
        vpcId,
        subnetId: `subnet-${prefix}-public-${zone}`,
      }),
    ),
    'ec2.route-tables': zones.map((zone) =>
      aRouteTable({
        id: `rtb-${prefix}-${zone}`,
        vpcId,
        subnetIds: [`subnet-${prefix}-${zone}`],
        defaultRoutes: [{ natGatewayId: `nat-${prefix}-${zone}`, otherId: null, state: 'active' }],
      }),
    ),
    'ec2.security-groups': [aSecurityGroup({ id: `sg-${prefix}`, vpcId })],
    'ec2.subnets': zones.flatMap((zone) =>
      ['', 'public-'].map((kind) =>
        aSubnet({
          id: `subnet-${prefix}-${kind}${zone}`,
          vpcId,
          availabilityZone: `eu-west-1${zone}`,
        }),
      ),
    ),
    'ec2.volume-snapshots': [],
    'ec2.volumes': [],
  };
}

/** What users meet first: load balancer, listeners, certificate. */
function aFront(prefix: string) {
  const balancer = aLoadBalancer({
    name: `${prefix}-nlb`,
    vpcId: `vpc-${prefix}`,
    tags: stackTag(`${prefix}-1-1-vpc`),
  });
  const ref = { ...balancer.ref, arn: balancer.arn };
  const certificateArn = `arn:aws:acm:eu-west-1:111122223333:certificate/${prefix}`;
  const group = aTargetGroup({
    name: `${prefix}-https`,
    vpcId: `vpc-${prefix}`,
    loadBalancerArns: [balancer.arn],
  });
  return {
    'acm.certificates': [
      aCertificate({ arn: certificateArn, names: [`eu1.${prefix}.example.com`] }),
    ],
    'elbv2.listeners': [
      aLoadBalancerListeners({
        loadBalancer: ref,
        listeners: known([
          aListener({
            ref: { type: 'listener', name: `${prefix}-nlb:443` },
            certificateArn,
            targetGroupArns: [group.arn],
          }),
        ]),
      }),
    ],
    'elbv2.load-balancers': [{ ...balancer, ref }],
    'elbv2.target-groups': [group],
    'events.rules': [aRule({ name: `${prefix}-5-8b-ecs-certbot-scheduled-task-ScheduledRule-1` })],
  };
}

function aStore(prefix: string) {
  return {
    'efs.file-systems': [
      aFileSystem({ id: `fs-${prefix}`, tags: stackTag(`${prefix}-5-6-ecs-monitoring`) }),
    ],
    's3.buckets': [aBucket({ name: `${prefix}-interop`, stackName: `${prefix}-2-4b-routing-s3` })],
  };
}

/** A topic, and an alarm on everything that should have one. */
function anAlertPath(prefix: string) {
  const topic = arnOfTopic(`${prefix}-alarms`);
  const alarm = (
    template: string,
    namespace: string,
    name: string,
    dimensions: Readonly<Record<string, string>>,
  ): Alarm =>
    anAlarm({
      name: `${prefix}-${template}-${name}-${Object.values(dimensions).join('-')}`,
      alarmActions: [topic],
      metrics: [anAlarmMetric({ namespace, name, dimensions })],
    });
  const services = serviceNames.flatMap((ServiceName) =>
    ['CPUUtilization', 'MemoryUtilization'].map((name) =>
      alarm('5-4-ecs-services', 'AWS/ECS', name, { ClusterName: `${prefix}-tts`, ServiceName }),
    ),
  );
  const nodes = ['001', '002'].flatMap((node) =>
    ['EngineCPUUtilization', 'DatabaseMemoryUsagePercentage'].map((name) =>
      alarm('2-3-db-redis', 'AWS/ElastiCache', name, { CacheClusterId: `${prefix}-redis-${node}` }),
    ),
  );
  const database = ['CPUUtilization', 'FreeableMemory'].map((name) =>
    alarm('2-1-db-aurora-master', 'AWS/RDS', name, { DBClusterIdentifier: `${prefix}-db` }),
  );
  const balancer = alarm('3-2-load-balancer-rules', 'AWS/NetworkELB', 'UnHealthyHostCount', {
    LoadBalancer: `net/${prefix}-nlb/1`,
    TargetGroup: `targetgroup/${prefix}-https/1`,
  });
  return {
    'cloudwatch.alarms': [...database, ...nodes, ...services, balancer],
    'cloudwatch.topic-deliveries': [{ topicArn: topic, delivered: 3, failed: 0 }],
    'sns.topics': [aTopic({ arn: topic, stackName: `${prefix}-1-3-opsgenie` })],
  };
}

/** The same once more, somewhere else: what updates are tried on. */
function aStaging(production: ReturnType<typeof aCore>) {
  const elsewhere = { vpcId: 'vpc-staging' };
  return {
    'counterpart.clusters': production['rds.clusters'],
    'counterpart.deployments': [aDeployment({ name: 'staging', environment: 'staging' })],
    'counterpart.groups': production['elasticache.groups'].map((each) => ({
      ...each,
      ...elsewhere,
    })),
    'counterpart.instances': production['rds.instances'].map((each) => ({ ...each, ...elsewhere })),
    'counterpart.services': production['ecs.services'],
    'counterpart.stacks': production['cloudformation.stacks'].map((stack) =>
      aStack({
        name: stack.name.replace(/^[^-]+/, 'staging'),
        parameters: { ...stack.parameters, Environment: 'staging' },
      }),
    ),
    'counterpart.task-definitions': production['ecs.task-definitions'],
  } satisfies { readonly [K in FactName]?: FactMap[K] };
}

/** Everything in one target: lists one after the other. */
export function together(...parts: readonly Partial<Everything>[]): Everything {
  const names = [...new Set(parts.flatMap((part) => Object.keys(part)))] as FactName[];
  return Object.fromEntries(
    names.map((name) => [name, parts.flatMap((part): readonly unknown[] => part[name] ?? [])]),
  ) as Everything;
}

/** An inventory that knows all of it, but for what is said to be missing. */
export function anInventory(
  everything: Partial<Everything>,
  withheld: { readonly [K in FactName]?: Missing } = {},
): Inventory {
  const facts = Object.entries(everything).map(([name, value]) => [name, known(value)]);
  return { ...Object.fromEntries(facts), ...withheld };
}
