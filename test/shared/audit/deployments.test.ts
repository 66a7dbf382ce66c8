import { describe, expect, it } from 'vitest';
import {
  type DeclaredDeployment,
  findDeployments,
  groupByDeployment,
  wholeRegion,
} from '../../../shared/audit/deployments.ts';
import type { Stack } from '../../../shared/model/cloudformation.ts';
import { known } from '../../../shared/model/fact.ts';
import type { Deployment } from '../../../shared/model/target.ts';
import { aDeployment, aStack, aTarget, denied } from '../../support/builders.ts';

const parametersOf = (cluster: string, Environment = 'prod') => ({
  NetworkName: cluster,
  Environment,
  Cluster: cluster,
});

function stack(name: string, over: Partial<Stack> = {}): Stack {
  return aStack({ name, parameters: {}, ...over });
}

function find(
  stacks: readonly Stack[],
  declared: readonly DeclaredDeployment[] = [],
  remembered: readonly Deployment[] = [],
): Deployment[] {
  return findDeployments(aTarget(), known(stacks), declared, remembered);
}

function names(deployments: readonly Deployment[]): string[] {
  return deployments.map(({ name, prefix, origin }) => `${name} (${prefix}, ${origin})`);
}

describe('the deployments of a target', () => {
  it('are discovered by the prefixes of their stacks, in the order of their names', () => {
    const found = find([
      stack('globex-1-1-vpc'),
      stack('acme-prod-eu1-1-1-vpc'),
      stack('acme-prod-eu1-2-3-db-redis'),
    ]);
    expect(names(found)).toEqual([
      'acme-prod-eu1 (acme-prod-eu1, discovered)',
      'globex (globex, discovered)',
    ]);
  });

  it('are none of other teams’, nor the auditor’s own', () => {
    expect(find([stack('billing', { versionTag: '1.0.0' }), stack('acme-7-1-auditor')])).toEqual(
      [],
    );
  });

  it('are declared, with or without stacks', () => {
    const found = find(
      [stack('acme-1-1-vpc')],
      [
        { name: 'acme', prefix: 'acme' },
        { name: 'globex', prefix: 'globex' },
      ],
    );
    expect(names(found)).toEqual(['acme (acme, declared)', 'globex (globex, declared)']);
  });

  it('are declared under a name of their own, and not discovered again', () => {
    const found = find([stack('acme-1-1-vpc')], [{ name: 'production', prefix: 'acme' }]);
    expect(names(found)).toEqual(['production (acme, declared)']);
  });

  it('are remembered when nothing shows them any more', () => {
    const gone = aDeployment({ name: 'acme', origin: 'remembered' });
    expect(find([stack('globex-1-1-vpc')], [], [gone])).toContainEqual(gone);
  });

  it('are remembered no longer once they are seen or declared again', () => {
    const back = aDeployment({ name: 'acme', origin: 'remembered' });
    expect(names(find([stack('acme-1-1-vpc')], [], [back]))).toEqual(['acme (acme, discovered)']);
    expect(names(find([], [{ name: 'acme', prefix: 'acme' }], [back]))).toEqual([
      'acme (acme, declared)',
    ]);
  });

  it('are one, not two, when what was discovered once is declared under another name', () => {
    const once = aDeployment({ name: 'acme', origin: 'remembered' });
    const declared = [{ name: 'production', prefix: 'acme' }];
    expect(names(find([stack('acme-1-1-vpc')], declared, [once]))).toEqual([
      'production (acme, declared)',
    ]);
    expect(names(find([], declared, [once]))).toEqual(['production (acme, declared)']);
  });

  it('are only those declared and remembered when the stacks cannot be listed', () => {
    const found = findDeployments(
      aTarget(),
      denied('cloudformation:DescribeStacks'),
      [{ name: 'acme', prefix: 'acme' }],
      [aDeployment({ name: 'globex', origin: 'remembered' })],
    );
    expect(names(found)).toEqual(['acme (acme, declared)', 'globex (globex, remembered)']);
  });
});

