/** The network load balancer of a deployment, its listeners and target groups. */
import type {
  Listener,
  LoadBalancer,
  ProtocolEnum,
  TargetGroup,
  TargetHealthDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Account } from '../account.ts';
import { certificateOf, neighbouringCertificate } from './certificates.ts';
import { ecsService } from './containers.ts';
import { type DeploymentDescription, stackName } from './description.ts';
import { arn, ec2Id, hex, letters, publicAddress } from './identifiers.ts';
import { type Network, networkNamed, type Zone } from './network.ts';
import type { ServiceId } from './services.ts';
import { own, stackTags, type Tag } from './stacks.ts';
import { ago, days } from './times.ts';

/** ARNs. */
export interface LoadBalancing {
  readonly loadBalancer: string;
  /** By port of the listener. */
  readonly listeners: Readonly<Record<number, string>>;
  readonly targetGroups: Readonly<Record<number, string>>;
}

export interface Balanced {
  readonly certificate: string;
  readonly ecsCluster: string;
  readonly services: Readonly<Record<ServiceId, string>>;
}

/** One port the vendor's 3-2 template opens, and what answers there. */
interface Port {
  readonly port: number;
  readonly protocol: 'TCP' | 'TLS' | 'UDP';
  /** What CloudFormation names begin with: `HTTPS` makes `HTTPSListener`. */
  readonly logicalName: string;
  readonly service: 'proxy' | 'gateway-server';
  readonly container: string;
  readonly containerPort: number;
}

function proxied(
  port: number,
  protocol: 'TCP' | 'TLS',
  logicalName: string,
  containerPort: number,
): Port {
  return { port, protocol, logicalName, service: 'proxy', container: 'proxy', containerPort };
}

const ports: readonly Port[] = [
  proxied(80, 'TCP', 'HTTP', 1885),
  proxied(443, 'TLS', 'HTTPS', 1885),
  proxied(8881, 'TLS', 'MQTTV2TLS', 1881),
  proxied(8882, 'TLS', 'GatewayMQTTTLS', 1882),
  proxied(8883, 'TLS', 'MQTTTLS', 1883),
  proxied(8884, 'TLS', 'GRPCTLS', 1884),
  proxied(8887, 'TLS', 'BasicStationTLS', 1887),
  {
    port: 1700,
    protocol: 'UDP',
    logicalName: 'UDP',
    service: 'gateway-server',
    container: 'gs',
    containerPort: 1700,
  },
];

const tlsPolicy = 'ELBSecurityPolicy-TLS13-1-2-2021-06';
const oldTlsPolicy = 'ELBSecurityPolicy-2016-08';

/** Puts it into the account, in front of the tasks of the proxy and the Gateway Server. */
export function addLoadBalancing(
  account: Account,
  description: DeploymentDescription,
  balanced: Balanced,
): LoadBalancing {
  const loadBalancer = addDeploymentLoadBalancer(account, description);
  const added = ports.map(
    (port) =>
      [port.port, addPort(account, description, { ...balanced, loadBalancer, port })] as const,
  );
  certificateOf(account, balanced.certificate).InUseBy = [loadBalancer];
  return {
    loadBalancer,
    listeners: Object.fromEntries(added.map(([port, { listener }]) => [port, listener])),
    targetGroups: Object.fromEntries(added.map(([port, { targetGroup }]) => [port, targetGroup])),
  };
}

function addDeploymentLoadBalancer(account: Account, description: DeploymentDescription): string {
  const stack = stackName(description, '1-1-vpc');
  const logicalId = 'LoadBalancer';
  const loadBalancer = addLoadBalancer(account, {
    name: balancingName(stack, logicalId),
    kind: 'network',
    network: description.network,
    age: description.ageDays,
    tags: stackTags(account, stack, logicalId),
  });
  own(account, stack, {
    type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    logicalId,
    physicalId: loadBalancer,
  });
  return loadBalancer;
}

