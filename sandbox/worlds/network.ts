/** Where things are: a VPC with two subnets in each of two zones, as the vendor's 1-1 template lays it out. */
import { ec2Id } from './identifiers.ts';

export interface Zone {
  readonly name: string;
  readonly privateSubnetId: string;
  readonly publicSubnetId: string;
}

export interface Network {
  readonly vpcId: string;
  readonly zones: readonly [Zone, Zone];
}

/** A network whose ids follow from its name. */
export function networkNamed(name: string, zones: readonly [string, string]): Network {
  const zone = (zoneName: string): Zone => ({
    name: zoneName,
    privateSubnetId: ec2Id('subnet', `${name} private ${zoneName}`),
    publicSubnetId: ec2Id('subnet', `${name} public ${zoneName}`),
  });
  return { vpcId: ec2Id('vpc', name), zones: [zone(zones[0]), zone(zones[1])] };
}
