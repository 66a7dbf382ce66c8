/** Load balancers, as far as the checks look at them. */
import type { Fact } from './fact.ts';
import type { ResourceRef, Tags } from './target.ts';

export interface LoadBalancer {
  readonly ref: ResourceRef;
  readonly arn: string;
  readonly name: string;
  /** `network`, `application` or `gateway`. */
  readonly type: string;
  /** `active`, `provisioning`, `active_impaired` or `failed`. */
  readonly state: string;
  readonly vpcId: string | null;
  readonly availabilityZones: readonly string[];
  /** What DescribeLoadBalancerAttributes says; read load balancer by load balancer. */
  readonly attributes: Fact<{
    readonly deletionProtection: boolean | null;
    readonly crossZone: boolean | null;
  }>;
  readonly tags: Tags;
}

/** The listeners of one load balancer. */
export interface LoadBalancerListeners {
  readonly loadBalancer: ResourceRef;
  readonly listeners: Fact<readonly Listener[]>;
}

export interface Listener {
  /** Name is `<load balancer>:<port>`. */
  readonly ref: ResourceRef;
  readonly arn: string;
  readonly port: number;
  /** `TCP`, `TLS`, `UDP`, `TCP_UDP`, `HTTP`, `HTTPS`. */
  readonly protocol: string;
  /** `ELBSecurityPolicy-TLS13-1-2-2021-06`; null without TLS. */
  readonly sslPolicy: string | null;
  /** The default certificate; those for further names are not listed here. */
  readonly certificateArn: string | null;
  /** Target groups it forwards to. */
  readonly targetGroupArns: readonly string[];
}

export interface TargetGroup {
  readonly ref: ResourceRef;
  readonly arn: string;
  readonly name: string;
  readonly port: number | null;
  readonly protocol: string | null;
  /** `ip`, `instance`, `lambda` or `alb`. */
  readonly targetType: string | null;
  /** Always null: not asked, since that takes a call per group. A group may differ from its load balancer. */
  readonly crossZone: boolean | null;
  readonly vpcId: string | null;
  /** Empty when no load balancer uses it. */
  readonly loadBalancerArns: readonly string[];
  readonly targets: Fact<readonly RegisteredTarget[]>;
}

export interface RegisteredTarget {
  /** IP address or instance id. */
  readonly id: string;
  readonly port: number | null;
  /** Null when AWS does not say; `all` for an address outside the VPC. */
  readonly availabilityZone: string | null;
  /** `healthy`, `unhealthy`, `initial`, `draining`, `unused`, `unavailable`. */
  readonly health: string;
}
