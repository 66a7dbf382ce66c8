import { describe, expect, it } from 'vitest';
import {
  factIn,
  gatherFrom,
  isWholeOrMissing,
  json,
  missingOf,
  type RawAnswers,
  type RawRequest,
  read,
  readWhole,
  refused,
  xml,
} from '../../support/raw-aws.ts';

const arn = (resource: string) => `arn:aws:ecs:eu-west-1:111122223333:${resource}`;

const tags = [
  { key: 'aws:cloudformation:stack-name', value: 'acme-5-1-ecs-cluster' },
  { key: 'stack-auditor:note', value: 'kept' },
  { key: 'owner', value: 'secret' },
];
const keptTags = {
  'aws:cloudformation:stack-name': 'acme-5-1-ecs-cluster',
  'stack-auditor:note': 'kept',
};

// The answer of https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListClusters.html
function listed(names: readonly string[], nextToken?: string) {
  return json({ clusterArns: names.map((name) => arn(`cluster/${name}`)), nextToken });
}

// The answer of https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeClusters.html
function cluster(name: string, over: object = {}) {
  return {
    activeServicesCount: 1,
    clusterArn: arn(`cluster/${name}`),
    clusterName: name,
    pendingTasksCount: 0,
    registeredContainerInstancesCount: 2,
    runningTasksCount: 2,
    status: 'ACTIVE',
    tags,
    ...over,
  };
}

function described({ input }: RawRequest) {
  const arns = input.clusters as string[];
  return json({ clusters: arns.map((each) => cluster(lastPart(each))), failures: [] });
}

// The answer of https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html
function service(name: string, over: object = {}) {
  return {
    availabilityZoneRebalancing: 'DISABLED',
    clusterArn: arn('cluster/tts'),
    createdAt: 1759828320.553,
    deploymentConfiguration: { maximumPercent: 200, minimumHealthyPercent: 100 },
    deployments: [
      {
        createdAt: 1763812800,
        desiredCount: 2,
        id: 'ecs-svc/9223370564341623665',
        pendingCount: 0,
        rolloutState: 'COMPLETED',
        runningCount: 2,
        status: 'PRIMARY',
        taskDefinition: arn('task-definition/gs:7'),
        updatedAt: 1763812860.101,
      },
      { status: 'ACTIVE', desiredCount: 0 },
    ],
    desiredCount: 2,
    events: [{ createdAt: 1763812860.101, id: 'e1', message: 'secret' }],
    launchType: 'EC2',
    loadBalancers: [],
    networkConfiguration: {
      awsvpcConfiguration: { subnets: ['subnet-0aa1', 'subnet-0bb2'], assignPublicIp: 'DISABLED' },
    },
    pendingCount: 0,
    runningCount: 2,
    schedulingStrategy: 'REPLICA',
    serviceArn: arn(`service/tts/${name}`),
    serviceName: name,
    status: 'ACTIVE',
    tags,
    taskDefinition: arn('task-definition/gs:7'),
    ...over,
  };
}

// The answer of https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListServices.html
function servicesListed(names: readonly string[], nextToken?: string) {
  return json({ serviceArns: names.map((name) => arn(`service/tts/${name}`)), nextToken });
}

function servicesDescribed({ input }: RawRequest) {
  const arns = input.services as string[];
  return json({ services: arns.map((each) => service(lastPart(each))), failures: [] });
}

// The answer of https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTaskDefinition.html
function taskDefinition({ input }: RawRequest) {
  return json({
    taskDefinition: {
      containerDefinitions: [
        {
          name: 'gs',
          image: 'thethingsindustries/lorawan-stack:3.36.2',
          command: ['tti-lw-stack', 'start', 'gs', '--key=secret'],
          cpu: 10,
          environment: [{ name: 'TOKEN', value: 'secret' }],
          essential: true,
          secrets: [{ name: 'KEY', valueFrom: 'arn:of:a:secret' }],
        },
        { name: 'sidecar', image: 'envoy:1', environment: [] },
      ],
      family: 'gs',
      revision: 7,
      status: 'ACTIVE',
      taskDefinitionArn: input.taskDefinition,
      volumes: [],
    },
  });
}

