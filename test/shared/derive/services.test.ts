import { expect, it } from 'vitest';
import { judgeServices } from '../../../shared/derive/services.ts';
import { pass } from '../../../shared/model/check.ts';
import type { ClusterServices } from '../../../shared/model/ecs.ts';
import { known } from '../../../shared/model/fact.ts';
import { aClusterServices, aDeployment, anEcsService, denied } from '../../support/builders.ts';

function judge(...clusters: readonly ClusterServices[]) {
  const context = {
    deployment: aDeployment(),
    expected: { templates: ['5-4-ecs-services' as const], singletons: [] },
  };
  return judgeServices(clusters, context, ({ ref }) => pass(ref, 'runs')).map(
    ({ subject, status }) => `${subject.type} ${subject.name}: ${status}`,
  );
}

it('judges every service of every cluster', () => {
  const services = known([anEcsService({ name: 'gs' }), anEcsService({ name: 'ns' })]);
  expect(judge(aClusterServices({ services }), aClusterServices({ services: known([]) }))).toEqual([
    'ecs-service tts/gs: pass',
    'ecs-service tts/ns: pass',
  ]);
});

it('says once of a cluster that its services could not be read, and judges the others', () => {
  const refused = aClusterServices({
    cluster: { type: 'ecs-cluster', name: 'other' },
    services: denied('ecs:ListServices'),
  });
  expect(judge(refused, aClusterServices())).toEqual([
    'ecs-cluster other: unknown',
    'ecs-service tts/gs: pass',
  ]);
  expect(judge(refused)).toEqual(['ecs-cluster other: unknown']);
});

it('misses services where they are expected', () => {
  expect(judge()).toEqual(['template 5-4-ecs-services: fail']);
  expect(judge(aClusterServices({ services: known([]) }))).toEqual([
    'template 5-4-ecs-services: fail',
  ]);
});
