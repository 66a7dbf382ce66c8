/** Which metrics of a resource must have an alarm, and which of them have none. */
import type { Alarm, AlarmMetric } from '../model/cloudwatch.ts';
import type { EcsService } from '../model/ecs.ts';
import type { ReplicationGroup } from '../model/elasticache.ts';
import type { LoadBalancer } from '../model/elbv2.ts';
import type { DbCluster } from '../model/rds.ts';
import type { ResourceRef } from '../model/target.ts';

type Dimensions = AlarmMetric['dimensions'];

/** Something to be watched; an alarm on any one of the metrics does. */
interface Need {
  readonly what: string;
  /** `<namespace> <metric>`. */
  readonly metrics: readonly string[];
}

/** A part whose failure the others do not show. */
interface Part {
  readonly name: string;
  /** Whether a metric with these dimensions is about it. */
  readonly seenBy: (dimensions: Dimensions) => boolean;
}

export interface Watchable {
  readonly ref: ResourceRef;
  readonly needs: readonly Need[];
  /** At least one; each of them must be seen. */
  readonly parts: readonly Part[];
}

/**
 * An alarm that Application Auto Scaling made for itself: it scales, and tells nobody.
 * Source: https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking.html
 */
export function isScalingAlarm({ name }: Pick<Alarm, 'name'>): boolean {
  return name.startsWith('TargetTracking-');
}

/** What no alarm watches: `memory`, or `memory of sessions-002` where other parts are watched; empty when all is. */
export function unwatched(
  { needs, parts }: Watchable,
  alarms: readonly Alarm[],
): readonly string[] {
  const metrics = alarms
    .filter((alarm) => !isScalingAlarm(alarm))
    .flatMap((alarm) => alarm.metrics);
  return needs.flatMap((need) => {
    const candidates = metrics.filter(({ namespace, name }) =>
      need.metrics.includes(`${namespace} ${name}`),
    );
    const unseen = parts.filter(
      ({ seenBy }) => !candidates.some(({ dimensions }) => seenBy(dimensions)),
    );
    if (unseen.length === 0) return [];
    return unseen.length === parts.length
      ? need.what
      : `${need.what} of ${unseen.map(({ name }) => name).join(', ')}`;
  });
}

/**
 * An Aurora cluster: by its own dimension, by that of one role, or instance by instance.
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/dimensions.html
 */
export function auroraToWatch({ ref, id, members }: DbCluster): Watchable {
  // Of a cluster without instances only the cluster itself can be watched.
  const instances = members.length > 0 ? members : [{ instanceId: id, writer: true }];
  return {
    ref,
    needs: [
      { what: 'CPU', metrics: ['AWS/RDS CPUUtilization'] },
      {
        what: 'memory or connections',
        metrics: ['AWS/RDS FreeableMemory', 'AWS/RDS DatabaseConnections'],
      },
    ],
    parts: instances.map(({ instanceId, writer }) => ({
      name: instanceId,
      seenBy: ({ DBClusterIdentifier, DBInstanceIdentifier, Role }) => {
        if (DBInstanceIdentifier !== undefined) return DBInstanceIdentifier === instanceId;
        const role = writer ? 'WRITER' : 'READER';
        return DBClusterIdentifier === id && (Role ?? role) === role;
      },
    })),
  };
}

/**
 * A Redis group: as a whole, or node by node.
 * Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Redis.html
 */
export function redisToWatch({ ref, id, nodes }: ReplicationGroup): Watchable {
  const ids = nodes.length > 0 ? nodes.map((node) => node.id) : [id];
  return {
    ref,
    needs: [
      {
        what: 'CPU',
        metrics: ['AWS/ElastiCache EngineCPUUtilization', 'AWS/ElastiCache CPUUtilization'],
      },
      {
        what: 'memory',
        metrics: [
          'AWS/ElastiCache DatabaseMemoryUsagePercentage',
          'AWS/ElastiCache FreeableMemory',
          'AWS/ElastiCache BytesUsedForCache',
        ],
      },
    ],
    parts: ids.map((nodeId) => ({
      name: nodeId,
      seenBy: ({ CacheClusterId, ReplicationGroupId }) =>
        CacheClusterId === nodeId || ReplicationGroupId === id,
    })),
  };
}

/**
 * An ECS service, by its own metrics or those of Container Insights. Those of its whole cluster do not show it.
 * Sources: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html and
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html
 */
export function serviceToWatch(clusterName: string, { ref, name }: EcsService): Watchable {
  return {
    ref,
    needs: [
      { what: 'CPU', metrics: ['AWS/ECS CPUUtilization', 'ECS/ContainerInsights CpuUtilized'] },
      {
        what: 'memory',
        metrics: ['AWS/ECS MemoryUtilization', 'ECS/ContainerInsights MemoryUtilized'],
      },
    ],
    parts: [
      {
        name,
        seenBy: ({ ClusterName, ServiceName }) =>
          ClusterName === clusterName && ServiceName === name,
      },
    ],
  };
}

/**
 * A load balancer, by any of its target groups.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html
 */
export function loadBalancerToWatch({ ref, name, arn }: LoadBalancer): Watchable {
  const dimension = arn.split(':loadbalancer/')[1];
  const metrics = ['AWS/NetworkELB', 'AWS/ApplicationELB'].flatMap((namespace) => [
    `${namespace} UnHealthyHostCount`,
    `${namespace} HealthyHostCount`,
  ]);
  return {
    ref,
    needs: [{ what: 'unhealthy targets', metrics }],
    parts: [
      {
        name,
        seenBy: ({ LoadBalancer: watched }) => watched !== undefined && watched === dimension,
      },
    ],
  };
}