function lastPart(text: string): string {
  return text.slice(text.lastIndexOf('/') + 1);
}

const account: RawAnswers = {
  DescribeStacks: xml('cloudformation', 'DescribeStacks', '<Stacks/>'),
  ListClusters: listed(['tts']),
  DescribeClusters: described,
  ListServices: servicesListed(['gs']),
  DescribeServices: servicesDescribed,
  DescribeTaskDefinition: taskDefinition,
};

const ours = { wholeRegion: true } as const;

describe('ecs.clusters', () => {
  it('are read as AWS documents them', async () => {
    expect(readWhole(await read('ecs.clusters', account))).toEqual([
      {
        ref: { type: 'ecs-cluster', name: 'tts', arn: arn('cluster/tts') },
        name: 'tts',
        status: 'ACTIVE',
        tags: keptTags,
      },
    ]);
  });

  it('are described a hundred at a time, with their tags', async () => {
    const names = Array.from({ length: 230 }, (_, number) => `cluster-${number}`);
    const { inventory, requests } = await gatherFrom({ ...account, ListClusters: listed(names) }, [
      'ecs.clusters',
    ]);
    const asked = requests.filter(({ operation }) => operation === 'DescribeClusters');
    expect(asked.map(({ input }) => (input.clusters as string[]).length)).toEqual([100, 100, 30]);
    expect(asked.map(({ input }) => input.include)).toEqual([['TAGS'], ['TAGS'], ['TAGS']]);
    expect(readWhole(factIn(inventory, 'ecs.clusters'))).toHaveLength(230);
  });

  it('leave out what is gone: deleted before, or between the two calls', async () => {
    const answer = await read('ecs.clusters', {
      ...account,
      ListClusters: listed(['tts', 'old', 'gone']),
      DescribeClusters: json({
        clusters: [cluster('tts'), cluster('old', { status: 'INACTIVE' })],
        failures: [{ arn: arn('cluster/gone'), reason: 'MISSING' }],
      }),
    });
    expect(readWhole(answer).map(({ name }) => name)).toEqual(['tts']);
  });

  it('are missing when one was left out for another reason', async () => {
    const failures = [{ arn: arn('cluster/tts'), reason: 'ACCESS_DENIED' }];
    const DescribeClusters = json({ clusters: [], failures });
    expect(missingOf(await read('ecs.clusters', { ...account, DescribeClusters }))).toMatchObject({
      cause: 'failed',
      detail: expect.stringContaining('left out arn:aws:ecs:eu-west-1:111122223333:cluster/tts'),
    });
  });

  it('are missing when they may be listed and not described', async () => {
    const action = 'ecs:DescribeClusters';
    const answers = { ...account, DescribeClusters: refused(action) };
    expect(missingOf(await read('ecs.clusters', answers))).toMatchObject({
      cause: 'denied',
      action,
    });
  });

  isWholeOrMissing({
    fact: 'ecs.clusters',
    action: 'ecs:ListClusters',
    token: 'nextToken',
    page: (number, next) => listed([`tts-${number}`], next),
    others: account,
    rows: 3,
  });
});

