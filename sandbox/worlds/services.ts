/** The ECS services of a deployment: the components of The Things Stack, its proxy and its monitoring. */
import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import type { TemplateName } from '../../shared/model/tts.ts';
import type { Account } from '../account.ts';
import { canaries } from './canaries.ts';
import { addEcsService } from './containers.ts';
import { type DeploymentDescription, image, stackName } from './description.ts';
import { arn, physicalId } from './identifiers.ts';
import { ecsTags, own, secretArn } from './stacks.ts';
import { days } from './times.ts';

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

/** Hands what is asked of the Identity Server on to that of another cluster. */
const externalIdentityProxy: Component = {
  template: '5-3b-ecs-external-is-proxy',
  logicalName: 'ExternalISProxy',
  container: 'is-proxy',
  imageSuffix: '-aws-proxy',
  desired: 2,
};

function componentsOf({ clusterRole }: DeploymentDescription): Record<ServiceId, Component> {
  return clusterRole === 'primary'
    ? components
    : { ...components, 'identity-server': externalIdentityProxy };
}

/** All of them into one cluster; gives their names. A secondary cluster has a proxy for its Identity Server. */
export function addServices(
  account: Account,
  description: DeploymentDescription,
  cluster: string,
): Record<ServiceId, string> {
  const added = Object.entries(componentsOf(description)).map(([id, component]) => [
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
    cpu: 256,
    memory: 512,
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
