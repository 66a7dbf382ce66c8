/** Law 1, held by the compiler: `npm run types` fails when one of the refusals below is no longer one. */
import { describe, expect, it } from 'vitest';
import type { Gatherer } from '../../../shared/gather/gatherer.ts';
import { defineCheck, pass, reaches, severities } from '../../../shared/model/check.ts';
import { deploymentRef } from '../../../shared/model/target.ts';

const words = {
  id: 'rds-cluster-tried',
  practice: 'back-ups',
  title: 'Clusters are tried',
  severity: 'low',
  why: 'To see what the compiler says.',
  fix: 'Nothing is to be done here.',
  docs: 'https://docs.aws.amazon.com/',
  catalogueIds: [],
  controls: [],
} as const;

describe('a check', () => {
  it('reads only the facts it declares, and a value only after asking whether it is known', () => {
    const check = defineCheck({
      ...words,
      settings: { days: { default: 1, minimum: 1, unit: 'days', about: 'anything' } },
      needs: ['rds.clusters'],
      wants: ['rds.instances'],
      run: (facts, { deployment, settings }) => {
        // @ts-expect-error not declared
        facts['ecs.clusters'];
        // @ts-expect-error wanted only: known must be asked first
        facts['rds.instances'].value;
        // @ts-expect-error no such setting
        settings.hours;
        const instances = facts['rds.instances'].known ? facts['rds.instances'].value.length : 0;
        return [pass(deploymentRef(deployment), `${facts['rds.clusters'].length} ${instances}`)];
      },
    });
    expect(check.needs).toEqual(['rds.clusters']);
    expect(check.wants).toEqual(['rds.instances']);
  });

  it('cannot need a fact there is not, nor name a page that is not served safely', () => {
    // @ts-expect-error no such fact
    defineCheck({ ...words, needs: ['rds.nothing'], run: () => [] });
    // @ts-expect-error not https
    defineCheck({ ...words, docs: 'http://example.com', needs: [], run: () => [] });
    expect(severities.every((severity) => reaches('critical', severity))).toBe(true);
  });
});

describe('a gatherer', () => {
  it('reads every fact of its service with actions that read', () => {
    const refused: Gatherer<'ec2'> = {
      'ec2.instances': {
        // @ts-expect-error not an action that reads
        actions: ['ec2:TerminateInstances'],
        read: async () => [],
      },
    };
    // @ts-expect-error a fact of the service is left out
    const incomplete: Gatherer<'ssm'> = {
      'ssm.instances': { actions: ['ssm:DescribeInstanceInformation'], read: async () => [] },
    };
    expect(Object.keys(refused).concat(Object.keys(incomplete))).toHaveLength(2);
  });
});
