/** ECS clusters and their machines, and services with a task definition each and their tasks. */
import type {
  Container,
  ContainerDefinition,
  ContainerInstance,
  Service,
  Setting,
  Tag,
  Task,
} from '@aws-sdk/client-ecs';
import type { Account } from '../account.ts';
import { canaries, canaryTagKey } from './canaries.ts';
import { arn, hex } from './identifiers.ts';
import type { Network } from './network.ts';
import { ago } from './times.ts';

export interface ServiceDescription {
  readonly cluster: string;
  readonly name: string;
  readonly family: string;
  readonly revision: number;
  readonly container: ContainerDefinition;
  readonly desired: number;
  readonly network: Network;
  readonly tags: Tag[];
  readonly created: number;
  /** When its newest deployment began, in milliseconds before now. */
  readonly deployed: number;
}

/** Puts an empty cluster into the account: what it holds is counted when somebody asks. */
export function addEcsCluster(account: Account, name: string, tags: Tag[]): void {
  account.ecs.clusters.push({
    clusterArn: arn(account, 'ecs', `cluster/${name}`),
    clusterName: name,
    status: 'ACTIVE',
    statistics: [],
    settings: [],
    capacityProviders: [],
    defaultCapacityProviderStrategy: [],
    tags,
  });
}

/** Puts a service into the account with all its tasks running, and its task definition. */
export function addEcsService(account: Account, description: ServiceDescription): void {
  const taskDefinition = addTaskDefinition(account, description);
  const { cluster, name, desired, network } = description;
  const deployed = ago(account, description.deployed);
  account.ecs.services.push({
    serviceArn: arn(account, 'ecs', `service/${cluster}/${name}`),
    serviceName: name,
    clusterArn: arn(account, 'ecs', `cluster/${cluster}`),
    status: 'ACTIVE',
    desiredCount: desired,
    runningCount: desired,
    pendingCount: 0,
    launchType: 'EC2',
    schedulingStrategy: 'REPLICA',
    availabilityZoneRebalancing: 'ENABLED',
    taskDefinition,
    deploymentConfiguration: {
      deploymentCircuitBreaker: { enable: true, rollback: false },
      minimumHealthyPercent: 50,
      maximumPercent: 200,
    },
    deployments: [
      {
        id: `ecs-svc/${BigInt(`0x${hex(name, 15)}`)}`,
        status: 'PRIMARY',
        taskDefinition,
        desiredCount: desired,
        runningCount: desired,
        pendingCount: 0,
        failedTasks: 0,
        createdAt: deployed,
        updatedAt: deployed,
        launchType: 'EC2',
        rolloutState: 'COMPLETED',
        rolloutStateReason: 'ECS deployment completed.',
      },
    ],
    networkConfiguration: {
      awsvpcConfiguration: {
        subnets: network.zones.map(({ privateSubnetId }) => privateSubnetId),
        securityGroups: [],
        assignPublicIp: 'DISABLED',
      },
    },
    createdAt: ago(account, description.created),
    events: [],
    loadBalancers: [],
    serviceRegistries: [],
    placementConstraints: [],
    placementStrategy: [],
    enableECSManagedTags: true,
    enableExecuteCommand: false,
    propagateTags: 'SERVICE',
    tags: description.tags,
  });
  addTasks(
    account,
    name,
    network.zones.map((zone) => zone.name),
  );
}

/** Starts as many tasks of a service as it counts, in the zones by turns. */
export function addTasks(account: Account, serviceName: string, zones: readonly string[]): void {
  const { runningCount = 0 } = ecsService(account, serviceName);
  for (let number = 0; number < runningCount; number++) {
    const zone = zones[number % zones.length];
    account.ecs.tasks.push(taskOf(account, serviceName, { number, zone }));
  }
}

function taskOf(
  account: Account,
  serviceName: string,
  { number, zone }: { number: number; zone: string | undefined },
): Task {
  const service = ecsService(account, serviceName);
  const { clusterArn = '', deployments, launchType, taskDefinition, tags } = service;
  const cluster = clusterArn.slice(clusterArn.lastIndexOf('/') + 1);
  const id = hex(`task ${service.serviceArn} ${number}`, 32);
  const started = deployments?.[0]?.createdAt;
  return {
    taskArn: arn(account, 'ecs', `task/${cluster}/${id}`),
    clusterArn,
    taskDefinitionArn: taskDefinition,
    group: `service:${serviceName}`,
    startedBy: deployments?.[0]?.id,
    launchType,
    availabilityZone: zone,
    desiredStatus: 'RUNNING',
    lastStatus: 'RUNNING',
    healthStatus: 'UNKNOWN',
    connectivity: 'CONNECTED',
    createdAt: started,
    startedAt: started,
    version: 3,
    ...taskSize,
    containers: containersOf(account, service).map((container) =>
      runningContainer(container, `${cluster}/${id}`),
    ),
    overrides: { containerOverrides: [] },
    tags,
  };
}

