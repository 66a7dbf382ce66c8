/** The stacks of a deployment: what the vendor's templates are told, what they say, and what they own. */
import type { ClusterRole } from '../../shared/model/target.ts';
import type { TemplateName } from '../../shared/model/tts.ts';
import type { Account } from '../account.ts';
import { canaries } from './canaries.ts';
import { type DeploymentDescription, domainOf, image, stackName } from './description.ts';
import { addStack, own, type SharedParameters, secretArn } from './stacks.ts';
import { days } from './times.ts';

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
const sessionLogGroup = '/acme/session-manager';
/** The load balancer terminates TLS, and nobody is asked for a client certificate. */
const proxyTls = { SupportProxyTLS: 'false', LBSCUPSmTLSEnabled: 'false' };

/** Templates that clusters of one role only have. */
const roles: Partial<Record<TemplateName, ClusterRole>> = {
  '2-1-db-aurora-master': 'primary',
  '2-2-db-aurora-replica': 'primary',
  '2-4a-is-s3': 'primary',
  '5-3a-ecs-is-service': 'primary',
  '5-3b-ecs-external-is-proxy': 'secondary',
};

/** What fetches and renews a certificate of Let's Encrypt. */
const certbot: readonly StackContents[] = [
  {
    template: '5-8a-certs-le',
    parameters: { SupportProxyTLS: 'false' },
    resources: [['AWS::ECS::TaskDefinition', 'CertbotTaskDefinition']],
  },
  { template: '5-8b-ecs-certbot-scheduled-task', resources: [] },
];

function stackContents(account: Account, description: DeploymentDescription) {
  const secretName = `${description.networkName}-${description.environment}-${description.cluster}`;
  const contents: readonly StackContents[] = [
    {
      template: '1-1-vpc',
      parameters: { LoadBalancerAccessLoggingEnabled: 'false' },
      resources: [],
    },
    {
      template: '1-2-bastion',
      parameters: { SessionManagerLogGroup: sessionLogGroup },
      resources: [],
    },
    {
      template: '1-3-opsgenie',
      // A key that the template does not hide.
      parameters: { OpsgenieAPIKey: canaries.stackParameter },
      resources: [],
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
    { template: '2-4a-is-s3', resources: [] },
    { template: '2-4b-routing-s3', resources: [] },
    {
      template: '2-5-db-timescale-master',
      parameters: { DBPassword: noEcho, SessionManagerLogGroup: sessionLogGroup },
      resources: [['AWS::DLM::LifecyclePolicy', 'StorageVolumeLifecyclePolicy']],
    },
    {
      template: '3-1-security-group-rules',
      parameters: { LBSCUPSmTLSEnabled: 'false' },
      resources: [['AWS::EC2::SecurityGroupIngress', 'GRPCIngress']],
    },
    {
      template: '3-2-load-balancer-rules',
      parameters: {
        ...proxyTls,
        InteropEnabled: 'false',
        EnableNonTLSListeners: 'true',
        SSLPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
      },
      resources: [],
    },
    {
      template: '4-1-secrets',
      parameters: {
        LicenseKey: noEcho,
        ClusterKeys: noEcho,
        SendGridAPIKey: noEcho,
        SupportProxyTLS: 'false',
        IncludeNOC: 'false',
      },
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
      parameters: {
        Domain: domainOf(description),
        DefaultTenantID: 'acme',
        SupportProxyTLS: 'false',
        SkipVersionCheck: 'false',
      },
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
      parameters: { ContainerInsights: 'enabled', SessionManagerLogGroup: sessionLogGroup },
      resources: [['AWS::Lambda::Function', 'DrainFunction']],
    },
    {
      template: '5-2-ecs-ops',
      parameters: { OpsImage: image(description, '-aws'), IncludeNetworkOperationsCenter: 'false' },
      resources: [['AWS::ECS::TaskDefinition', 'OpsTaskDefinition']],
    },
    {
      template: '5-3a-ecs-is-service',
      parameters: { InteropEnabledIS: 'false' },
      resources: [],
    },
    {
      template: '5-3b-ecs-external-is-proxy',
      parameters: { ISDomain: 'eu1.acme.example.com' },
      resources: [],
    },
    {
      template: '5-4-ecs-services',
      parameters: { SupportProxyTLS: 'false', IncludeNetworkOperationsCenter: 'false' },
      resources: [],
    },
    {
      template: '5-6-ecs-monitoring',
      parameters: {
        PrometheusPassword: noEcho,
        UseLongTermStorage: 'false',
        AlertmanagerURL: `https://on-call:${canaries.alertmanagerUrl}@alerts.example.com/api`,
      },
      resources: [],
    },
    {
      template: '5-7-ecs-proxy',
      parameters: {
        ...proxyTls,
        EnableNonTLSListeners: 'true',
        EnableVirtualHostWithTenantSubdomain: 'false',
        EnableVirtualHostWithoutTenantSubdomain: 'true',
        IncludeNetworkOperationsCenter: 'false',
      },
      resources: [],
    },
    ...(description.certificate === 'letsencrypt' ? certbot : []),
  ];
  return contents.filter(
    ({ template }) => (roles[template] ?? description.clusterRole) === description.clusterRole,
  );
}

/** All but those of Redis, which there may be several of. */
export function addStacks(account: Account, description: DeploymentDescription): void {
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
