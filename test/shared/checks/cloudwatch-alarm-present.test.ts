import check from '../../../shared/checks/cloudwatch-alarm-present.ts';
import { known } from '../../../shared/model/fact.ts';
import {
  aClusterServices,
  aDbCluster,
  aGroup,
  anEcsService,
  denied,
} from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';
import { aLoadBalancer, anAlarm, anAlarmMetric } from '../../support/surroundings.ts';

const nothing = {
  'cloudwatch.alarms': [],
  'ecs.services': [],
  'elasticache.groups': [],
  'elbv2.load-balancers': [],
  'rds.clusters': [],
};
const everything = {
  'ecs.services': [aClusterServices()],
  'elasticache.groups': [aGroup()],
  'elbv2.load-balancers': [aLoadBalancer()],
  'rds.clusters': [aDbCluster()],
};
const alarm = (namespace: string, name: string, dimensions: Readonly<Record<string, string>>) =>
  anAlarm({ name: `${namespace} ${name}`, metrics: [{ namespace, name, dimensions }] });
const aurora = [
  anAlarm(),
  anAlarm({ name: 'memory', metrics: [anAlarmMetric({ name: 'FreeableMemory' })] }),
];
const redis = ['EngineCPUUtilization', 'DatabaseMemoryUsagePercentage'].map((name) =>
  alarm('AWS/ElastiCache', name, { ReplicationGroupId: 'sessions' }),
);
const service = ['CPUUtilization', 'MemoryUtilization'].map((name) =>
  alarm('AWS/ECS', name, { ClusterName: 'tts', ServiceName: 'gs' }),
);
const balancer = [
  alarm('AWS/NetworkELB', 'UnHealthyHostCount', { LoadBalancer: 'net/acme-nlb/1' }),
];
const alarms = [...aurora, ...redis, ...service, ...balancer];

testCheck(check, {
  pass: [
    { name: 'all of everything', facts: { ...everything, 'cloudwatch.alarms': alarms } },
    {
      name: 'what is watched is said',
      facts: { ...everything, 'cloudwatch.alarms': alarms },
      subject: 'orders',
      reason: 'is watched: CPU, memory or connections',
    },
  ],
  fail: [
    {
      name: 'no alarms at all',
      facts: { ...everything, 'cloudwatch.alarms': [] },
      severity: 'high',
    },
    {
      name: 'what is missing of a database',
      facts: { ...nothing, 'rds.clusters': [aDbCluster()] },
      subject: 'orders',
      reason: 'has no alarm on CPU and memory or connections',
    },
    {
      name: 'what is missing of one node',
      facts: {
        ...nothing,
        'elasticache.groups': [aGroup()],
        'cloudwatch.alarms': [
          ...redis.slice(0, 1),
          alarm('AWS/ElastiCache', 'FreeableMemory', { CacheClusterId: 'sessions-001' }),
        ],
      },
      subject: 'sessions',
      reason: 'has no alarm on memory of sessions-002',
    },
    {
      name: 'a composite alarm has no metric of its own',
      facts: {
        ...nothing,
        'elbv2.load-balancers': [aLoadBalancer()],
        'cloudwatch.alarms': [anAlarm({ kind: 'composite', metrics: [], watches: ['gone'] })],
      },
      subject: 'acme-nlb',
      reason: 'has no alarm on unhealthy targets',
    },
  ],
  unknown: [
    {
      name: 'the alarms may not be listed',
      facts: { ...everything, 'cloudwatch.alarms': denied('cloudwatch:DescribeAlarms') },
      subject: 'acme',
    },
    {
      name: 'the services of the cluster may not be listed',
      facts: {
        ...everything,
        'cloudwatch.alarms': alarms,
        'ecs.services': [aClusterServices({ services: denied('ecs:ListServices') })],
      },
      subject: 'tts',
    },
  ],
  notApplicable: [
    { name: 'nothing to watch', facts: nothing, reason: 'has nothing that alarms could watch' },
    {
      name: 'nothing to watch, though much is expected: others say so',
      facts: nothing,
      expected: { templates: ['2-1-db-aurora-master'] },
    },
  ],
  several: [
    {
      name: 'each resource by its own alarms',
      facts: {
        ...everything,
        'ecs.services': [
          aClusterServices({ services: known([anEcsService(), anEcsService({ name: 'ns' })]) }),
          aClusterServices({
            cluster: { type: 'ecs-cluster', name: 'hidden' },
            services: denied('ecs:ListServices'),
          }),
        ],
        'cloudwatch.alarms': [...aurora, ...service, ...balancer],
      },
      statuses: {
        orders: 'pass',
        sessions: 'fail',
        'acme-nlb': 'pass',
        'tts/gs': 'pass',
        'tts/ns': 'fail',
        hidden: 'unknown',
      },
    },
  ],
});