/** Opens one port: a listener, the target group it forwards to, and the service whose tasks are in it. */
function addPort(
  account: Account,
  description: DeploymentDescription,
  { port, loadBalancer, certificate, services }: Balanced & { port: Port; loadBalancer: string },
) {
  const stack = stackName(description, '3-2-load-balancer-rules');
  const service = services[port.service];
  const targetGroupId = `${port.logicalName}TargetGroup`;
  const targetGroup = addTargetGroup(account, {
    name: balancingName(stack, targetGroupId),
    loadBalancer,
    network: description.network,
    // TLS ends at the load balancer.
    protocol: port.protocol === 'UDP' ? 'UDP' : 'TCP',
    port: port.containerPort,
    tags: stackTags(account, stack, targetGroupId),
    targets: description.network.zones.map((zone) => taskOf(service, zone, port.containerPort)),
  });
  const listenerId = `${port.logicalName}Listener`;
  const listener = addListener(account, {
    loadBalancer,
    port: port.port,
    protocol: port.protocol,
    targetGroup,
    tags: stackTags(account, stack, listenerId),
    ...(port.protocol === 'TLS' && { certificate, sslPolicy: tlsPolicy }),
  });
  const type = 'AWS::ElasticLoadBalancingV2';
  own(account, stack, {
    type: `${type}::TargetGroup`,
    logicalId: targetGroupId,
    physicalId: targetGroup,
  });
  own(account, stack, { type: `${type}::Listener`, logicalId: listenerId, physicalId: listener });
  registerTasks(account, service, targetGroup, port);
  return { listener, targetGroup };
}

function registerTasks(
  account: Account,
  serviceName: string,
  targetGroup: string,
  port: Port,
): void {
  const service = ecsService(account, serviceName);
  const { container: containerName, containerPort } = port;
  service.loadBalancers = [
    ...(service.loadBalancers ?? []),
    { targetGroupArn: targetGroup, containerName, containerPort },
  ];
}

interface LoadBalancerDescription {
  readonly name: string;
  readonly kind: 'network' | 'application';
  readonly network: Network;
  /** In days. */
  readonly age: number;
  readonly tags: Tag[];
}

/** Puts one into the account that is protected from deletion; gives its ARN. */
function addLoadBalancer(account: Account, description: LoadBalancerDescription): string {
  const { name, kind, network } = description;
  const id = hex(`load balancer ${name}`, 16);
  const path = `${kind === 'network' ? 'net' : 'app'}/${name}/${id}`;
  const loadBalancerArn = arn(account, 'elasticloadbalancing', `loadbalancer/${path}`);
  account.elbv2.loadBalancers.push({
    LoadBalancerArn: loadBalancerArn,
    DNSName: `${name}-${id}.elb.${account.region}.amazonaws.com`,
    CanonicalHostedZoneId: 'Z2IFOLAFXWLO4F',
    CreatedTime: ago(account, days(description.age)),
    LoadBalancerName: name,
    Scheme: 'internet-facing',
    VpcId: network.vpcId,
    State: { Code: 'active' },
    Type: kind,
    AvailabilityZones: network.zones.map((zone) => ({
      ZoneName: zone.name,
      SubnetId: zone.publicSubnetId,
      LoadBalancerAddresses: kind === 'network' ? [elasticAddress(name, zone)] : [],
    })),
    IpAddressType: 'ipv4',
  });
  account.elbv2.attributes.set(loadBalancerArn, {
    'access_logs.s3.enabled': 'false',
    'access_logs.s3.bucket': '',
    'access_logs.s3.prefix': '',
    'deletion_protection.enabled': 'true',
    'load_balancing.cross_zone.enabled': String(kind === 'application'),
  });
  account.elbv2.tags.set(loadBalancerArn, description.tags);
  return loadBalancerArn;
}

function elasticAddress(loadBalancer: string, { name }: Zone) {
  const seed = `${loadBalancer} ${name}`;
  return { IpAddress: publicAddress(seed), AllocationId: ec2Id('eipalloc', seed) };
}

interface TargetGroupDescription {
  readonly name: string;
  readonly loadBalancer: string;
  readonly network: Network;
  readonly protocol: ProtocolEnum;
  readonly port: number;
  readonly tags: Tag[];
  readonly targets: TargetHealthDescription[];
}

