/** ECS clusters with their services, tasks and machines, the task definitions, and the settings of the account. */
import {
  type ContainerInstance as AwsContainerInstance,
  type Task as AwsTask,
  type Cluster,
  DescribeClustersCommand,
  DescribeContainerInstancesCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  type Failure,
  paginateListAccountSettings,
  paginateListClusters,
  paginateListContainerInstances,
  paginateListServices,
  paginateListTasks,
  type Resource,
  type Service,
} from '@aws-sdk/client-ecs';
import type {
  ContainerInstance,
  EcsCluster,
  EcsService,
  Task,
  TaskDefinition,
} from '../model/ecs.ts';
import type { Tags } from '../model/target.ts';
import {
  attempt,
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

/** ListClusters and ListServices return 10 unless told: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListServices.html */
const pageSize = 100;
const clustersPerCall = 100;
/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html */
const servicesPerCall = 10;
/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html */
const tasksPerCall = 100;
/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeContainerInstances.html */
const instancesPerCall = 100;
/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListAccountSettings.html */
const settingsPageSize = 10;

const gatherer: Gatherer<'ecs'> = {
  'ecs.clusters': {
    actions: ['ecs:ListClusters', 'ecs:DescribeClusters'],
    read: async ({ connection }) => {
      const client = connection.client(ECSClient);
      const arns = await collect(
        paginateListClusters({ client, pageSize }, {}),
        (page) => page.clusterArns,
      );
      const answers = await Promise.all(
        chunks(arns, clustersPerCall).map((clusters) =>
          client.send(new DescribeClustersCommand({ clusters, include: ['TAGS'] })),
        ),
      );
      for (const { failures } of answers) refuseFailures(failures, 'ecs:DescribeClusters');
      return answers
        .flatMap(({ clusters = [] }) => clusters)
        .filter(({ status }) => status !== 'INACTIVE')
        .map(toCluster);
    },
  },
  'ecs.services': {
    actions: ['ecs:ListServices', 'ecs:DescribeServices'],
    read: async (context) => {
      const client = context.connection.client(ECSClient);
      return forClusters(context, async (cluster) => ({
        cluster: cluster.ref,
        services: await attempt('ecs:ListServices', () => servicesOf(client, cluster)),
      }));
    },
  },
  'ecs.tasks': {
    actions: ['ecs:ListTasks', 'ecs:DescribeTasks'],
    read: async (context) => {
      const client = context.connection.client(ECSClient);
      return forClusters(context, async (cluster) => ({
        cluster: cluster.ref,
        tasks: await attempt('ecs:ListTasks', () => tasksOf(client, cluster)),
      }));
    },
  },
  'ecs.container-instances': {
    actions: ['ecs:ListContainerInstances', 'ecs:DescribeContainerInstances'],
    read: async (context) => {
      const client = context.connection.client(ECSClient);
      return forClusters(context, async (cluster) => ({
        cluster: cluster.ref,
        instances: await attempt('ecs:ListContainerInstances', () => instancesOf(client, cluster)),
      }));
    },
  },
  'ecs.task-definitions': {
    actions: ['ecs:DescribeTaskDefinition'],
    read: async (context) => {
      const client = context.connection.client(ECSClient);
      const lists = await need(context, 'ecs.services');
      const arns = lists.flatMap(({ services }) =>
        services.known ? services.value.map(({ taskDefinitionArn }) => taskDefinitionArn) : [],
      );
      return Promise.all(
        [...new Set(arns)].map(async (arn) => ({
          arn,
          definition: await attempt('ecs:DescribeTaskDefinition', () => definitionOf(client, arn)),
        })),
      );
    },
  },
  'ecs.account-settings': {
    actions: ['ecs:ListAccountSettings'],
    read: async ({ connection }) => {
      const client = connection.client(ECSClient);
      const pages = paginateListAccountSettings(
        { client, pageSize: settingsPageSize },
        { effectiveSettings: true },
      );
      return (await collect(pages, (page) => page.settings)).map(({ name, value }) => ({
        name: required(name, 'name'),
        value: required(value, 'value'),
      }));
    },
  },
};
export default gatherer;

async function forClusters<T>(
  context: ReadContext,
  read: (cluster: EcsCluster) => Promise<T>,
): Promise<T[]> {
  const clusters = await need(context, 'ecs.clusters');
  return Promise.all((await mayBelong(context, clusters)).map(read));
}

async function servicesOf(client: ECSClient, { ref, name }: EcsCluster): Promise<EcsService[]> {
  const cluster = required(ref.arn, 'clusterArn');
  const arns = await collect(
    paginateListServices({ client, pageSize }, { cluster }),
    (page) => page.serviceArns,
  );
  const answers = await Promise.all(
    chunks(arns, servicesPerCall).map((services) =>
      client.send(new DescribeServicesCommand({ cluster, services, include: ['TAGS'] })),
    ),
  );
  for (const { failures } of answers) refuseFailures(failures, 'ecs:DescribeServices');
  return answers
    .flatMap(({ services = [] }) => services)
    .filter(({ status }) => status !== 'INACTIVE')
    .map((service) => toService(service, name));
}

async function tasksOf(client: ECSClient, { ref, taskCount }: EcsCluster): Promise<Task[]> {
  if (taskCount === 0) return [];
  const cluster = required(ref.arn, 'clusterArn');
  const arns = await collect(
    paginateListTasks({ client, pageSize }, { cluster, desiredStatus: 'RUNNING' }),
    (page) => page.taskArns,
  );
  const answers = await Promise.all(
    chunks(arns, tasksPerCall).map((tasks) =>
      client.send(new DescribeTasksCommand({ cluster, tasks })),
    ),
  );
  for (const { failures } of answers) refuseFailures(failures, 'ecs:DescribeTasks');
  return answers.flatMap(({ tasks = [] }) => tasks).map(toTask);
}

async function instancesOf(
  client: ECSClient,
  { ref, containerInstanceCount }: EcsCluster,
): Promise<ContainerInstance[]> {
  if (containerInstanceCount === 0) return [];
  const cluster = required(ref.arn, 'clusterArn');
  const arns = await collect(
    paginateListContainerInstances({ client, pageSize }, { cluster }),
    (page) => page.containerInstanceArns,
  );
  const answers = await Promise.all(
    chunks(arns, instancesPerCall).map((containerInstances) =>
      client.send(new DescribeContainerInstancesCommand({ cluster, containerInstances })),
    ),
  );
  for (const { failures } of answers) {
    refuseFailures(failures, 'ecs:DescribeContainerInstances');
  }
  return answers
    .flatMap(({ containerInstances = [] }) => containerInstances)
    .map(toContainerInstance);
}

async function definitionOf(client: ECSClient, taskDefinition: string) {
  const answer = await client.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
  const { containerDefinitions = [] } = required(answer.taskDefinition, 'taskDefinition');
  return {
    containers: containerDefinitions.map(({ name = '', image = '', command = [] }) => ({
      name,
      image,
      // Only the words that say which component it is: arguments may carry secrets.
      command: command.slice(0, 3),
    })),
  } satisfies (TaskDefinition['definition'] & { known: true })['value'];
}

// MISSING: gone between list and describe. Any other failure means the answer is not whole.
function refuseFailures(failures: readonly Failure[] | undefined, action: string): void {
  const bad = failures?.find(({ reason }) => reason !== 'MISSING');
  if (bad !== undefined) throw new Error(`${action} left out ${bad.arn}: ${bad.reason}`);
}

function keepLowerCaseTags(
  tags: readonly { readonly key?: string | undefined; readonly value?: string | undefined }[] = [],
): Tags {
  return keepTags(tags.map(({ key, value }) => ({ Key: key, Value: value })));
}

function toCluster(cluster: Cluster): EcsCluster {
  const name = required(cluster.clusterName, 'clusterName');
  return {
    ref: { type: 'ecs-cluster', name, arn: required(cluster.clusterArn, 'clusterArn') },
    name,
    status: cluster.status ?? '',
    taskCount: taskCountOf(cluster),
    containerInstanceCount: cluster.registeredContainerInstancesCount ?? null,
    tags: keepLowerCaseTags(cluster.tags),
  };
}

function taskCountOf({ runningTasksCount, pendingTasksCount }: Cluster): number | null {
  if (runningTasksCount === undefined || pendingTasksCount === undefined) return null;
  return runningTasksCount + pendingTasksCount;
}

/** With a capacity provider strategy there is no launch type; only the Fargate providers need no instances. */
function launchTypeOf(strategy: Service['capacityProviderStrategy'] = []): string | null {
  if (strategy.length === 0) return null;
  return strategy.every(({ capacityProvider = '' }) => capacityProvider.startsWith('FARGATE'))
    ? 'FARGATE'
    : 'EC2';
}

function toService(service: Service, clusterName: string): EcsService {
  const name = required(service.serviceName, 'serviceName');
  return {
    ref: {
      type: 'ecs-service',
      name: `${clusterName}/${name}`,
      arn: required(service.serviceArn, 'serviceArn'),
    },
    name,
    status: service.status ?? '',
    desiredCount: required(service.desiredCount, 'desiredCount'),
    runningCount: required(service.runningCount, 'runningCount'),
    daemon: service.schedulingStrategy === 'DAEMON',
    launchType: service.launchType ?? launchTypeOf(service.capacityProviderStrategy),
    taskDefinitionArn: required(service.taskDefinition, 'taskDefinition'),
    minimumHealthyPercent: service.deploymentConfiguration?.minimumHealthyPercent ?? null,
    zoneRebalancing: service.availabilityZoneRebalancing ?? null,
    deployments: (service.deployments ?? []).map(({ status = '', rolloutState, createdAt }) => ({
      status,
      rolloutState: rolloutState ?? null,
      createdAt: isoDate(createdAt),
    })),
    subnetIds: service.networkConfiguration?.awsvpcConfiguration?.subnets ?? [],
    targetGroupArns: (service.loadBalancers ?? []).flatMap(
      ({ targetGroupArn }) => targetGroupArn ?? [],
    ),
    tags: keepLowerCaseTags(service.tags),
  };
}

/** The group of a task that a service started is `service:` and the service's name. */
const serviceGroup = 'service:';

function toTask(task: AwsTask): Task {
  const { group } = task;
  return {
    arn: required(task.taskArn, 'taskArn'),
    service: group?.startsWith(serviceGroup) ? group.slice(serviceGroup.length) : null,
    lastStatus: required(task.lastStatus, 'lastStatus'),
    availabilityZone: task.availabilityZone ?? null,
    taskDefinitionArn: required(task.taskDefinitionArn, 'taskDefinitionArn'),
    containers: required(task.containers, 'containers').map(({ name, image, imageDigest }) => ({
      name: required(name, 'name'),
      image: required(image, 'image'),
      imageDigest: imageDigest ?? null,
    })),
  };
}

/** Every machine has it: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-constraints.html */
const zoneAttribute = 'ecs.availability-zone';

function toContainerInstance(instance: AwsContainerInstance): ContainerInstance {
  const { ec2InstanceId } = instance;
  const zone = instance.attributes?.find(({ name }) => name === zoneAttribute);
  return {
    arn: required(instance.containerInstanceArn, 'containerInstanceArn'),
    // A machine outside EC2 has an id of Systems Manager here: `mi-…`.
    instanceId: ec2InstanceId?.startsWith('i-') ? ec2InstanceId : null,
    status: required(instance.status, 'status'),
    agentConnected: required(instance.agentConnected, 'agentConnected'),
    availabilityZone: zone?.value ?? null,
    registered: roomOf(instance.registeredResources),
    remaining: roomOf(instance.remainingResources),
  };
}

function roomOf(resources: readonly Resource[] = []): ContainerInstance['registered'] {
  const amountOf = (resource: string): number | null =>
    resources.find(({ name }) => name === resource)?.integerValue ?? null;
  return { cpu: amountOf('CPU'), memory: amountOf('MEMORY') };
}
