/** ECS clusters, and services with a task definition each. */
import type { ContainerDefinition, Service, Tag } from '@aws-sdk/client-ecs';
import type { Account } from '../account.ts';
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

export function addEcsCluster(account: Account, name: string, tags: Tag[]): void {
  account.ecs.clusters.push({
    clusterArn: arn(account, 'ecs', `cluster/${name}`),
    clusterName: name,
    status: 'ACTIVE',
    registeredContainerInstancesCount: 2,
    runningTasksCount: 22,
    pendingTasksCount: 0,
    activeServicesCount: 11,
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
}

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
    cpu: '512',
    memory: '1024',
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

/** Sets the tag of the image a service runs, as a new revision of its task definition would. */
export function runImage(account: Account, serviceName: string, tag: string): void {
  const { taskDefinition } = ecsService(account, serviceName);
  const definition = account.ecs.taskDefinitions.find(
    ({ taskDefinitionArn }) => taskDefinitionArn === taskDefinition,
  );
  for (const container of definition?.containerDefinitions ?? []) {
    container.image = container.image?.replace(/:[^:]*$/, `:${tag}`);
  }
}