describe('ecs.services', () => {
  const [first] = ['gs'];

  async function servicesIn(answers: RawAnswers) {
    return readWhole(await read('ecs.services', answers, ours));
  }

  it('are read as AWS documents them', async () => {
    const [only] = await servicesIn(account);
    expect(only?.cluster.name).toBe('tts');
    expect(only?.services).toEqual({
      known: true,
      value: [
        {
          ref: { type: 'ecs-service', name: 'tts/gs', arn: arn('service/tts/gs') },
          name: first,
          status: 'ACTIVE',
          desiredCount: 2,
          runningCount: 2,
          daemon: false,
          launchType: 'EC2',
          taskDefinitionArn: arn('task-definition/gs:7'),
          minimumHealthyPercent: 100,
          zoneRebalancing: 'DISABLED',
          deployments: [
            { status: 'PRIMARY', rolloutState: 'COMPLETED', createdAt: '2025-11-22T12:00:00.000Z' },
            { status: 'ACTIVE', rolloutState: null, createdAt: null },
          ],
          subnetIds: ['subnet-0aa1', 'subnet-0bb2'],
          tags: keptTags,
        },
      ],
    });
    expect(JSON.stringify(only)).not.toContain('secret');
  });

  it('are described ten at a time', async () => {
    const names = Array.from({ length: 23 }, (_, number) => `service-${number}`);
    const answers = { ...account, ListServices: servicesListed(names) };
    const { requests } = await gatherFrom(answers, ['ecs.services'], ours);
    const asked = requests.filter(({ operation }) => operation === 'DescribeServices');
    expect(asked.map(({ input }) => (input.services as string[]).length)).toEqual([10, 10, 3]);
  });

  it('run on every machine, by no launch type, in no network of their own', async () => {
    const plain = {
      availabilityZoneRebalancing: undefined,
      deploymentConfiguration: undefined,
      launchType: undefined,
      networkConfiguration: undefined,
    };
    const [only] = await servicesIn({
      ...account,
      DescribeServices: json({
        services: [service('agent', { schedulingStrategy: 'DAEMON', ...plain })],
        failures: [],
      }),
    });
    expect(only?.services.known && only.services.value[0]).toMatchObject({
      daemon: true,
      launchType: null,
      minimumHealthyPercent: null,
      zoneRebalancing: null,
      subnetIds: [],
    });
  });

  it.each<[string, readonly string[], string | null]>([
    ['only Fargate', ['FARGATE'], 'FARGATE'],
    ['both Fargates', ['FARGATE', 'FARGATE_SPOT'], 'FARGATE'],
    ['instances of our own', ['tts-instances'], 'EC2'],
    ['Fargate and instances of our own', ['FARGATE', 'tts-instances'], 'EC2'],
    ['nothing', [], null],
  ])('have the launch type of a strategy that names %s', async (_what, providers, expected) => {
    const [only] = await servicesIn({
      ...account,
      DescribeServices: json({
        services: [
          service('gs', {
            launchType: undefined,
            capacityProviderStrategy: providers.map((capacityProvider, at) => ({
              capacityProvider,
              weight: 1,
              base: at === 0 ? 1 : 0,
            })),
          }),
        ],
        failures: [],
      }),
    });
    expect(only?.services.known && only.services.value[0]?.launchType).toBe(expected);
  });

  it('leave out what is gone', async () => {
    const [only] = await servicesIn({
      ...account,
      DescribeServices: json({
        services: [service('gs'), service('old', { status: 'INACTIVE' })],
        failures: [{ arn: arn('service/tts/gone'), reason: 'MISSING' }],
      }),
    });
    expect(only?.services.known && only.services.value.map(({ name }) => name)).toEqual(['gs']);
  });

  it('of one cluster that may not be read do not blind the others', async () => {
    const action = 'ecs:ListServices';
    const lists = await servicesIn({
      ...account,
      ListClusters: listed(['secret', 'tts']),
      ListServices: ({ input }) =>
        String(input.cluster).endsWith('secret') ? refused(action) : servicesListed(['gs']),
    });
    const [closed, open] = lists.map(({ services }) => services);
    expect(closed).toMatchObject({ known: false, cause: 'denied', action });
    expect(open?.known && open.value.map(({ name }) => name)).toEqual(['gs']);
  });

  it.each<[string, RawAnswers, object]>([
    [
      'may not be described',
      { DescribeServices: refused('ecs:DescribeServices') },
      { cause: 'denied', action: 'ecs:DescribeServices' },
    ],
    [
      'are described in part',
      { DescribeServices: json({ services: [], failures: [{ arn: 'a', reason: 'THROTTLED' }] }) },
      { cause: 'failed' },
    ],
    [
      'have a second page that is denied',
      {
        ListServices: ({ input }) =>
          input.nextToken === undefined
            ? servicesListed(['gs'], 'more')
            : refused('ecs:ListServices'),
      },
      { cause: 'denied', action: 'ecs:ListServices' },
    ],
    [
      'have a list without end',
      { ListServices: servicesListed(['gs'], 'again') },
      { cause: 'failed', detail: expect.stringContaining('came twice') },
    ],
    [
      'have a list cut in half',
      {
        ListServices: {
          ...servicesListed(['gs']),
          body: servicesListed(['gs']).body.slice(0, 40),
        },
      },
      { cause: 'failed' },
    ],
  ])('of a cluster are missing when they %s', async (_name, answers, expected) => {
    const [only] = await servicesIn({ ...account, ...answers });
    expect(only?.services).toMatchObject({ known: false, ...expected });
  });

  it('are read to the last page', async () => {
    const [only] = await servicesIn({
      ...account,
      ListServices: ({ input }) => {
        const page = Number(input.nextToken ?? 1);
        return servicesListed([`gs-${page}`], page < 3 ? String(page + 1) : undefined);
      },
    });
    expect(only?.services.known && only.services.value.map(({ name }) => name)).toEqual([
      'gs-1',
      'gs-2',
      'gs-3',
    ]);
  });

  it('are missing when the clusters are, for the same reason', async () => {
    const answers = { ...account, ListClusters: refused('ecs:ListClusters') };
    const { inventory } = await gatherFrom(answers, ['ecs.services', 'ecs.task-definitions']);
    const cause = factIn(inventory, 'ecs.clusters');
    expect(missingOf(cause).action).toBe('ecs:ListClusters');
    expect(factIn(inventory, 'ecs.services')).toEqual(cause);
    expect(factIn(inventory, 'ecs.task-definitions')).toEqual(cause);
  });
});