function runningContainer({ name, image = '' }: ContainerDefinition, task: string): Container {
  return {
    name,
    image,
    imageDigest: digestOf(image),
    lastStatus: 'RUNNING',
    healthStatus: 'UNKNOWN',
    runtimeId: hex(`runtime ${task} ${name}`, 64),
  };
}

/** Of what a registry holds under a name, as long as nobody pushes another image under the same one. */
function digestOf(image: string): string {
  return `sha256:${hex(image, 64)}`;
}

function containersOf(account: Account, { taskDefinition }: Service): ContainerDefinition[] {
  const definition = account.ecs.taskDefinitions.find(
    ({ taskDefinitionArn }) => taskDefinitionArn === taskDefinition,
  );
  return definition?.containerDefinitions ?? [];
}

/** What a task reserves: CPU units and MiB, as ECS spells them. */
const taskSize = { cpu: '256', memory: '512' };

function addTaskDefinition(account: Account, description: ServiceDescription): string {
  const { family, revision, container } = description;
  const taskDefinitionArn = arn(account, 'ecs', `task-definition/${family}:${revision}`);
  account.ecs.taskDefinitions.push({
    taskDefinitionArn,
    family,
    revision,
    status: 'ACTIVE',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['EC2'],
    ...taskSize,
    containerDefinitions: [container],
    volumes: [],
    registeredAt: ago(account, description.deployed),
  });
  return taskDefinitionArn;
}

/** A service that must be there: a world that names one that is not is wrong. */
export function ecsService({ ecs }: Account, serviceName: string): Service {
  const service = ecs.services.find((each) => each.serviceName === serviceName);
  if (service === undefined) throw new Error(`no ECS service ${serviceName} in this world`);
  return service;
}

/** What an m5.2xlarge offers to tasks, in CPU units and MiB. */
const instanceRoom = { CPU: 8192, MEMORY: 31_577 };

/**
 * Registers machines with a cluster; tasks that run on machines and have none yet get the first in their zone. Each
 * has room left for the tasks of another.
 */
export function addContainerInstances(
  account: Account,
  cluster: string,
  instances: readonly { readonly instanceId: string; readonly zone: string }[],
): void {
  for (const machine of instances) {
    const containerInstanceArn = arn(
      account,
      'ecs',
      `container-instance/${cluster}/${hex(`container instance ${machine.instanceId}`, 32)}`,
    );
    const tasks = account.ecs.tasks.filter(
      (task) =>
        task.clusterArn === arn(account, 'ecs', `cluster/${cluster}`) &&
        task.launchType === 'EC2' &&
        task.availabilityZone === machine.zone &&
        task.containerInstanceArn === undefined,
    );
    for (const task of tasks) task.containerInstanceArn = containerInstanceArn;
    account.ecs.containerInstances.push({
      containerInstanceArn,
      ...containerInstanceOf(machine, tasks.length),
    });
  }
}

function containerInstanceOf(
  { instanceId, zone }: { readonly instanceId: string; readonly zone: string },
  tasks: number,
): ContainerInstance {
  return {
    ec2InstanceId: instanceId,
    status: 'ACTIVE',
    agentConnected: true,
    version: 412,
    versionInfo: { agentVersion: '1.98.0', dockerVersion: 'DockerVersion: 25.0.8' },
    attributes: [
      { name: 'ecs.availability-zone', value: zone },
      { name: 'ecs.instance-type', value: 'm5.2xlarge' },
      { name: 'ecs.os-type', value: 'linux' },
    ],
    attachments: [],
    registeredResources: resources(instanceRoom),
    remainingResources: resources({
      CPU: instanceRoom.CPU - tasks * Number(taskSize.cpu),
      MEMORY: instanceRoom.MEMORY - tasks * Number(taskSize.memory),
    }),
    tags: [{ key: canaryTagKey, value: canaries.tagValue }],
  };
}

function resources({ CPU, MEMORY }: typeof instanceRoom): ContainerInstance['registeredResources'] {
  return [
    { name: 'CPU', type: 'INTEGER', doubleValue: 0, longValue: 0, integerValue: CPU },
    { name: 'MEMORY', type: 'INTEGER', doubleValue: 0, longValue: 0, integerValue: MEMORY },
    {
      name: 'PORTS',
      type: 'STRINGSET',
      doubleValue: 0,
      longValue: 0,
      integerValue: 0,
      stringSetValue: ['22', '2375', '2376', '51678', '51679'],
    },
  ];
}

/** Sets what the vendor wants set of an account; calling it again changes nothing. */
export function addEcsSettings(account: Account): void {
  const principalArn = `arn:aws:iam::${account.id}:root`;
  const wanted: readonly [Setting['name'], string][] = [
    ['awsvpcTrunking', 'enabled'],
    ['containerInsights', 'enabled'],
    ['containerInstanceLongArnFormat', 'enabled'],
    ['defaultLogDriverMode', 'non-blocking'],
    ['fargateFIPSMode', 'disabled'],
    ['fargateTaskRetirementWaitPeriod', '7'],
    ['guardDutyActivate', 'off'],
    ['serviceLongArnFormat', 'enabled'],
    ['tagResourceAuthorization', 'on'],
    ['taskLongArnFormat', 'enabled'],
    ['fargateEventWindows', 'disabled'],
  ];
  account.ecs.settings = wanted.map(([name, value]) => ({ name, value, principalArn }));
}

