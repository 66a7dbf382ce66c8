import {
  DescribeClustersCommand,
  DescribeContainerInstancesCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ListAccountSettingsCommand,
  ListClustersCommand,
  ListContainerInstancesCommand,
  ListServicesCommand,
  ListTasksCommand,
} from '@aws-sdk/client-ecs';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../../sandbox/account.ts';
import {
  addContainerInstances,
  addEcsCluster,
  addEcsService,
  addEcsSettings,
  drainContainerInstance,
  replaceTask,
  stopTask,
} from '../../../sandbox/worlds/containers.ts';
import { networkNamed } from '../../../sandbox/worlds/network.ts';
import { call, healthyAccount, nothing, readAll, refusal } from './call.ts';

const cluster = 'kitchen';
const [first, second] = ['eu-west-1a', 'eu-west-1b'] as const;

/** One cluster with a service of as many tasks, and a machine in each of two zones. */
function smallAccount(tasks = 3): Account {
  const account = nothing();
  addEcsCluster(account, cluster, []);
  addEcsService(account, {
    cluster,
    name: 'oven',
    family: 'oven-definition',
    revision: 4,
    container: { name: 'oven', image: 'registry.example.com/oven:1.0' },
    desired: tasks,
    network: networkNamed('kitchen', [first, second]),
    tags: [{ key: 'owner', value: 'cook' }],
    created: 0,
    deployed: 0,
  });
  addContainerInstances(account, cluster, [
    { instanceId: 'i-0000000000000000a', zone: first },
    { instanceId: 'i-0000000000000000b', zone: second },
  ]);
  return account;
}

async function taskArns(account: Account): Promise<string[]> {
  return (await call(ListTasksCommand, { cluster }, account)).taskArns ?? [];
}

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

describe('the counts of a cluster', () => {
  it('are of what it holds when somebody asks', async () => {
    const account = smallAccount();
    const counts = async () => {
      const { clusters } = await call(DescribeClustersCommand, { clusters: [cluster] }, account);
      return clusters?.[0];
    };
    expect(await counts()).toMatchObject({
      registeredContainerInstancesCount: 2,
      activeServicesCount: 1,
      runningTasksCount: 3,
      pendingTasksCount: 0,
    });
    stopTask(account, 'oven');
    replaceTask(account, 'oven');
    drainContainerInstance(account, 'i-0000000000000000a');
    expect(await counts()).toMatchObject({
      registeredContainerInstancesCount: 2,
      runningTasksCount: 1,
      pendingTasksCount: 1,
    });
  });

  it('leave out what other clusters hold', async () => {
    const account = smallAccount();
    addEcsCluster(account, 'kitchen-garden', []);
    const { clusters } = await call(
      DescribeClustersCommand,
      { clusters: ['kitchen-garden'] },
      account,
    );
    expect(clusters?.[0]).toMatchObject({
      registeredContainerInstancesCount: 0,
      activeServicesCount: 0,
      runningTasksCount: 0,
    });
  });
});

describe('ListTasks', () => {
  it('sends a hundred at a time', async () => {
    const account = smallAccount(230);
    const { rows, pages } = await readAll(
      (nextToken) => call(ListTasksCommand, { cluster, nextToken }, account),
      (page) => page.taskArns,
      ({ nextToken }) => nextToken,
    );
    expect(pages).toBe(3);
    expect(new Set(rows).size).toBe(230);
  });

  it('keeps to what is asked for', async () => {
    const account = smallAccount();
    const [task] = account.ecs.tasks;
    const count = async (input: object) =>
      (await call(ListTasksCommand, { cluster, ...input }, account)).taskArns?.length;
    expect(await count({ serviceName: 'oven' })).toBe(3);
    expect(await count({ family: 'oven-definition' })).toBe(3);
    expect(await count({ family: 'oven' })).toBe(0);
    expect(await count({ launchType: 'FARGATE' })).toBe(0);
    expect(await count({ desiredStatus: 'STOPPED' })).toBe(0);
    expect(await count({ startedBy: task?.startedBy })).toBe(3);
    expect(await count({ containerInstance: task?.containerInstanceArn })).toBe(2);
  });

  it.each([
    ['sizes that are not', { cluster, maxResults: 101 }, 'InvalidParameterException'],
    ['tokens it never sent', { cluster, nextToken: 'bm9wZQ==' }, 'InvalidParameterException'],
    [
      'startedBy beside others',
      { cluster, startedBy: 'me', serviceName: 'oven' },
      'InvalidParameterException',
    ],
    ['what it does not know', { cluster, daemonName: 'x' }, 'InvalidParameterException'],
    ['services that are not', { cluster, serviceName: 'sink' }, 'ServiceNotFoundException'],
    ['clusters that are not', { cluster: 'garage' }, 'ClusterNotFoundException'],
  ])('refuses %s', async (_what, input, code) => {
    await expect(call(ListTasksCommand, input, smallAccount())).rejects.toThrow(refusal(code));
  });
});

