import { describe, expect, it } from 'vitest';
import {
  auroraToWatch,
  isScalingAlarm,
  loadBalancerToWatch,
  redisToWatch,
  serviceToWatch,
  unwatched,
  type Watchable,
} from '../../../shared/derive/alarm-coverage.ts';
import type { AlarmMetric } from '../../../shared/model/cloudwatch.ts';
import { aDbCluster, aGroup, anEcsService } from '../../support/builders.ts';
import { aLoadBalancer, anAlarm, anAlarmMetric } from '../../support/surroundings.ts';

type Metric = readonly [string, Readonly<Record<string, string>>];

/** What is not watched, with one alarm for each metric, given as `<namespace> <name>` and dimensions. */
function lacking(watchable: Watchable, ...metrics: readonly Metric[]): readonly string[] {
  return unwatched(
    watchable,
    metrics.map(([metric, dimensions]) => anAlarm({ metrics: [parsed(metric, dimensions)] })),
  );
}

function parsed(metric: string, dimensions: AlarmMetric['dimensions']): AlarmMetric {
  const [namespace = '', name = ''] = metric.split(' ');
  return { namespace, name, dimensions };
}

describe('an Aurora cluster', () => {
  const cluster = { DBClusterIdentifier: 'orders' };
  const aurora = auroraToWatch(aDbCluster());
  const cpu = 'AWS/RDS CPUUtilization';
  const memory = 'AWS/RDS FreeableMemory';

  it('is watched as a whole', () => {
    expect(lacking(aurora, [cpu, cluster], [memory, cluster])).toEqual([]);
    expect(aurora.ref).toEqual({ type: 'rds-cluster', name: 'orders' });
  });

  it('is watched by its connections too', () => {
    expect(lacking(aurora, [cpu, cluster], ['AWS/RDS DatabaseConnections', cluster])).toEqual([]);
  });

  it('is watched instance by instance, if all are', () => {
    const first = { DBInstanceIdentifier: 'orders-1' };
    const second = { DBInstanceIdentifier: 'orders-2' };
    expect(lacking(aurora, [cpu, first], [cpu, second], [memory, first], [memory, second])).toEqual(
      [],
    );
    expect(lacking(aurora, [cpu, first], [memory, first], [memory, second])).toEqual([
      'CPU of orders-2',
    ]);
  });

  it('is watched role by role, if both are', () => {
    const writer = { ...cluster, Role: 'WRITER' };
    const reader = { ...cluster, Role: 'READER' };
    expect(lacking(aurora, [cpu, writer], [cpu, reader], [memory, cluster])).toEqual([]);
    expect(lacking(aurora, [cpu, writer], [memory, reader])).toEqual([
      'CPU of orders-2',
      'memory or connections of orders-1',
    ]);
  });

  it.each<[string, readonly Metric[]]>([
    ['nothing', []],
    [
      'alarms on another cluster',
      [
        [cpu, { DBClusterIdentifier: 'users' }],
        [memory, {}],
      ],
    ],
    [
      'alarms on other metrics',
      [
        ['AWS/RDS FreeLocalStorage', cluster],
        ['AWS/EC2 CPUUtilization', cluster],
      ],
    ],
  ])('is not watched by %s', (_what, metrics) => {
    expect(lacking(aurora, ...metrics)).toEqual(['CPU', 'memory or connections']);
  });

  it('without instances is watched as a whole or not at all', () => {
    const empty = auroraToWatch(aDbCluster({ members: [] }));
    expect(lacking(empty)).toEqual(['CPU', 'memory or connections']);
    expect(lacking(empty, [cpu, cluster], [memory, cluster])).toEqual([]);
  });
});

