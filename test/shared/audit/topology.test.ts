import { describe, expect, it } from 'vitest';
import {
  deployedTemplates,
  expectedTopology,
  switchedOnTemplates,
} from '../../../shared/audit/topology.ts';
import type { Stack } from '../../../shared/model/cloudformation.ts';
import { mandatoryTemplates, templates } from '../../../shared/model/tts.ts';
import { aDeployment, aStack } from '../../support/builders.ts';

const primary = aDeployment();

describe('what a deployment should contain', () => {
  it('is what its cluster role cannot do without', () => {
    expect(expectedTopology(primary, [], []).templates).toEqual(mandatoryTemplates('primary'));
    expect(expectedTopology(aDeployment({ clusterRole: 'secondary' }), [], []).templates).toEqual(
      mandatoryTemplates('secondary'),
    );
  });

  it('and what is deployed, and what was once seen, each once, in the order of the templates', () => {
    const { templates: expected } = expectedTopology(
      primary,
      ['5-6-ecs-monitoring', '1-3-opsgenie', '1-1-vpc'],
      ['2-2-db-aurora-replica', '1-3-opsgenie'],
    );
    expect([...expected].sort()).toEqual(
      [
        ...mandatoryTemplates('primary'),
        '1-3-opsgenie',
        '2-2-db-aurora-replica',
        '5-6-ecs-monitoring',
      ].sort(),
    );
    expect(expected).toEqual(
      Object.keys(templates).filter((each) => expected.includes(each as never)),
    );
  });

  it('and not what the operator declares absent, be it mandatory, deployed or remembered', () => {
    const { templates: expected } = expectedTopology(primary, ['1-3-opsgenie'], ['1-2-bastion'], {
      absentTemplates: ['4-2b-configuration-rate-limiting', '1-3-opsgenie', '1-2-bastion'],
      singletons: [],
    });
    expect(expected).toEqual(
      mandatoryTemplates('primary').filter((each) => each !== '4-2b-configuration-rate-limiting'),
    );
  });

  it('is nothing for a whole region, whatever is deployed in it', () => {
    const region = aDeployment({ origin: 'region', prefix: '' });
    expect(expectedTopology(region, ['1-1-vpc'], ['2-3-db-redis']).templates).toEqual([]);
  });
});

describe('what is switched on', () => {
  const told = (parameters: Stack['parameters']) => [aStack({ parameters })];

  it('needs its template', () => {
    expect(switchedOnTemplates(told({ LBSCUPSmTLSEnabled: 'true' }))).toEqual(['2-4c-mtls-s3']);
    expect(switchedOnTemplates(told({ IncludeNOC: 'Yes' }))).toEqual(['2-5-db-timescale-master']);
    const twice = { IncludeNOC: 'true', ApplicationServerStorageEnabled: 'true' };
    expect(switchedOnTemplates(told(twice))).toEqual(['2-5-db-timescale-master']);
  });

  it('is nothing when it is off, empty or not given', () => {
    expect(switchedOnTemplates(told({ LBSCUPSmTLSEnabled: 'false', IncludeNOC: '' }))).toEqual([]);
    expect(switchedOnTemplates(told({}))).toEqual([]);
    expect(switchedOnTemplates([])).toEqual([]);
  });
});

describe('what need not run twice', () => {
  it('is monitoring and certificate renewal, and what the operator declares', () => {
    const builtIn = ['prometheus', 'trm-prometheus', 'trm-alertmanager', 'certbot'];
    expect(expectedTopology(primary, [], []).singletons).toEqual(builtIn);
    const declared = { absentTemplates: [], singletons: ['dcs'] };
    expect(expectedTopology(primary, [], [], declared).singletons).toEqual([...builtIn, 'dcs']);
    expect(
      expectedTopology(aDeployment({ origin: 'region' }), [], [], declared).singletons,
    ).toContain('dcs');
  });
});

it('tells the deployed templates by the names of the stacks, each once', () => {
  const stacks = [
    'acme-2-3-db-redis-general',
    'acme-2-3-db-redis-cache',
    'acme-5-6-ecs-proxy',
    'acme-webhook-queue',
  ].map((name) => aStack({ name }));
  expect(deployedTemplates(stacks)).toEqual(['2-3-db-redis', '5-7-ecs-proxy']);
});