describe('DescribeTasks', () => {
  it('finds by ARN and by id, and names what it could not find', async () => {
    const account = smallAccount();
    const [arn = '', other = ''] = await taskArns(account);
    const id = other.slice(other.lastIndexOf('/') + 1);
    const { tasks, failures } = await call(
      DescribeTasksCommand,
      { cluster, tasks: [arn, id, 'nope'] },
      account,
    );
    expect(tasks?.map(({ taskArn }) => taskArn)).toEqual([arn, other]);
    expect(failures).toEqual([
      { arn: 'arn:aws:ecs:eu-west-1:111122223333:task/kitchen/nope', reason: 'MISSING' },
    ]);
  });

  it('sends tags only to those who ask', async () => {
    const account = smallAccount();
    const tasks = await taskArns(account);
    const plain = await call(DescribeTasksCommand, { cluster, tasks }, account);
    const tagged = await call(DescribeTasksCommand, { cluster, tasks, include: ['TAGS'] }, account);
    expect(plain.tasks?.[0]?.tags).toBeUndefined();
    expect(tagged.tasks?.[0]?.tags).toEqual([{ key: 'owner', value: 'cook' }]);
  });

  it('takes a hundred, and not one more', async () => {
    const account = smallAccount(101);
    const tasks = account.ecs.tasks.flatMap(({ taskArn }) => taskArn ?? []);
    const hundred = { cluster, tasks: tasks.slice(0, 100) };
    expect((await call(DescribeTasksCommand, hundred, account)).tasks).toHaveLength(100);
    for (const bad of [tasks, []]) {
      await expect(call(DescribeTasksCommand, { cluster, tasks: bad }, account)).rejects.toThrow(
        refusal('InvalidParameterException'),
      );
    }
  });
});

describe('ListContainerInstances and DescribeContainerInstances', () => {
  it('tell of every machine of the cluster, and how many tasks it runs', async () => {
    const account = smallAccount();
    const { containerInstanceArns = [] } = await call(
      ListContainerInstancesCommand,
      { cluster },
      account,
    );
    const { containerInstances } = await call(
      DescribeContainerInstancesCommand,
      { cluster, containerInstances: containerInstanceArns },
      account,
    );
    expect(containerInstances?.map((each) => [each.ec2InstanceId, each.runningTasksCount])).toEqual(
      [
        ['i-0000000000000000a', 2],
        ['i-0000000000000000b', 1],
      ],
    );
  });

  it('keep to the status asked for', async () => {
    const account = smallAccount();
    drainContainerInstance(account, 'i-0000000000000000a');
    const count = async (input: object) =>
      (await call(ListContainerInstancesCommand, { cluster, ...input }, account))
        .containerInstanceArns?.length;
    expect(await count({})).toBe(2);
    expect(await count({ status: 'DRAINING' })).toBe(1);
    for (const instance of account.ecs.containerInstances) instance.status = 'INACTIVE';
    expect(await count({})).toBe(0);
  });

  it('are paged, and name what they could not find', async () => {
    const account = smallAccount();
    const { containerInstanceArns, nextToken } = await call(
      ListContainerInstancesCommand,
      { cluster, maxResults: 1 },
      account,
    );
    expect(containerInstanceArns).toHaveLength(1);
    expect(nextToken).toBeDefined();
    const { failures } = await call(
      DescribeContainerInstancesCommand,
      { cluster, containerInstances: ['nope'] },
      account,
    );
    expect(failures?.[0]?.reason).toBe('MISSING');
  });

  it('refuse bad input', async () => {
    const account = smallAccount();
    const invalid = refusal('InvalidParameterException');
    await expect(
      call(ListContainerInstancesCommand, { cluster, filter: 'attribute:x exists' }, account),
    ).rejects.toThrow(invalid);
    for (const containerInstances of [[], new Array<string>(101).fill('x')]) {
      await expect(
        call(DescribeContainerInstancesCommand, { cluster, containerInstances }, account),
      ).rejects.toThrow(invalid);
    }
  });
});

describe('ListAccountSettings', () => {
  const account = nothing();
  addEcsSettings(account);

  it('sends those that hold for all, ten at a time, to those who ask for what holds', async () => {
    const effectiveSettings = true;
    const { rows, pages } = await readAll(
      (nextToken) => call(ListAccountSettingsCommand, { effectiveSettings, nextToken }, account),
      ({ settings }) => settings,
      ({ nextToken }) => nextToken,
    );
    expect(pages).toBe(2);
    expect(rows).toEqual(account.ecs.settings);
    expect((await call(ListAccountSettingsCommand, {}, account)).settings).toEqual([]);
  });

  it('keeps to a name and a value', async () => {
    const ask = async (value?: string) =>
      (
        await call(
          ListAccountSettingsCommand,
          { effectiveSettings: true, name: 'awsvpcTrunking', value },
          account,
        )
      ).settings?.length;
    expect(await ask()).toBe(1);
    expect(await ask('enabled')).toBe(1);
    expect(await ask('disabled')).toBe(0);
  });

  it.each([
    { maxResults: 11 },
    { value: 'enabled' },
    { principalArn: 'arn:aws:iam::111122223333:role/x' },
  ])('refuses %j', async (input) => {
    await expect(call(ListAccountSettingsCommand, input, account)).rejects.toThrow(
      refusal('InvalidParameterException'),
    );
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
