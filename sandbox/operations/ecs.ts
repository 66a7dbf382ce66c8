/** ECS: clusters, services, tasks, container instances, task definitions and account settings. */
import {
  type Cluster,
  type ContainerInstance,
  DescribeClustersCommand,
  type DescribeClustersRequest,
  type DescribeClustersResponse,
  DescribeContainerInstancesCommand,
  type DescribeContainerInstancesRequest,
  type DescribeContainerInstancesResponse,
  DescribeServicesCommand,
  type DescribeServicesRequest,
  type DescribeServicesResponse,
  DescribeTaskDefinitionCommand,
  type DescribeTaskDefinitionRequest,
  type DescribeTaskDefinitionResponse,
  DescribeTasksCommand,
  type DescribeTasksRequest,
  type DescribeTasksResponse,
  ECSClient,
  type Service as EcsService,
  ListAccountSettingsCommand,
  type ListAccountSettingsRequest,
  type ListAccountSettingsResponse,
  ListClustersCommand,
  type ListClustersRequest,
  type ListClustersResponse,
  ListContainerInstancesCommand,
  type ListContainerInstancesRequest,
  type ListContainerInstancesResponse,
  ListServicesCommand,
  type ListServicesRequest,
  type ListServicesResponse,
  ListTasksCommand,
  type ListTasksRequest,
  type ListTasksResponse,
  type Task,
  type TaskDefinition,
} from '@aws-sdk/client-ecs';
import type { Account } from '../account.ts';
import { type PageRefusals, pager } from '../paging.ts';
import { operation, SandboxError, type Service } from '../service.ts';

const refusals: PageRefusals = {
  size: (_asked, { minimum, maximum }) =>
    invalidParameter(`maxResults should be between ${minimum} and ${maximum}.`),
  marker: () => invalidParameter('Invalid token.'),
};

// Most take 1 to 100 and send 100 unasked; ListServices then sends only 10.
const page = pager({ minimum: 1, maximum: 100, default: 100 }, refusals);
const servicePage = pager({ minimum: 1, maximum: 100, default: 10 }, refusals);
const settingPage = pager({ minimum: 1, maximum: 10, default: 10 }, refusals);

const describedClusters = 100;
const describedServices = 10;
const describedTasks = 100;
const describedInstances = 100;

function listClusters(input: ListClustersRequest, account: Account): ListClustersResponse {
  const arns = account.ecs.clusters.flatMap(({ clusterArn }) => clusterArn ?? []);
  const { rows, next } = page(arns, request('ListClusters', input), account);
  return { clusterArns: rows, nextToken: next };
}

function describeClusters(
  input: DescribeClustersRequest,
  account: Account,
): DescribeClustersResponse {
  const asked = input.clusters ?? ['default'];
  if (asked.length > describedClusters) {
    throw invalidParameter(`Clusters cannot have more than ${describedClusters} elements.`);
  }
  const found = asked.map((name) => findCluster(name, account));
  const tagged = input.include?.includes('TAGS') === true;
  return {
    clusters: found.flatMap((cluster) =>
      cluster ? [counted(tagged ? cluster : withoutTags(cluster), account)] : [],
    ),
    failures: asked
      .filter((_, at) => found[at] === undefined)
      .map((name) => missing(name, `cluster/${name}`, account)),
  };
}

/** A cluster counts what it holds, drained instances too. */
function counted(cluster: Cluster, account: Account): Cluster {
  const instances = instancesOf(cluster, account).filter(
    ({ status }) => status === 'ACTIVE' || status === 'DRAINING',
  );
  const services = servicesOf(cluster, account).filter(({ status }) => status === 'ACTIVE');
  return {
    ...cluster,
    registeredContainerInstancesCount: instances.length,
    activeServicesCount: services.length,
    ...taskCounts(tasksOf(cluster, account)),
  };
}

function taskCounts(tasks: readonly Task[]) {
  const inStatus = (status: string): number =>
    tasks.filter(({ lastStatus }) => lastStatus === status).length;
  return { runningTasksCount: inStatus('RUNNING'), pendingTasksCount: inStatus('PENDING') };
}

function listServices(input: ListServicesRequest, account: Account): ListServicesResponse {
  const cluster = existingCluster(input.cluster, account);
  const arns = servicesOf(cluster, account)
    .filter(
      (service) =>
        (input.launchType === undefined || service.launchType === input.launchType) &&
        (input.schedulingStrategy === undefined ||
          service.schedulingStrategy === input.schedulingStrategy),
    )
    .flatMap(({ serviceArn }) => serviceArn ?? []);
  const list = `ListServices:${cluster.clusterName}`;
  const { rows, next } = servicePage(arns, request(list, input), account);
  return { serviceArns: rows, nextToken: next };
}