function addTargetGroup(account: Account, description: TargetGroupDescription): string {
  const { name } = description;
  const path = `targetgroup/${name}/${hex(`target group ${name}`, 16)}`;
  const targetGroupArn = arn(account, 'elasticloadbalancing', path);
  account.elbv2.targetGroups.push({
    TargetGroupArn: targetGroupArn,
    TargetGroupName: name,
    Protocol: description.protocol,
    Port: description.port,
    VpcId: description.network.vpcId,
    HealthCheckProtocol: 'TCP',
    HealthCheckPort: 'traffic-port',
    HealthCheckEnabled: true,
    HealthCheckIntervalSeconds: 30,
    HealthCheckTimeoutSeconds: 10,
    HealthyThresholdCount: 3,
    UnhealthyThresholdCount: 3,
    LoadBalancerArns: [description.loadBalancer],
    TargetType: 'ip',
    IpAddressType: 'ipv4',
  });
  account.elbv2.targets.set(targetGroupArn, description.targets);
  account.elbv2.tags.set(targetGroupArn, description.tags);
  return targetGroupArn;
}

interface ListenerDescription {
  readonly loadBalancer: string;
  readonly port: number;
  readonly protocol: ProtocolEnum;
  readonly targetGroup: string;
  readonly tags: Tag[];
  readonly certificate?: string;
  readonly sslPolicy?: string;
}

function addListener(account: Account, description: ListenerDescription): string {
  const { loadBalancer, port, targetGroup, certificate, sslPolicy } = description;
  const seed = `${loadBalancer} ${port}`;
  const listenerArn = `${loadBalancer.replace(':loadbalancer/', ':listener/')}/${hex(seed, 16)}`;
  account.elbv2.listeners.push({
    ListenerArn: listenerArn,
    LoadBalancerArn: loadBalancer,
    Port: port,
    Protocol: description.protocol,
    ...(certificate !== undefined && { Certificates: [{ CertificateArn: certificate }] }),
    ...(sslPolicy !== undefined && { SslPolicy: sslPolicy }),
    DefaultActions: [
      {
        Type: 'forward',
        TargetGroupArn: targetGroup,
        ForwardConfig: { TargetGroups: [{ TargetGroupArn: targetGroup }] },
      },
    ],
  });
  account.elbv2.tags.set(listenerArn, description.tags);
  return listenerArn;
}

/** The task a service runs in a zone, as a target: it has one address, whichever of its ports is meant. */
function taskOf(service: string, zone: Zone, port: number): TargetHealthDescription {
  const seed = `task ${service} ${zone.name}`;
  const [third, fourth] = [hex(seed, 1), hex(seed, 3).slice(1)].map((digits) =>
    Number.parseInt(digits, 16),
  );
  return {
    Target: { Id: `10.0.${third}.${fourth}`, Port: port, AvailabilityZone: zone.name },
    HealthCheckPort: String(port),
    TargetHealth: { State: 'healthy' },
  };
}

/** CloudFormation leaves little of stack and logical id in these names, which have 32 characters at the most. */
function balancingName(stack: string, logicalId: string): string {
  const suffix = letters(`${stack} ${logicalId}`, 12).toUpperCase();
  return `${stack.slice(0, 6)}-${logicalId.slice(0, 6)}-${suffix}`.replaceAll('--', '-');
}

/** What must be there: a world that names what is not is wrong. */
function found<T>(resource: T | undefined, resourceArn: string): T {
  if (resource === undefined) throw new Error(`no ${resourceArn} in this world`);
  return resource;
}

function loadBalancerOf({ elbv2 }: Account, loadBalancer: string): LoadBalancer {
  return found(
    elbv2.loadBalancers.find(({ LoadBalancerArn }) => LoadBalancerArn === loadBalancer),
    loadBalancer,
  );
}

function listenerOf({ elbv2 }: Account, listener: string): Listener {
  return found(
    elbv2.listeners.find(({ ListenerArn }) => ListenerArn === listener),
    listener,
  );
}

function targetGroupOf({ elbv2 }: Account, targetGroup: string): TargetGroup {
  return found(
    elbv2.targetGroups.find(({ TargetGroupArn }) => TargetGroupArn === targetGroup),
    targetGroup,
  );
}

function setAttribute(account: Account, loadBalancer: string, key: string, value: string): void {
  found(account.elbv2.attributes.get(loadBalancer), loadBalancer)[key] = value;
}

export function unprotectLoadBalancer(account: Account, loadBalancer: string): void {
  setAttribute(account, loadBalancer, 'deletion_protection.enabled', 'false');
}

/** Every address then answers with the targets of all zones. */
export function balanceAcrossZones(account: Account, loadBalancer: string): void {
  setAttribute(account, loadBalancer, 'load_balancing.cross_zone.enabled', 'true');
}

