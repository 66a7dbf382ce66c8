/** EC2, as far as the checks look at it: machines, and the network they and the tasks are in. Dates are ISO 8601. */
import type { ResourceRef, Tags } from './target.ts';

export interface Instance {
  readonly ref: ResourceRef;
  readonly id: string;
  readonly state: string;
  readonly launchedAt: string | null;
  readonly vpcId: string | null;
  readonly subnetId: string | null;
  readonly publicIp: string | null;
  /** Whether it was launched with an SSH key pair. */
  readonly keyPair: boolean;
  /** Whether its metadata service answers without a session token (IMDSv1); null when AWS does not say. */
  readonly metadataWithoutToken: boolean | null;
  readonly availabilityZone: string | null;
  readonly imageId: string | null;
  readonly securityGroupIds: readonly string[];
  readonly volumes: readonly AttachedVolume[];
  readonly tags: Tags;
}

export interface AttachedVolume {
  readonly id: string;
  /** `/dev/xvda`. */
  readonly device: string;
  readonly root: boolean;
  /** Whether it is deleted with the instance; null when AWS does not say. */
  readonly deletedWithInstance: boolean | null;
}

export interface SecurityGroup {
  readonly ref: ResourceRef;
  readonly id: string;
  readonly vpcId: string | null;
  readonly ingress: readonly IngressRule[];
}

/** One permission of one security group. Sources that are no addresses are other groups or prefix lists. */
export interface IngressRule {
  /** `tcp`, `udp`, `icmp`, a number, or `-1` for all of them. */
  readonly protocol: string;
  /** Null: every port. */
  readonly fromPort: number | null;
  readonly toPort: number | null;
  /** IPv4 and IPv6 ranges in CIDR notation. */
  readonly ranges: readonly string[];
  readonly groupIds: readonly string[];
  readonly prefixListIds: readonly string[];
}

export interface Subnet {
  readonly id: string;
  readonly vpcId: string;
  readonly availabilityZone: string;
}

export interface RouteTable {
  readonly id: string;
  readonly vpcId: string;
  /** The main table of its VPC holds for every subnet that names none. */
  readonly main: boolean;
  readonly subnetIds: readonly string[];
  /** Where `0.0.0.0/0` leads; empty when it leads nowhere. */
  readonly defaultRoutes: readonly DefaultRoute[];
}

export interface DefaultRoute {
  readonly natGatewayId: string | null;
  /** An internet gateway, a transit gateway, a network interface, …; null when it is a NAT gateway. */
  readonly otherId: string | null;
  /** `blackhole`: what it leads to is gone. */
  readonly state: string;
}

export interface NatGateway {
  readonly ref: ResourceRef;
  readonly id: string;
  readonly vpcId: string;
  /** `available`, `pending`, `failed`, `deleting`. */
  readonly state: string;
  /** `zonal`: in one subnet; `regional`: AWS keeps it in every zone that needs it. */
  readonly mode: string;
  /** Null for a regional one. */
  readonly subnetId: string | null;
  /** Of a regional one whose zones somebody chose: it is in these, and in no other. Absent when AWS chooses. */
  readonly chosenZones?: readonly string[];
}

/** A machine image. One that was deregistered, or is no longer shared with us, has no row. */
export interface Image {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string | null;
  /** After it AWS no longer offers it; null when nobody set a date. */
  readonly deprecatedAt: string | null;
}

export interface Volume {
  readonly id: string;
  readonly encrypted: boolean | null;
}

export interface VolumeSnapshot {
  readonly id: string;
  readonly volumeId: string;
  /** `pending`, `completed`, `error`, `recoverable`, `recovering`. */
  readonly state: string;
  readonly startedAt: string | null;
}