/** Sets the tag of the image a service runs, as a new revision of its task definition would. */
export function runImage(account: Account, serviceName: string, tag: string): void {
  const tasks = tasksOf(account, serviceName).flatMap(({ containers = [] }) => containers);
  const defined = containersOf(account, ecsService(account, serviceName));
  for (const container of [...defined, ...tasks]) {
    container.image = container.image?.replace(/:[^:]*$/, `:${tag}`);
  }
  for (const container of tasks) container.imageDigest = digestOf(container.image ?? '');
}

/** Ends the last task of a service. What the service counts is not touched. */
export function stopTask({ ecs }: Account, serviceName: string): void {
  const last = ecs.tasks.findLastIndex(({ group }) => group === `service:${serviceName}`);
  if (last < 0) throw new Error(`no task of ${serviceName} in this world`);
  ecs.tasks.splice(last, 1);
}

/** So many tasks of a service end, and it counts them as gone. */
export function loseTasks(account: Account, serviceName: string, count: number): void {
  const service = ecsService(account, serviceName);
  for (let lost = 0; lost < count; lost++) stopTask(account, serviceName);
  for (const counts of [service, ...(service.deployments ?? [])]) {
    counts.runningCount = (counts.runningCount ?? 0) - count;
  }
}

/** A service is to run fewer tasks, and does. */
export function scaleDown(account: Account, serviceName: string, desired: number): void {
  const service = ecsService(account, serviceName);
  loseTasks(account, serviceName, (service.runningCount ?? 0) - desired);
  for (const counts of [service, ...(service.deployments ?? [])]) counts.desiredCount = desired;
}

/** The last task of a service makes way for one that does not run yet. */
export function replaceTask(account: Account, serviceName: string): void {
  const zone = tasksOf(account, serviceName).at(-1)?.availabilityZone;
  stopTask(account, serviceName);
  const { desiredCount: number = 0 } = ecsService(account, serviceName);
  const next = taskOf(account, serviceName, { number, zone });
  account.ecs.tasks.push({
    ...next,
    lastStatus: 'PENDING',
    startedAt: undefined,
    containers: next.containers?.map(({ imageDigest: _, runtimeId: __, ...container }) => ({
      ...container,
      lastStatus: 'PENDING',
    })),
  });
}

/** All tasks of a service go down with one zone. */
export function putTasksIntoOneZone(account: Account, serviceName: string): void {
  const tasks = tasksOf(account, serviceName);
  for (const task of tasks) {
    task.availabilityZone = tasks[0]?.availabilityZone;
    task.containerInstanceArn = tasks[0]?.containerInstanceArn;
  }
}

/** The last task of a service was started after somebody had pushed another image under the same tag. */
export function runOtherDigest(account: Account, serviceName: string): void {
  for (const container of tasksOf(account, serviceName).at(-1)?.containers ?? []) {
    container.imageDigest = digestOf(`${container.image} pushed again`);
  }
}

/** The agent of a machine is not heard of: it takes no tasks. */
export function disconnectAgent(account: Account, instanceId: string): void {
  containerInstance(account, instanceId).agentConnected = false;
}

/** Nobody ended what began with draining a machine: it takes no tasks. */
export function drainContainerInstance(account: Account, instanceId: string): void {
  containerInstance(account, instanceId).status = 'DRAINING';
}

/** Leaves no machine of a cluster enough room for the tasks of another. */
export function fillContainerInstances(account: Account, cluster: string): void {
  for (const instance of account.ecs.containerInstances) {
    if (instance.containerInstanceArn?.includes(`/${cluster}/`)) {
      instance.remainingResources = resources({ CPU: 128, MEMORY: 256 });
    }
  }
}

/** As it was before anybody thought of it: a machine has as many network interfaces as EC2 gives it. */
export function disableTrunking({ ecs }: Account): void {
  for (const setting of ecs.settings) {
    if (setting.name === 'awsvpcTrunking') setting.value = 'disabled';
  }
}

function tasksOf({ ecs }: Account, serviceName: string): Task[] {
  return ecs.tasks.filter(({ group }) => group === `service:${serviceName}`);
}

/** A machine that must be there: a world that names one that is not is wrong. */
function containerInstance({ ecs }: Account, instanceId: string): ContainerInstance {
  const instance = ecs.containerInstances.find(({ ec2InstanceId }) => ec2InstanceId === instanceId);
  if (instance === undefined) throw new Error(`no container instance ${instanceId} in this world`);
  return instance;
}