describe('the environment', () => {
  const environmentOf = (...values: readonly string[]) =>
    find(
      values.map((value, at) =>
        stack(`acme-2-3-db-redis-${at}`, { parameters: { Environment: value } }),
      ),
    )[0]?.environment;

  it.each([
    ['staging', ['staging']],
    ['production', ['prod']],
    // What says neither, or both, is held to the stricter one.
    ['production', ['staging', 'prod']],
    ['production', ['test']],
    ['production', ['']],
  ])('is %s when the stacks say %j', (expected, values) => {
    expect(environmentOf(...values)).toBe(expected);
  });

  it('is what is declared, whatever the stacks say', () => {
    const declared = [{ name: 'acme', prefix: 'acme', environment: 'staging' as const }];
    const stacks = [stack('acme-1-1-vpc', { parameters: parametersOf('acme') })];
    expect(find(stacks, declared)[0]?.environment).toBe('staging');
  });
});

describe('the cluster role', () => {
  const roleOf = (...templates: readonly string[]) =>
    find(templates.map((template) => stack(`acme-${template}`)))[0]?.clusterRole;

  it.each([
    ['primary', ['5-3a-ecs-is-service']],
    ['secondary', ['5-3b-ecs-external-is-proxy']],
    ['primary', ['5-3a-ecs-is-service', '5-3b-ecs-external-is-proxy']],
    ['primary', ['1-1-vpc']],
  ])('is %s with %j', (role, templates) => {
    expect(roleOf(...templates)).toBe(role);
  });

  it('is what is declared, whatever the stacks say', () => {
    const declared = [{ name: 'acme', prefix: 'acme', clusterRole: 'secondary' as const }];
    expect(find([stack('acme-5-3a-ecs-is-service')], declared)[0]?.clusterRole).toBe('secondary');
  });
});

describe('a stack whose name follows no scheme', () => {
  const group = (stacks: readonly Stack[], declared: readonly { prefix: string }[] = []) =>
    Object.fromEntries(
      [...groupByDeployment(stacks, declared)].map(([prefix, members]) => [
        prefix,
        members.map(({ name }) => name),
      ]),
    );

  it('goes to the deployment with the same network, environment and cluster, whatever it is called', () => {
    const found = group([
      stack('webhook-queue', { parameters: parametersOf('acme') }),
      stack('acme-1-1-vpc', { parameters: parametersOf('acme') }),
      stack('globex-1-1-vpc', { parameters: parametersOf('globex') }),
    ]);
    expect(found.acme).toEqual(['acme-1-1-vpc', 'webhook-queue']);
    expect(found.globex).toEqual(['globex-1-1-vpc']);
  });

  it('goes by its parameters before its name', () => {
    const found = group([
      stack('globex-queue', { parameters: parametersOf('acme') }),
      stack('acme-1-1-vpc', { parameters: parametersOf('acme') }),
      stack('globex-1-1-vpc', { parameters: parametersOf('globex') }),
    ]);
    expect(found.acme).toContain('globex-queue');
  });

  it('goes to the longest prefix its name begins with', () => {
    const found = group([
      stack('acme-1-1-vpc'),
      stack('acme-eu1-1-1-vpc'),
      stack('acme-eu1-queue'),
    ]);
    expect(found['acme-eu1']).toContain('acme-eu1-queue');
  });

  it('goes to a declared deployment that shows no other stack', () => {
    expect(group([stack('acme-queue')], [{ prefix: 'acme' }])).toEqual({ acme: ['acme-queue'] });
  });

  it('needs all three parameters to belong somewhere', () => {
    const half = { NetworkName: 'acme', Environment: 'prod' };
    const found = group([
      stack('webhook-queue', { parameters: half }),
      stack('acme-1-1-vpc', { parameters: half }),
    ]);
    expect(found['webhook-queue']).toEqual(['webhook-queue']);
  });

  it('stands alone when nothing tells where it belongs', () => {
    expect(group([stack('queue'), stack('acme-1-1-vpc')])).toEqual({
      queue: ['queue'],
      acme: ['acme-1-1-vpc'],
    });
  });
});

it('of a whole region there is one, that holds everything to the stricter rules', () => {
  expect(wholeRegion(aTarget())).toEqual({
    name: 'all-resources',
    target: aTarget(),
    prefix: '',
    environment: 'production',
    clusterRole: 'primary',
    origin: 'region',
  });
});
