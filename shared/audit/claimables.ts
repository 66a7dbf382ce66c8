/** The resources somebody may own, of every kind, as far as it matters whose they are. */
import { type Fact, mapFact, rowsOf } from '../model/fact.ts';
import type { Inventory } from '../model/inventory.ts';
import type { ResourceRef, Tags } from '../model/target.ts';
import { group } from './row-index.ts';

/** What CloudFormation calls each kind. */
export const physicalTypes = {
  auroraClusters: 'AWS::RDS::DBCluster',
  redisGroups: 'AWS::ElastiCache::ReplicationGroup',
  ecsClusters: 'AWS::ECS::Cluster',
  instances: 'AWS::EC2::Instance',
  loadBalancers: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  scalingGroups: 'AWS::AutoScaling::AutoScalingGroup',
  fileSystems: 'AWS::EFS::FileSystem',
} as const;
export type Kind = keyof typeof physicalTypes;
export const kinds = Object.keys(physicalTypes) as readonly Kind[];

/**
 * What a deployment runs on, and may have been recovered by hand: in its network it is judged even when nobody claims
 * it. A machine or a load balancer somebody put beside a deployment is none of it.
 */
export const recoverable: readonly Kind[] = ['auroraClusters', 'redisGroups', 'ecsClusters'];

export interface Claimable {
  /** What stacks and the configuration know it by. */
  readonly id: string;
  readonly ref: ResourceRef;
  readonly tags: Tags;
  /** VPC ids or subnet ids: where it can be reached. */
  readonly networks: readonly string[];
}

export type Claimables = { readonly [K in Kind]: Fact<readonly Claimable[]> | undefined };

export function claimables(inventory: Inventory): Claimables {
  const members = group(rowsOf(inventory['rds.instances']), ({ clusterId }) => [clusterId]);
  const services = new Map(
    rowsOf(inventory['ecs.services']).map((list) => [list.cluster.name, rowsOf(list.services)]),
  );
  return {
    auroraClusters: mapFact(inventory['rds.clusters'], (clusters) =>
      clusters.map(({ id, ref, tags }) => ({
        id,
        ref,
        tags,
        networks: (members.get(id) ?? [])
          .flatMap(({ vpcId, subnetIds }) => [vpcId, ...subnetIds])
          .filter((each) => each !== null),
      })),
    ),
    redisGroups: mapFact(inventory['elasticache.groups'], (groups) =>
      groups.map(({ id, ref, tags, vpcId }) => ({
        id,
        ref,
        tags,
        networks: vpcId === null ? [] : [vpcId],
      })),
    ),
    // An ECS cluster has no network of its own; the tasks of its services do.
    ecsClusters: mapFact(inventory['ecs.clusters'], (clusters) =>
      clusters.map(({ name, ref, tags }) => ({
        id: name,
        ref,
        tags,
        networks: (services.get(name) ?? []).flatMap(({ subnetIds }) => subnetIds),
      })),
    ),
    instances: mapFact(inventory['ec2.instances'], (instances) =>
      instances.map(({ id, ref, tags, vpcId, subnetId }) => ({
        id,
        ref,
        tags,
        networks: [vpcId, subnetId].filter((each) => each !== null),
      })),
    ),
    loadBalancers: mapFact(inventory['elbv2.load-balancers'], (balancers) =>
      balancers.map(({ arn, ref, tags }) => ({ id: arn, ref, tags, networks: [] })),
    ),
    scalingGroups: mapFact(inventory['autoscaling.groups'], (groups) =>
      groups.map(({ name, ref, tags }) => ({ id: name, ref, tags, networks: [] })),
    ),
    fileSystems: mapFact(inventory['efs.file-systems'], (systems) =>
      systems.map(({ id, ref, tags }) => ({ id, ref, tags, networks: [] })),
    ),
  };
}