function describeServices(
  input: DescribeServicesRequest,
  account: Account,
): DescribeServicesResponse {
  const asked = input.services ?? [];
  refuseCount('Services', asked, describedServices);
  const cluster = existingCluster(input.cluster, account);
  const found = asked.map((name) => findService(name, cluster, account));
  const tagged = input.include?.includes('TAGS') === true;
  return {
    services: found.flatMap((service) =>
      service ? [tagged ? service : withoutTags(service)] : [],
    ),
    failures: asked
      .filter((_, at) => found[at] === undefined)
      .map((name) => missing(name, `service/${cluster.clusterName}/${name}`, account)),
  };
}

function listTasks(input: ListTasksRequest, account: Account): ListTasksResponse {
  if (input.daemonName !== undefined) throw notHere('daemonName');
  const cluster = existingCluster(input.cluster, account);
  const { serviceName, startedBy, family, launchType, containerInstance } = input;
  if (startedBy !== undefined && [serviceName, family, containerInstance].some(Boolean)) {
    throw invalidParameter('cannot combine startedBy with other filters.');
  }
  const service =
    serviceName === undefined ? undefined : existingService(serviceName, cluster, account);
  const desiredStatus = input.desiredStatus ?? 'RUNNING';
  const arns = tasksOf(cluster, account)
    .filter(
      (task) =>
        task.desiredStatus === desiredStatus &&
        isAsked(task.group, service && `service:${service.serviceName}`) &&
        isAsked(task.startedBy, startedBy) &&
        isAsked(familyOf(task), family) &&
        isAsked(task.launchType, launchType) &&
        (containerInstance === undefined || isNamed(task.containerInstanceArn, containerInstance)),
    )
    .flatMap(({ taskArn }) => taskArn ?? []);
  const { rows, next } = page(arns, request(`ListTasks:${cluster.clusterName}`, input), account);
  return { taskArns: rows, nextToken: next };
}

function describeTasks(input: DescribeTasksRequest, account: Account): DescribeTasksResponse {
  const asked = input.tasks ?? [];
  refuseCount('Tasks', asked, describedTasks);
  const cluster = existingCluster(input.cluster, account);
  const tasks = tasksOf(cluster, account);
  const found = asked.map((name) => tasks.find(({ taskArn }) => isNamed(taskArn, name)));
  const tagged = input.include?.includes('TAGS') === true;
  return {
    tasks: found.flatMap((task) => (task ? [tagged ? task : withoutTags(task)] : [])),
    failures: asked
      .filter((_, at) => found[at] === undefined)
      .map((name) => missing(name, `task/${cluster.clusterName}/${name}`, account)),
  };
}

function listContainerInstances(
  input: ListContainerInstancesRequest,
  account: Account,
): ListContainerInstancesResponse {
  if (input.filter !== undefined) throw notHere('filter');
  const cluster = existingCluster(input.cluster, account);
  const arns = instancesOf(cluster, account)
    .filter(({ status }) =>
      input.status === undefined ? status !== 'INACTIVE' : status === input.status,
    )
    .flatMap(({ containerInstanceArn }) => containerInstanceArn ?? []);
  const list = `ListContainerInstances:${cluster.clusterName}`;
  const { rows, next } = page(arns, request(list, input), account);
  return { containerInstanceArns: rows, nextToken: next };
}

function describeContainerInstances(
  input: DescribeContainerInstancesRequest,
  account: Account,
): DescribeContainerInstancesResponse {
  const asked = input.containerInstances ?? [];
  refuseCount('Container instances', asked, describedInstances);
  const cluster = existingCluster(input.cluster, account);
  const instances = instancesOf(cluster, account);
  const found = asked.map((name) =>
    instances.find(({ containerInstanceArn }) => isNamed(containerInstanceArn, name)),
  );
  const tagged = input.include?.includes('TAGS') === true;
  return {
    containerInstances: found.flatMap((instance) => {
      if (instance === undefined) return [];
      const tasks = account.ecs.tasks.filter(
        ({ containerInstanceArn }) => containerInstanceArn === instance.containerInstanceArn,
      );
      return { ...(tagged ? instance : withoutTags(instance)), ...taskCounts(tasks) };
    }),
    failures: asked
      .filter((_, at) => found[at] === undefined)
      .map((name) => missing(name, `container-instance/${cluster.clusterName}/${name}`, account)),
  };
}

/** Those of the account hold for everybody: no principal here has settings of its own. */
function listAccountSettings(
  input: ListAccountSettingsRequest,
  account: Account,
): ListAccountSettingsResponse {
  if (input.principalArn !== undefined) throw notHere('principalArn');
  if (input.value !== undefined && input.name === undefined) {
    throw invalidParameter('A setting name must be specified to filter by value.');
  }
  const settings = input.effectiveSettings === true ? account.ecs.settings : [];
  const chosen = settings.filter(
    ({ name, value }) => isAsked(name, input.name) && isAsked(value, input.value),
  );
  const { rows, next } = settingPage(chosen, request('ListAccountSettings', input), account);
  return { settings: rows, nextToken: next };
}

function refuseCount(what: string, asked: readonly string[], most: number): void {
  if (asked.length === 0) throw invalidParameter(`${what} cannot be empty.`);
  if (asked.length > most) {
    throw invalidParameter(`${what} cannot have more than ${most} elements.`);
  }
}

