/** A rollout or the loss of a zone leaves enough tasks running. What runs on every machine is spread by itself. */
import { plural } from '../derive/age.ts';
import { judgeServices } from '../derive/services.ts';
import { defineCheck, fail, pass, type Verdict, warn } from '../model/check.ts';
import type { EcsService } from '../model/ecs.ts';

export default defineCheck({
  id: 'ecs-service-rollout-safe',
  practice: 'high-availability',
  title: 'Every service keeps tasks running in two zones during a rollout',
  severity: 'medium',
  why: 'A service that may stop all its tasks at once, or that has one subnet only, is down during every rollout or with one zone.',
  fix: 'Set its minimum healthy percent to 50 in the ECS console (CloudFormation may not apply it), give it both private subnets, and turn on zone rebalancing.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html',
  catalogueIds: ['HA-04'],
  controls: [],
  settings: {
    minimumHealthyPercent: {
      default: 50,
      minimum: 1,
      unit: 'percent',
      about: 'tasks of a service on EC2 that go on running during a rollout',
    },
  },
  needs: ['ecs.services'],
  run: (facts, context) =>
    judgeServices(facts['ecs.services'], context, (service) =>
      judge(service, context.settings.minimumHealthyPercent),
    ),
});

function judge(service: EcsService, wanted: number): Verdict {
  const { ref, launchType, minimumHealthyPercent: kept, subnetIds } = service;
  if (launchType === 'EC2' && kept !== null && (kept < wanted || kept > 100)) {
    const range = `${wanted} to 100% of them should keep running`;
    return kept === 0
      ? fail(ref, `may stop all its tasks during a rollout; ${range}`)
      : fail(ref, `is to keep ${kept}% of its tasks during a rollout; ${range}`);
  }
  // Without awsvpc networking a service names no subnet: its tasks are where the machines are.
  if (subnetIds.length === 1) return fail(ref, 'runs in one subnet only');
  if (service.zoneRebalancing === 'DISABLED' && !service.daemon && service.desiredCount > 1) {
    return warn(ref, 'is not moved back to two zones after a zone was lost');
  }
  const where =
    subnetIds.length === 0
      ? 'on the network of its host'
      : `in ${plural(subnetIds.length, 'subnet')}`;
  return launchType === 'EC2' && kept !== null
    ? pass(ref, `keeps ${kept}% of its tasks during a rollout, ${where}`)
    : pass(ref, `runs ${where}`);
}
