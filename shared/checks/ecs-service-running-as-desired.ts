/** Every service runs what it is set to run. A rollout that began just now is given time. */
import { inWords, minutesSince } from '../derive/age.ts';
import { judgeServices } from '../derive/services.ts';
import { defineCheck, fail, pass, type Verdict, warn } from '../model/check.ts';
import type { EcsService } from '../model/ecs.ts';

export default defineCheck({
  id: 'ecs-service-running-as-desired',
  practice: 'high-availability',
  title: 'Every service runs as many tasks as it is set to',
  severity: 'high',
  why: 'Tasks that do not start are invisible until the last one that runs fails too.',
  fix: 'Read the stopped reasons of the service’s tasks in the ECS console and repair the cause; roll back a failed rollout.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages.html',
  catalogueIds: ['HA-02'],
  controls: [{ source: 'service-screener', id: 'ecsClusterNoRunningTasks' }],
  volatile: true,
  settings: {
    graceMinutes: {
      default: 30,
      minimum: 0,
      unit: 'minutes',
      about: 'how long a new rollout may take before missing tasks count',
    },
  },
  needs: ['ecs.services'],
  run: (facts, context) =>
    judgeServices(facts['ecs.services'], context, (service) =>
      judge(service, context.now, context.settings.graceMinutes),
    ),
});

function judge(service: EcsService, now: Date, graceMinutes: number): Verdict {
  const { ref, runningCount, desiredCount, deployments, daemon } = service;
  if (deployments.some(({ rolloutState }) => rolloutState === 'FAILED')) {
    return fail(ref, `has a failed rollout; ${runningCount} of ${desiredCount} tasks run`);
  }
  const counts = `runs ${runningCount} of ${desiredCount} tasks`;
  if (runningCount >= desiredCount)
    return pass(ref, daemon ? `${counts}, one per instance` : counts);
  const started = deployments.find(({ status }) => status === 'PRIMARY')?.createdAt ?? null;
  const age = started === null ? Number.POSITIVE_INFINITY : minutesSince(started, now);
  return age <= graceMinutes
    ? warn(ref, `${counts}; its rollout began ${inWords(age / 60)} ago`)
    : fail(ref, counts);
}
