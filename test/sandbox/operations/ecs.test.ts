import {
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ListClustersCommand,
  ListServicesCommand,
} from '@aws-sdk/client-ecs';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../../sandbox/account.ts';
import { call, healthyAccount, readAll, refusal } from './call.ts';

function productionCluster(account: Account): string {
  return account.ecs.clusters[1]?.clusterName ?? '';
}

describe('ListServices', () => {
  it('sends ten at a time when nobody asks for more', async () => {
    const account = healthyAccount();
    const cluster = productionCluster(account);
    const { rows, pages } = await readAll(
      (nextToken) => call(ListServicesCommand, { cluster, nextToken }, account),
      ({ serviceArns }) => serviceArns,
      ({ nextToken }) => nextToken,
    );
    expect(pages).toBe(2);
    expect(new Set(rows).size).toBe(11);
  });

  it('refuses sizes and clusters that are not', async () => {
    const account = healthyAccount();
    const cluster = productionCluster(account);
    for (const maxResults of [0, 101]) {
      await expect(call(ListServicesCommand, { cluster, maxResults }, account)).rejects.toThrow(
        refusal('InvalidParameterException'),
      );
    }
    await expect(call(ListServicesCommand, {}, account)).rejects.toThrow(
      refusal('ClusterNotFoundException'),
    );
  });

  it('refuses the token of another cluster', async () => {
    const account = healthyAccount();
    const cluster = productionCluster(account);
    const { nextToken } = await call(ListServicesCommand, { cluster }, account);
    await expect(
      call(ListServicesCommand, { cluster: 'billing', nextToken }, account),
    ).rejects.toThrow(refusal('InvalidParameterException'));
  });
});

describe('DescribeServices', () => {
  it('takes ten, and not one more', async () => {
    const account = healthyAccount();
    const cluster = productionCluster(account);
    const { serviceArns = [] } = await call(
      ListServicesCommand,
      { cluster, maxResults: 100 },
      account,
    );
    const ten = { cluster, services: serviceArns.slice(0, 10) };
    expect((await call(DescribeServicesCommand, ten, account)).services).toHaveLength(10);
    for (const services of [serviceArns, []]) {
      await expect(call(DescribeServicesCommand, { cluster, services }, account)).rejects.toThrow(
        refusal('InvalidParameterException'),
      );
    }
  });

  it('names what it could not find', async () => {
    const account = healthyAccount();
    const { services, failures } = await call(
      DescribeServicesCommand,
      { cluster: 'billing', services: ['nope', 'invoices'] },
      account,
    );
    expect(services?.map(({ serviceName }) => serviceName)).toEqual(['invoices']);
    expect(failures).toEqual([
      { arn: 'arn:aws:ecs:eu-west-1:111122223333:service/billing/nope', reason: 'MISSING' },
    ]);
  });
});

describe('tags', () => {
  it('are sent only to those who ask', async () => {
    const account = healthyAccount();
    const cluster = productionCluster(account);
    const service = account.ecs.services[1]?.serviceName ?? '';
    for (const include of [[], ['TAGS' as const]]) {
      const tagged = include.length > 0;
      const { clusters } = await call(
        DescribeClustersCommand,
        { clusters: [cluster], include },
        account,
      );
      const { services } = await call(
        DescribeServicesCommand,
        { cluster, services: [service], include },
        account,
      );
      expect(clusters?.[0]?.tags !== undefined).toBe(tagged);
      expect(services?.[0]?.tags !== undefined).toBe(tagged);
    }
  });
});

describe('DescribeClusters', () => {
  it('names what it could not find, and takes a hundred at the most', async () => {
    const account = healthyAccount();
    const { clusters, failures } = await call(DescribeClustersCommand, {}, account);
    expect(clusters).toEqual([]);
    expect(failures?.[0]?.reason).toBe('MISSING');
    await expect(
      call(DescribeClustersCommand, { clusters: new Array(101).fill('billing') }, account),
    ).rejects.toThrow(refusal('InvalidParameterException'));
    const { clusterArns = [] } = await call(ListClustersCommand, {}, account);
    const found = await call(DescribeClustersCommand, { clusters: clusterArns }, account);
    expect(found.clusters).toHaveLength(3);
  });
});

describe('DescribeTaskDefinition', () => {
  it('finds by ARN, by revision and by family', async () => {
    const account = healthyAccount();
    const invoices = account.ecs.taskDefinitions[0];
    for (const taskDefinition of [invoices?.taskDefinitionArn, 'invoices:3', 'invoices']) {
      const answer = await call(DescribeTaskDefinitionCommand, { taskDefinition }, account);
      expect(answer.taskDefinition).toEqual(invoices);
    }
    await expect(
      call(DescribeTaskDefinitionCommand, { taskDefinition: 'invoices:4' }, account),
    ).rejects.toThrow(refusal('ClientException'));
  });
});