describe('a Redis group', () => {
  const redis = redisToWatch(aGroup());
  const group = { ReplicationGroupId: 'sessions' };
  const first = { CacheClusterId: 'sessions-001', CacheNodeId: '0001' };
  const second = { CacheClusterId: 'sessions-002', CacheNodeId: '0001' };
  const cpu = 'AWS/ElastiCache EngineCPUUtilization';
  const memory = 'AWS/ElastiCache DatabaseMemoryUsagePercentage';

  it.each(['EngineCPUUtilization', 'CPUUtilization'])('has its CPU watched by %s', (name) => {
    expect(lacking(redis, [`AWS/ElastiCache ${name}`, group])).toEqual(['memory']);
  });

  it.each(['DatabaseMemoryUsagePercentage', 'FreeableMemory', 'BytesUsedForCache'])(
    'has its memory watched by %s',
    (name) => {
      expect(lacking(redis, [`AWS/ElastiCache ${name}`, group])).toEqual(['CPU']);
    },
  );

  it('is watched node by node, if all are', () => {
    expect(lacking(redis, [cpu, first], [cpu, second], [memory, first], [memory, second])).toEqual(
      [],
    );
    expect(lacking(redis, [cpu, first], [cpu, second], [memory, first])).toEqual([
      'memory of sessions-002',
    ]);
  });

  it('is not watched by alarms on another group', () => {
    const other = { ReplicationGroupId: 'events', CacheClusterId: 'events-001' };
    expect(lacking(redis, [cpu, other], [memory, other])).toEqual(['CPU', 'memory']);
  });

  it('without nodes is watched as a whole or not at all', () => {
    const empty = redisToWatch(aGroup({ nodes: [] }));
    expect(lacking(empty)).toEqual(['CPU', 'memory']);
    expect(lacking(empty, [cpu, group], [memory, group])).toEqual([]);
  });
});

describe('an ECS service', () => {
  const service = serviceToWatch('tts', anEcsService());
  const own = { ClusterName: 'tts', ServiceName: 'gs' };

  it('is watched by its own metrics, or those of Container Insights', () => {
    expect(
      lacking(service, ['AWS/ECS CPUUtilization', own], ['AWS/ECS MemoryUtilization', own]),
    ).toEqual([]);
    expect(
      lacking(
        service,
        ['ECS/ContainerInsights CpuUtilized', own],
        ['ECS/ContainerInsights MemoryUtilized', own],
      ),
    ).toEqual([]);
  });

  it.each([
    ['its whole cluster', { ClusterName: 'tts' }],
    ['another service', { ClusterName: 'tts', ServiceName: 'ns' }],
    ['its namesake in another cluster', { ClusterName: 'tts-2', ServiceName: 'gs' }],
  ])('is not watched by alarms on %s', (_what, dimensions) => {
    expect(
      lacking(
        service,
        ['AWS/ECS CPUUtilization', dimensions],
        ['AWS/ECS MemoryUtilization', dimensions],
      ),
    ).toEqual(['CPU', 'memory']);
  });
});

describe('a load balancer', () => {
  const balancer = loadBalancerToWatch(aLoadBalancer());
  const own = { LoadBalancer: 'net/acme-nlb/1', TargetGroup: 'targetgroup/https/1' };

  it.each([
    'AWS/NetworkELB UnHealthyHostCount',
    'AWS/NetworkELB HealthyHostCount',
    'AWS/ApplicationELB UnHealthyHostCount',
    'AWS/ApplicationELB HealthyHostCount',
  ])('is watched by %s', (metric) => {
    expect(lacking(balancer, [metric, own])).toEqual([]);
  });

  it('is not watched by alarms on another one, or on none', () => {
    expect(
      lacking(
        balancer,
        ['AWS/NetworkELB UnHealthyHostCount', { LoadBalancer: 'net/acme-nlb/2' }],
        ['AWS/NetworkELB UnHealthyHostCount', {}],
        ['AWS/NetworkELB ActiveFlowCount', own],
      ),
    ).toEqual(['unhealthy targets']);
  });

  it('whose ARN is of no known shape is watched by nothing', () => {
    const odd = loadBalancerToWatch(aLoadBalancer({ arn: 'arn:odd' }));
    expect(lacking(odd, ['AWS/NetworkELB UnHealthyHostCount', {}])).toEqual(['unhealthy targets']);
  });
});

describe('alarms', () => {
  const aurora = auroraToWatch(aDbCluster());

  it('may look at several metrics at once', () => {
    const metrics = [anAlarmMetric(), anAlarmMetric({ name: 'FreeableMemory' })];
    expect(unwatched(aurora, [anAlarm({ metrics })])).toEqual([]);
  });

  it('that only scale watch nothing for people', () => {
    const name = 'TargetTracking-service/tts/gs-AlarmHigh-1';
    expect(isScalingAlarm({ name })).toBe(true);
    expect(isScalingAlarm({ name: 'my-TargetTracking-alarm' })).toBe(false);
    expect(unwatched(aurora, [anAlarm({ name })])).toContain('CPU');
  });
});