describe('ecs.task-definitions', () => {
  it('are read as AWS documents them: images and first words, no environment', async () => {
    const answer = await read('ecs.task-definitions', account, ours);
    expect(readWhole(answer)).toEqual([
      {
        arn: arn('task-definition/gs:7'),
        definition: {
          known: true,
          value: {
            containers: [
              {
                name: 'gs',
                image: 'thethingsindustries/lorawan-stack:3.36.2',
                command: ['tti-lw-stack', 'start', 'gs'],
              },
              { name: 'sidecar', image: 'envoy:1', command: [] },
            ],
          },
        },
      },
    ]);
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  it('are asked once each, however many services run them', async () => {
    const answers = { ...account, ListServices: servicesListed(['gs', 'gs-2', 'gs-3']) };
    const { requests } = await gatherFrom(answers, ['ecs.task-definitions'], ours);
    const asked = requests.filter(({ operation }) => operation === 'DescribeTaskDefinition');
    expect(asked.map(({ input }) => input)).toEqual([
      { taskDefinition: arn('task-definition/gs:7') },
    ]);
  });

  it('are missing one by one', async () => {
    const action = 'ecs:DescribeTaskDefinition';
    const answer = await read(
      'ecs.task-definitions',
      {
        ...account,
        DescribeServices: json({
          services: [service('gs'), service('ns', { taskDefinition: arn('task-definition/ns:1') })],
          failures: [],
        }),
        DescribeTaskDefinition: (request) =>
          String(request.input.taskDefinition).endsWith('ns:1')
            ? refused(action)
            : taskDefinition(request),
      },
      ours,
    );
    expect(readWhole(answer).map(({ definition }) => definition.known)).toEqual([true, false]);
  });
});
