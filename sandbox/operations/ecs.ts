/** ECS: clusters, services and task definitions. */
import {
  type Cluster,
  DescribeClustersCommand,
  type DescribeClustersRequest,
  type DescribeClustersResponse,
  DescribeServicesCommand,
  type DescribeServicesRequest,
  type DescribeServicesResponse,
  DescribeTaskDefinitionCommand,
  type DescribeTaskDefinitionRequest,
  type DescribeTaskDefinitionResponse,
  ECSClient,
  type Service as EcsService,
  ListClustersCommand,
  type ListClustersRequest,
  type ListClustersResponse,
  ListServicesCommand,
  type ListServicesRequest,
  type ListServicesResponse,
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

// Both take 1 to 100; unasked ListClusters sends 100, but ListServices only 10.
const clusterPage = pager({ minimum: 1, maximum: 100, default: 100 }, refusals);
const servicePage = pager({ minimum: 1, maximum: 100, default: 10 }, refusals);

const describedClusters = 100;
const describedServices = 10;

function listClusters(input: ListClustersRequest, account: Account): ListClustersResponse {
  const arns = account.ecs.clusters.flatMap(({ clusterArn }) => clusterArn ?? []);
  const { rows, next } = clusterPage(arns, request('ListClusters', input), account);
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
      cluster ? [tagged ? cluster : withoutTags(cluster)] : [],
    ),
    failures: asked
      .filter((_, at) => found[at] === undefined)
      .map((name) => missing(name.startsWith('arn:') ? name : arn(account, `cluster/${name}`))),
  };
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
  if (asked.length === 0) throw invalidParameter('Services cannot be empty.');
  if (asked.length > describedServices) {
    throw invalidParameter(`Services cannot have more than ${describedServices} elements.`);
  }
  const cluster = existingCluster(input.cluster, account);
  const services = servicesOf(cluster, account);
  const found = asked.map((name) =>
    services.find(({ serviceArn, serviceName }) => serviceArn === name || serviceName === name),
  );
  const tagged = input.include?.includes('TAGS') === true;
  return {
    services: found.flatMap((service) =>
      service ? [tagged ? service : withoutTags(service)] : [],
    ),
    failures: asked
      .filter((_, at) => found[at] === undefined)
      .map((name) =>
        missing(
          name.startsWith('arn:') ? name : arn(account, `service/${cluster.clusterName}/${name}`),
        ),
      ),
  };
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

/** ECS sends tags only to those who ask for them. */
function withoutTags<T extends Cluster | EcsService>({ tags: _, ...rest }: T): Omit<T, 'tags'> {
  return rest;
}

function missing(arn: string) {
  return { arn, reason: 'MISSING' };
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
    operation(DescribeTaskDefinitionCommand, describeTaskDefinition),
  ],
};
