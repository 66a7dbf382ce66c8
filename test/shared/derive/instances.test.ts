import { describe, expect, it } from 'vitest';
import { isBastion, judgeRunning } from '../../../shared/derive/instances.ts';
import { pass, type Verdict } from '../../../shared/model/check.ts';
import type { ClusterServices } from '../../../shared/model/ecs.ts';
import { type Fact, known } from '../../../shared/model/fact.ts';
import type { TemplateName } from '../../../shared/model/tts.ts';
import {
  aClusterServices,
  aDeployment,
  anEcsService,
  anInstance,
  denied,
  stackTag,
} from '../../support/builders.ts';

const onEc2 = aClusterServices({ services: known([anEcsService({ launchType: 'EC2' })]) });
const onFargate = aClusterServices();
const unreadable = aClusterServices({ services: denied('ecs:ListServices') });

/** With no instance running. */
function judgeNone(
  services: Fact<readonly ClusterServices[]>,
  templates: readonly TemplateName[] = ['5-1-ecs-cluster'],
): readonly Verdict[] {
  const context = { deployment: aDeployment(), expected: { templates, singletons: [] } };
  return judgeRunning([], services, context, () => {
    throw new Error('there is nothing to judge');
  });
}

describe('running instances', () => {
  it('are judged one by one, and nothing else is asked', () => {
    const instances = [
      anInstance({ id: 'i-1' }),
      anInstance({ id: 'i-2', state: 'stopped' }),
      anInstance({ id: 'i-3', state: 'pending' }),
      anInstance({ id: 'i-4' }),
    ];
    const context = { deployment: aDeployment(), expected: { templates: [], singletons: [] } };
    const verdicts = judgeRunning(instances, denied('ecs:ListServices'), context, ({ ref }) =>
      pass(ref, 'runs'),
    );
    expect(verdicts.map(({ subject }) => subject.name)).toEqual(['i-1', 'i-4']);
  });
});

describe('no running instance', () => {
  it('is a failure when a service is to be launched on one', () => {
    expect(judgeNone(known([onFargate, onEc2]))).toEqual([
      {
        subject: { type: 'template', name: '5-1-ecs-cluster' },
        status: 'fail',
        reason: 'should run EC2 instances for gs, and none is running',
      },
    ]);
  });

  it('does not matter when all services are on Fargate, or there are none', () => {
    for (const services of [known([onFargate]), known([])]) {
      expect(judgeNone(services)[0]?.status).toBe('not-applicable');
    }
  });

  it('does not matter when no ECS cluster is expected, whatever could be read', () => {
    expect(judgeNone(denied('ecs:ListServices'), [])[0]?.status).toBe('not-applicable');
  });

  it('is unknown when AWS does not say where a service runs', () => {
    const unsaid = aClusterServices({ services: known([anEcsService({ launchType: null })]) });
    expect(judgeNone(known([onFargate, unsaid]))).toMatchObject([
      {
        subject: { type: 'deployment', name: 'acme' },
        status: 'unknown',
        reason: 'AWS does not say whether gs runs on container instances',
      },
    ]);
    expect(judgeNone(known([unsaid, onEc2]))[0]?.status).toBe('fail');
    expect(judgeNone(known([unsaid]), [])[0]?.status).toBe('not-applicable');
  });

  it('is unknown when the services could not be read', () => {
    expect(judgeNone(denied('ecs:ListServices'))[0]?.missing?.action).toBe('ecs:ListServices');
    expect(judgeNone(known([onFargate, unreadable]))[0]?.status).toBe('unknown');
  });

  it('is a failure in whatever order the clusters were read: one service is reason enough', () => {
    for (const services of [known([unreadable, onEc2]), known([onEc2, unreadable])]) {
      expect(judgeNone(services)[0]?.status).toBe('fail');
    }
  });
});

describe('a bastion', () => {
  it.each([
    ['acme-1-2-bastion', true],
    ['acme-1-1-vpc', false],
    ['jumphost', false],
  ])('is told by the stack that made it: %s', (stack, expected) => {
    expect(isBastion(anInstance({ tags: stackTag(stack) }))).toBe(expected);
  });

  it('is no instance of no stack', () => {
    expect(isBastion(anInstance())).toBe(false);
  });
});
