import { describe, expect, it } from 'vitest';
import { judgeDataVolumes } from '../../../shared/derive/timescale.ts';
import { pass } from '../../../shared/model/check.ts';
import type { Instance } from '../../../shared/model/ec2.ts';
import type { TemplateName } from '../../../shared/model/tts.ts';
import { aDeployment, anInstance, stackTag } from '../../support/builders.ts';

const root = { id: 'vol-root', device: '/dev/xvda', root: true, deletedWithInstance: true };
const data = { id: 'vol-data', device: '/dev/sdf', root: false, deletedWithInstance: false };
const machine = (stackName: string, over: Partial<Instance> = {}) =>
  anInstance({ volumes: [root, data], tags: stackTag(stackName), ...over });

const judge = (instances: readonly Instance[], templates: readonly TemplateName[] = []) =>
  judgeDataVolumes(
    instances,
    { deployment: aDeployment(), expected: { templates, singletons: [] } },
    (ref, { device }) => pass(ref, `is judged as ${device}`),
  ).map(({ subject, status, reason }) => `${subject.type} ${subject.name} ${status}: ${reason}`);

describe('the data volumes of TimescaleDB', () => {
  it.each([
    'acme-2-5-db-timescale-master',
    'acme-2-5-db-timescale',
    'acme-2-6-db-timescale-replica',
    'acme-2-6-db-timescale-replica-noc',
  ])('are all but the root volume of the machines of %s', (stackName) => {
    expect(judge([machine(stackName)])).toEqual([
      'ec2-volume vol-data pass: is judged as /dev/sdf',
    ]);
  });

  it.each(['acme-5-1-ecs-cluster', 'acme-1-2-bastion', 'somebody-else'])(
    'are not those of %s',
    (stackName) => {
      expect(judge([machine(stackName)])).toEqual([
        'deployment acme not-applicable: has no TimescaleDB machine, and none is expected',
      ]);
    },
  );

  it('are not those of a machine of no stack', () => {
    expect(judge([anInstance({ volumes: [data] })])).toHaveLength(1);
    expect(judge([anInstance({ volumes: [data] })])[0]).toContain('not-applicable');
  });

  it('hold data also while the machine is stopped', () => {
    expect(judge([machine('acme-2-5-db-timescale-master', { state: 'stopped' })])).toHaveLength(1);
  });

  it('are missed on a machine that has none', () => {
    expect(judge([machine('acme-2-5-db-timescale-master', { volumes: [root] })])).toEqual([
      'ec2-instance i-1 warn: is to run TimescaleDB and has no data volume',
    ]);
  });

  it('are there where their template is expected', () => {
    expect(judge([], ['2-5-db-timescale-master'])).toEqual([
      'template 2-5-db-timescale-master fail: should have brought a TimescaleDB machine, and there is none',
    ]);
  });
});
