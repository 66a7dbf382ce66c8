/** ECS clusters, their services, and the task definitions the services run. */
import {
  type Cluster,
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  type Failure,
  paginateListClusters,
  paginateListServices,
  type Service,
} from '@aws-sdk/client-ecs';
import { actionOf } from '../aws/connection.ts';
import { toMissing } from '../aws/errors.ts';
import type { EcsCluster, EcsService, TaskDefinition } from '../model/ecs.ts';
import { type Fact, known } from '../model/fact.ts';
import type { ResourceRef, Tags } from '../model/target.ts';
import { chunks, collect, type Gatherer, isoDate, keepTags, need, required } from './gatherer.ts';
import { mayBelong } from './scope.ts';

/** ListClusters and ListServices return 10 unless told: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListServices.html */
const pageSize = 100;
const clustersPerCall = 100;
/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html */
const servicesPerCall = 10;

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
      const clusters = await need(context, 'ecs.clusters');
      const ours = await mayBelong(context, clusters);
      return Promise.all(
        ours.map(async ({ ref, name }) => ({
          cluster: ref,
          services: await attempt('ecs:ListServices', () => servicesOf(client, ref, name)),
        })),
      );
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
};
export default gatherer;

/** A part that is read with calls of its own: its failure does not take the whole list with it. */
async function attempt<T>(action: string, read: () => Promise<T>): Promise<Fact<T>> {
  try {
    return known(await read());
  } catch (error) {
    return toMissing(error, actionOf(error) ?? action);
  }
}

async function servicesOf(
  client: ECSClient,
  { arn }: ResourceRef,
  clusterName: string,
): Promise<EcsService[]> {
  const cluster = required(arn, 'clusterArn');
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
    .map((service) => toService(service, clusterName));
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

// MISSING: deleted between list and describe. Any other failure means the answer is not whole.
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
    tags: keepLowerCaseTags(cluster.tags),
  };
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
    tags: keepLowerCaseTags(service.tags),
  };
}