/** AWS moves traffic, but cannot scale it any more. */
export function impairLoadBalancer(account: Account, loadBalancer: string): void {
  loadBalancerOf(account, loadBalancer).State = { Code: 'active_impaired' };
}

export function putLoadBalancerIntoOneZone(account: Account, loadBalancer: string): void {
  const balancer = loadBalancerOf(account, loadBalancer);
  balancer.AvailabilityZones = (balancer.AvailabilityZones ?? []).slice(0, 1);
}

/** A policy that still allows TLS 1.0. */
export function useOldTlsPolicy(account: Account, listener: string): void {
  listenerOf(account, listener).SslPolicy = oldTlsPolicy;
}

export function showOtherCertificate(
  account: Account,
  listener: string,
  certificate: string,
): void {
  listenerOf(account, listener).Certificates = [{ CertificateArn: certificate }];
}

/** The target of one zone stops to answer health checks. */
export function loseTarget(account: Account, targetGroup: string, zone: string): void {
  for (const { Target, TargetHealth } of found(
    account.elbv2.targets.get(targetGroup),
    targetGroup,
  )) {
    if (Target?.AvailabilityZone !== zone || TargetHealth === undefined) continue;
    TargetHealth.State = 'unhealthy';
    TargetHealth.Reason = 'Target.FailedHealthChecks';
    TargetHealth.Description = 'Health checks failed';
  }
}

export function emptyTargetGroup(account: Account, targetGroup: string): void {
  targetGroupOf(account, targetGroup);
  account.elbv2.targets.set(targetGroup, []);
}

/** The task of one zone has stopped, and ECS has taken it out. */
export function removeTarget(account: Account, targetGroup: string, zone: string): void {
  const targets = found(account.elbv2.targets.get(targetGroup), targetGroup);
  account.elbv2.targets.set(
    targetGroup,
    targets.filter(({ Target }) => Target?.AvailabilityZone !== zone),
  );
}

/** As before 3.26, when a Gateway Server for UDP ran on every instance. */
export function targetInstances(account: Account, targetGroup: string): void {
  targetGroupOf(account, targetGroup).TargetType = 'instance';
}

// DescribeTags takes 20 at a time: with these, the tags of two deployments come in two calls.
const storefrontLoadBalancers = 20;

/** What other teams balance: the previews of the storefront, and billing, where nothing answers any more. */
export function addNeighbouringLoadBalancers(account: Account): void {
  const network = networkNamed('storefront', zonesIn(account));
  for (let number = 1; number <= storefrontLoadBalancers; number++) {
    const name = `storefront-preview-${String(number).padStart(3, '0')}`;
    addSite(account, { name, network, stack: name, healthy: true });
  }
  const billing = addSite(account, {
    name: 'billing',
    network: networkNamed('billing', zonesIn(account)),
    stack: 'billing-network',
    healthy: false,
  });
  unprotectLoadBalancer(account, billing.loadBalancer);
  useOldTlsPolicy(account, billing.listener);
}

/** A web site behind an application load balancer. */
function addSite(
  account: Account,
  site: { name: string; network: Network; stack: string; healthy: boolean },
) {
  const { name, network, stack } = site;
  const loadBalancer = addLoadBalancer(account, {
    name,
    kind: 'application',
    network,
    age: 100,
    tags: stackTags(account, stack, 'LoadBalancer'),
  });
  const targetGroup = addTargetGroup(account, {
    name,
    loadBalancer,
    network,
    protocol: 'HTTP',
    port: 8080,
    tags: stackTags(account, stack, 'TargetGroup'),
    targets: network.zones.map((zone) => taskOf(name, zone, 8080)),
  });
  if (!site.healthy) for (const { name } of network.zones) loseTarget(account, targetGroup, name);
  const listener = addListener(account, {
    loadBalancer,
    port: 443,
    protocol: 'HTTPS',
    targetGroup,
    tags: stackTags(account, stack, 'Listener'),
    certificate: neighbouringCertificate(account, site.healthy ? 'storefront' : 'billing'),
    sslPolicy: tlsPolicy,
  });
  return { loadBalancer, listener };
}

function zonesIn({ region }: Account): [string, string] {
  return [`${region}a`, `${region}b`];
}
