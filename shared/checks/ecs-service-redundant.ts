/** Every service is to run at least twice, except those that cannot. A service scaled to nothing serves nobody. */
import { plural } from '../derive/age.ts';
import { componentOf, definitionOf } from '../derive/components.ts';
import { judgeServices } from '../derive/services.ts';
import { defineCheck, fail, pass, unsure, type Verdict } from '../model/check.ts';
import type { EcsService, TaskDefinition } from '../model/ecs.ts';
import type { Fact } from '../model/fact.ts';

export default defineCheck({
  id: 'ecs-service-redundant',
  practice: 'high-availability',
  title: 'Every service that can is set to run at least two tasks',
  severity: 'high',
  why: 'A single task is down whenever it is moved, updated or fails.',
  fix: 'Raise the desired count of the service in its template (5-3a, 5-4, 5-7). If it cannot run twice, list it under `singletonServices`.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/deployment/',
  catalogueIds: ['HA-01'],
  controls: [{ source: 'service-screener', id: 'ecsServiceDesiredCountZero' }],
  settings: {
    minimumTasks: { default: 2, minimum: 1, unit: 'tasks', about: 'desired count of a service' },
  },
  needs: ['ecs.services'],
  wants: ['ecs.task-definitions'],
  run: (facts, context) =>
    judgeServices(facts['ecs.services'], context, (service) =>
      judge(
        service,
        facts['ecs.task-definitions'],
        context.expected.singletons,
        context.settings.minimumTasks,
      ),
    ),
});

function judge(
  service: EcsService,
  definitions: Fact<readonly TaskDefinition[]>,
  singletons: readonly string[],
  minimum: number,
): Verdict {
  const { ref, name, desiredCount, daemon } = service;
  if (daemon) return pass(ref, 'runs on every container instance');
  if (desiredCount >= minimum) return pass(ref, `is to run ${plural(desiredCount, 'task')}`);
  if (desiredCount === 0) return fail(ref, 'is set to run no task');
  const reason = `is to run ${plural(desiredCount, 'task')}; ${minimum} are wanted`;
  if (singletons.includes(name)) return pass(ref, 'runs once, as declared');
  if (!definitions.known) return unsure(ref, definitions);
  const definition = definitionOf(service, definitions.value);
  if (definition === undefined) return fail(ref, reason);
  if (!definition.known) return unsure(ref, definition);
  const component = componentOf(definition.value);
  return component !== undefined && singletons.includes(component)
    ? pass(ref, `runs once: ${component} need not run twice`)
    : fail(ref, reason);
}
