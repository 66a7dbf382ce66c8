/** What can run full or hot has an alarm that says so. Whether an alarm tells anybody is another check's question. */
import {
  auroraToWatch,
  loadBalancerToWatch,
  redisToWatch,
  serviceToWatch,
  unwatched,
  type Watchable,
} from '../derive/alarm-coverage.ts';
import { defineCheck, fail, notApplicable, pass, unsure } from '../model/check.ts';
import { deploymentRef } from '../model/target.ts';

export default defineCheck({
  id: 'cloudwatch-alarm-present',
  practice: 'alerting',
  title: 'Databases, Redis, services and load balancers have alarms on what runs out',
  severity: 'high',
  why: 'Without an alarm on CPU, memory and unhealthy targets, users are the first to notice that something is full.',
  fix: 'Enable the parameters of the Alerting group in the template of the resource, once 1-3-opsgenie is deployed.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/best-practices/#alerting',
  catalogueIds: ['ALR-04'],
  controls: [{ source: 'aws-config', id: 'CLOUDWATCH_ALARM_RESOURCE_CHECK' }],
  needs: [
    'cloudwatch.alarms',
    'ecs.services',
    'elasticache.groups',
    'elbv2.load-balancers',
    'rds.clusters',
  ],
  run: (facts, context) => {
    const judge = (watchable: Watchable) => {
      const missing = unwatched(watchable, facts['cloudwatch.alarms']);
      return missing.length > 0
        ? fail(watchable.ref, `has no alarm on ${missing.join(' and ')}`)
        : pass(watchable.ref, `is watched: ${watchable.needs.map(({ what }) => what).join(', ')}`);
    };
    const verdicts = [
      ...facts['rds.clusters'].map((each) => judge(auroraToWatch(each))),
      ...facts['elasticache.groups'].map((each) => judge(redisToWatch(each))),
      ...facts['elbv2.load-balancers'].map((each) => judge(loadBalancerToWatch(each))),
      ...facts['ecs.services'].flatMap(({ cluster, services }) =>
        services.known
          ? services.value.map((service) => judge(serviceToWatch(cluster.name, service)))
          : [unsure(cluster, services)],
      ),
    ];
    return verdicts.length > 0
      ? verdicts
      : [notApplicable(deploymentRef(context.deployment), 'has nothing that alarms could watch')];
  },
});
