import { describe, expect, it } from 'vitest';
import { counterpartFacts, type Seen } from '../../../shared/audit/counterpart.ts';
import { known } from '../../../shared/model/fact.ts';
import type { Deployment } from '../../../shared/model/target.ts';
import { aDbCluster, aDeployment, aStack, denied } from '../../support/builders.ts';

interface Told {
  readonly network?: string;
  readonly cluster?: string;
}

/** A deployment whose stacks say of which network and cluster they are. */
function seen(over: Partial<Deployment>, { network = 'acme', cluster = 'eu1' }: Told = {}): Seen {
  const deployment = aDeployment(over);
  const parameters = { NetworkName: network, Cluster: cluster };
  return {
    deployment,
    view: {
      'cloudformation.stacks': known([aStack({ name: `${deployment.name}-1-1-vpc`, parameters })]),
      'rds.clusters': known([aDbCluster({ id: `${deployment.name}-db` })]),
    },
  };
}

const production = seen({ name: 'prod' });
const staging = seen({ name: 'staging', environment: 'staging' });
const elsewhere = { accountId: '444455556666', region: 'eu-west-1' };

function stagingOf(one: Seen, all: readonly Seen[], declared?: string) {
  const fact = counterpartFacts(one, all, declared)['counterpart.deployments'];
  return fact?.known ? fact.value.map(({ name }) => name) : fact;
}

describe('the staging of a production deployment', () => {
  it('is the one of the same network and cluster in the same account and region', () => {
    const twin = seen({ name: 'twin', environment: 'staging' });
    const other = seen({ name: 'other', environment: 'staging' }, { cluster: 'us1' });
    expect(stagingOf(production, [other, production, twin])).toEqual(['twin']);
  });

  it('is any of the same network where none has the same cluster', () => {
    const other = seen({ name: 'other', environment: 'staging' }, { cluster: 'us1' });
    expect(stagingOf(production, [production, other])).toEqual(['other']);
  });

  it.each([
    ['another network', seen({ name: 'x', environment: 'staging' }, { network: 'globex' })],
    ['another account', seen({ name: 'x', environment: 'staging', target: elsewhere })],
    ['production too', seen({ name: 'x' })],
  ])('is none when the only other one is of %s', (_why, other) => {
    expect(stagingOf(production, [production, other])).toEqual([]);
  });

  it('is none where stacks tell no network: nothing would make two of them a pair', () => {
    const nameless = (over: Partial<Deployment>) => ({
      ...seen(over),
      view: { 'cloudformation.stacks': known([aStack({ parameters: {} })]) },
    });
    const [one, other] = [nameless({}), nameless({ name: 'x', environment: 'staging' })];
    expect(stagingOf(one, [one, other])).toEqual([]);
  });

  it('is what the configuration says, wherever it lives', () => {
    const far = seen({ name: 'far', environment: 'staging', target: elsewhere });
    expect(stagingOf(production, [production, staging, far], 'far')).toEqual(['far']);
  });

  it('is not known when what the configuration names was not read: none would be a lie', () => {
    expect(stagingOf(production, [production, staging], 'far')).toMatchObject({
      cause: 'not-gathered',
      detail: expect.stringMatching(/^far, .* was not read in this run: declare it there /),
    });
  });

  it('is not known while the stacks cannot be listed', () => {
    const refusal = denied('cloudformation:DescribeStacks');
    const blind = { ...production, view: { 'cloudformation.stacks': refusal } };
    expect(stagingOf(blind, [blind, staging])).toEqual(refusal);
  });

  it('does not exist for staging itself, nor for a whole region', () => {
    const region = seen({ name: 'eu-west-1', origin: 'region' });
    expect(stagingOf(staging, [production, staging])).toEqual([]);
    expect(stagingOf(region, [region, staging])).toEqual([]);
  });
});

describe('its facts', () => {
  it('are those of its own view', () => {
    const facts = counterpartFacts(production, [production, staging]);
    expect(facts['counterpart.stacks']).toEqual(staging.view['cloudformation.stacks']);
    expect(facts['counterpart.clusters']).toEqual(staging.view['rds.clusters']);
  });

  it('are missing where its view has none, and as it has them missing', () => {
    const refusal = denied('rds:DescribeDBClusters');
    const blind = { ...staging, view: { ...staging.view, 'rds.clusters': refusal } };
    const facts = counterpartFacts(production, [production, blind]);
    expect(facts['counterpart.clusters']).toEqual(refusal);
    expect(facts['counterpart.groups']).toMatchObject({ known: false, cause: 'not-gathered' });
  });

  it('are empty where there is none', () => {
    const facts = Object.values(counterpartFacts(production, [production]));
    expect(facts.length).toBeGreaterThan(5);
    for (const fact of facts) expect(fact).toEqual(known([]));
  });
});
