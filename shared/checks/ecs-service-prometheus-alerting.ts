/** The Prometheus of the deployment runs, and has an Alertmanager to tell. Its rules alone tell nobody. */
import { componentOf, definitionIn } from '../derive/components.ts';
import { defineCheck, fail, notApplicable, pass, unsure, type Verdict } from '../model/check.ts';
import type { Stack } from '../model/cloudformation.ts';
import type { ClusterServices, EcsService, TaskDefinition } from '../model/ecs.ts';
import { type Missing, missing } from '../model/fact.ts';
import { deploymentRef, type ResourceRef } from '../model/target.ts';
import { parseStackName } from '../model/tts.ts';

const template = '5-6-ecs-monitoring';

export default defineCheck({
  id: 'ecs-service-prometheus-alerting',
  practice: 'alerting',
  title: 'Prometheus runs and has an Alertmanager to send its alerts to',
  severity: 'high',
  why: 'Whether components are down or the licence runs out is known to Prometheus alone, and reaches nobody without an Alertmanager.',
  fix: 'Give 5-6-ecs-monitoring the URL of an Alertmanager, and repair its Prometheus service if that does not run.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/monitoring/',
  catalogueIds: ['ALR-09'],
  controls: [],
  needs: ['cloudformation.stacks', 'ecs.services', 'ecs.task-definitions'],
  run: (facts, context) => {
    const stacks = facts['cloudformation.stacks'].filter(
      ({ name }) => parseStackName(name)?.template === template,
    );
    if (stacks.length === 0 && !context.expected.templates.includes(template)) {
      return [
        notApplicable(
          deploymentRef(context.deployment),
          `has no ${template}, which the vendor strongly recommends`,
        ),
      ];
    }
    const { found, hidden } = prometheusAmong(facts['ecs.services'], facts['ecs.task-definitions']);
    if (found.length > 0) return found.map((service) => judge(service, stacks));
    return hidden.length > 0
      ? hidden.map(({ ref, reason }) => unsure(ref, reason))
      : [fail({ type: 'template', name: template }, 'should run Prometheus, and no service does')];
  },
});

interface Among {
  readonly found: readonly EcsService[];
  /** What may be Prometheus, as far as can be seen. */
  readonly hidden: readonly { readonly ref: ResourceRef; readonly reason: Missing }[];
}

function prometheusAmong(
  clusters: readonly ClusterServices[],
  definitions: readonly TaskDefinition[],
): Among {
  const services = clusters.flatMap((each) => (each.services.known ? each.services.value : []));
  const seen = services.map((service) => ({
    service,
    definition: definitionIn(service, definitions),
  }));
  return {
    found: seen
      .filter(
        ({ definition }) => definition.known && componentOf(definition.value) === 'prometheus',
      )
      .map(({ service }) => service),
    hidden: [
      ...clusters.flatMap(({ cluster, services: list }) =>
        list.known ? [] : [{ ref: cluster, reason: list }],
      ),
      ...seen.flatMap(({ service, definition }) =>
        definition.known ? [] : [{ ref: service.ref, reason: definition }],
      ),
    ],
  };
}

function judge({ ref, runningCount, tags }: EcsService, stacks: readonly Stack[]): Verdict {
  if (runningCount < 1) return fail(ref, 'is Prometheus, and runs no task');
  const owner = stacks.filter(({ name }) => name === tags['aws:cloudformation:stack-name']);
  // Where its tag does not say which stack made it, all of them must have an Alertmanager.
  const urls = (owner.length > 0 ? owner : stacks).map((stack) => stack.parameters.AlertmanagerURL);
  if (urls.includes('')) return fail(ref, 'is Prometheus, and has no Alertmanager to tell');
  return urls.length === 0 || urls.includes(undefined)
    ? unsure(
        ref,
        missing('unsupported', `its ${template} has no parameter for an Alertmanager known here`),
      )
    : pass(ref, 'is Prometheus, runs, and has an Alertmanager to tell');
}