function isAsked(value: string | undefined, asked: string | undefined): boolean {
  return asked === undefined || value === asked;
}

/** Tasks and container instances are named by ARN or by its last part. */
function isNamed(arn: string | undefined, asked: string): boolean {
  return arn === asked || arn?.slice(arn.lastIndexOf('/') + 1) === asked;
}

function familyOf({ taskDefinitionArn = '' }: Task): string | undefined {
  return /task-definition\/(.+):\d+$/.exec(taskDefinitionArn)?.[1];
}

function describeTaskDefinition(
  input: DescribeTaskDefinitionRequest,
  account: Account,
): DescribeTaskDefinitionResponse {
  const taskDefinition = findTaskDefinition(input.taskDefinition ?? '', account);
  if (taskDefinition === undefined) {
    throw new SandboxError('ClientException', 'Unable to describe task definition.');
  }
  return { taskDefinition };
}

/** By ARN, by `family:revision`, or by family alone: then the newest revision that is active. */
function findTaskDefinition(name: string, account: Account): TaskDefinition | undefined {
  const { taskDefinitions } = account.ecs;
  const exact = taskDefinitions.find(
    ({ taskDefinitionArn, family, revision }) =>
      taskDefinitionArn === name || `${family}:${revision}` === name,
  );
  if (exact !== undefined) return exact;
  return taskDefinitions
    .filter(({ family, status }) => family === name && status === 'ACTIVE')
    .sort((a, b) => (b.revision ?? 0) - (a.revision ?? 0))[0];
}

function findCluster(nameOrArn: string, account: Account): Cluster | undefined {
  return account.ecs.clusters.find(
    ({ clusterArn, clusterName }) => clusterArn === nameOrArn || clusterName === nameOrArn,
  );
}

function existingCluster(nameOrArn = 'default', account: Account): Cluster {
  const cluster = findCluster(nameOrArn, account);
  if (cluster === undefined) {
    throw new SandboxError('ClusterNotFoundException', 'Cluster not found.');
  }
  return cluster;
}

function servicesOf(cluster: Cluster, account: Account): readonly EcsService[] {
  return account.ecs.services.filter(({ clusterArn }) => clusterArn === cluster.clusterArn);
}

function findService(
  nameOrArn: string,
  cluster: Cluster,
  account: Account,
): EcsService | undefined {
  return servicesOf(cluster, account).find(
    ({ serviceArn, serviceName }) => serviceArn === nameOrArn || serviceName === nameOrArn,
  );
}

function existingService(nameOrArn: string, cluster: Cluster, account: Account): EcsService {
  const service = findService(nameOrArn, cluster, account);
  if (service === undefined) {
    throw new SandboxError('ServiceNotFoundException', 'Service not found.');
  }
  return service;
}

function tasksOf(cluster: Cluster, account: Account): readonly Task[] {
  return account.ecs.tasks.filter(({ clusterArn }) => clusterArn === cluster.clusterArn);
}

/** Only its ARN tells where a container instance is registered. */
function instancesOf(cluster: Cluster, account: Account): readonly ContainerInstance[] {
  const prefix = arn(account, `container-instance/${cluster.clusterName}/`);
  return account.ecs.containerInstances.filter(({ containerInstanceArn }) =>
    containerInstanceArn?.startsWith(prefix),
  );
}

/** ECS sends tags only to those who ask for them. */
function withoutTags<T extends Cluster | EcsService | Task | ContainerInstance>({
  tags: _,
  ...rest
}: T): Omit<T, 'tags'> {
  return rest;
}

function missing(asked: string, resource: string, account: Account) {
  return { arn: asked.startsWith('arn:') ? asked : arn(account, resource), reason: 'MISSING' };
}

function arn(account: Account, resource: string): string {
  return `arn:aws:ecs:${account.region}:${account.id}:${resource}`;
}

function request(
  list: string,
  input: { maxResults?: number | undefined; nextToken?: string | undefined },
) {
  return { list, size: input.maxResults, marker: input.nextToken };
}

function notHere(parameter: string): SandboxError {
  return invalidParameter(`The sandbox does not know the parameter ${parameter}.`);
}

function invalidParameter(message: string): SandboxError {
  return new SandboxError('InvalidParameterException', message);
}

export const ecs: Service = {
  signingName: 'ecs',
  client: ECSClient,
  operations: [
    operation(ListClustersCommand, listClusters),
    operation(DescribeClustersCommand, describeClusters),
    operation(ListServicesCommand, listServices),
    operation(DescribeServicesCommand, describeServices),
    operation(ListTasksCommand, listTasks),
    operation(DescribeTasksCommand, describeTasks),
    operation(ListContainerInstancesCommand, listContainerInstances),
    operation(DescribeContainerInstancesCommand, describeContainerInstances),
    operation(ListAccountSettingsCommand, listAccountSettings),
    operation(DescribeTaskDefinitionCommand, describeTaskDefinition),
  ],
};
