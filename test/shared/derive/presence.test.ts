import { describe, expect, it } from 'vitest';
import { orAbsent, orNoTopic } from '../../../shared/derive/presence.ts';
import { pass } from '../../../shared/model/check.ts';
import type { TemplateName } from '../../../shared/model/tts.ts';
import { aDeployment } from '../../support/builders.ts';

function context(...templates: readonly TemplateName[]) {
  return { deployment: aDeployment(), expected: { templates, singletons: [] } };
}

it('leaves verdicts as they are, expected or not', () => {
  const verdicts = [pass({ type: 'rds-cluster', name: 'orders' }, 'is fine')];
  expect(orAbsent(verdicts, 'an Aurora cluster', '2-1-db-aurora-master', context())).toBe(verdicts);
});

it('expected and absent is a failure of the template that should have brought it', () => {
  const expecting = context('2-1-db-aurora-master');
  expect(orAbsent([], 'an Aurora cluster', '2-1-db-aurora-master', expecting)).toEqual([
    {
      subject: { type: 'template', name: '2-1-db-aurora-master' },
      status: 'fail',
      reason: 'should have brought an Aurora cluster, and there is none',
    },
  ]);
});

it.each([
  ['an Aurora cluster', 'has no Aurora cluster, and none is expected'],
  ['a Redis replication group', 'has no Redis replication group, and none is expected'],
  ['ECS services', 'has no ECS services, and none is expected'],
])('absent and not expected does not apply: %s', (what, reason) => {
  expect(orAbsent([], what, '2-1-db-aurora-master', context('1-1-vpc'))).toEqual([
    { subject: { type: 'deployment', name: 'acme' }, status: 'not-applicable', reason },
  ]);
});

describe('alert topics', () => {
  it('leave verdicts as they are', () => {
    const verdicts = [pass({ type: 'sns-topic', name: 'alarms' }, 'is fine')];
    expect(orNoTopic(verdicts, context())).toBe(verdicts);
  });

  it('are a failure of their template where it is expected', () => {
    expect(orNoTopic([], context('1-3-opsgenie'))).toEqual([
      {
        subject: { type: 'template', name: '1-3-opsgenie' },
        status: 'fail',
        reason: 'should have brought an alert topic, and there is none',
      },
    ]);
  });

  it('are left to the check that fails without one where it is not', () => {
    expect(orNoTopic([], context('1-1-vpc'))).toEqual([
      {
        subject: { type: 'deployment', name: 'acme' },
        status: 'not-applicable',
        reason: 'has no alert topic: sns-topic-deployed says so',
      },
    ]);
  });
});
