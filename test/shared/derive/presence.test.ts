import { expect, it } from 'vitest';
import { orAbsent } from '../../../shared/derive/presence.ts';
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
