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
    pendingTasksCount: 1,
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
    loadBalancers: [
      { containerName: 'gs', containerPort: 1885, targetGroupArn: 'arn:of:target-group/gs' },
      { containerName: 'gs', containerPort: 8885, loadBalancerName: 'classic' },
    ],
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

// The answer of https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html
function tasksListed(ids: readonly string[], nextToken?: string) {
  return json({ taskArns: ids.map((id) => arn(`task/tts/${id}`)), nextToken });
}

// The answer of https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html
function task(id: string, over: object = {}) {
  return {
    attachments: [],
    availabilityZone: 'eu-west-1b',
    clusterArn: arn('cluster/tts'),
    containerInstanceArn: arn('container-instance/tts/0f9de17a6465404e8b1b2356dc13c2f8'),
    containers: [
      {
        containerArn: arn('container/tts/1'),
        image: 'thethingsindustries/lorawan-stack:3.36.2',
        imageDigest: 'sha256:9e1f',
        lastStatus: 'RUNNING',
        name: 'gs',
        networkInterfaces: [{ privateIpv4Address: '10.0.0.7' }],
        taskArn: arn(`task/tts/${id}`),
      },
    ],
    cpu: '256',
    desiredStatus: 'RUNNING',
    group: 'service:gs',
    lastStatus: 'RUNNING',
    launchType: 'EC2',
    overrides: {
      containerOverrides: [{ name: 'gs', environment: [{ name: 'TOKEN', value: 'secret' }] }],
    },
    startedAt: 1763812860.101,
    startedBy: 'ecs-svc/9223370564341623665',
    taskArn: arn(`task/tts/${id}`),
    taskDefinitionArn: arn('task-definition/gs:7'),
    ...over,
  };
}

function tasksDescribed({ input }: RawRequest) {
  const arns = input.tasks as string[];
  return json({ tasks: arns.map((each) => task(lastPart(each))), failures: [] });
}

// The answer of https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListContainerInstances.html
function instancesListed(ids: readonly string[], nextToken?: string) {
  const containerInstanceArns = ids.map((id) => arn(`container-instance/tts/${id}`));
  return json({ containerInstanceArns, nextToken });
}

// The answer of https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeContainerInstances.html
function containerInstance(id: string, over: object = {}) {
  return {
    agentConnected: true,
    attributes: [
      { name: 'com.amazonaws.ecs.capability.ecr-auth' },
      { name: 'ecs.availability-zone', value: 'eu-west-1a' },
    ],
    containerInstanceArn: arn(`container-instance/tts/${id}`),
    ec2InstanceId: 'i-0f5c1d2e3b4a59687',
    pendingTasksCount: 0,
    registeredResources: resources(2048, 7764),
    remainingResources: resources(1536, 6740),
    runningTasksCount: 2,
    status: 'ACTIVE',
    version: 11,
    ...over,
  };
}

function resources(cpu: number, memory: number) {
  const integer = { type: 'INTEGER', doubleValue: 0, longValue: 0 };
  return [
    { ...integer, name: 'CPU', integerValue: cpu },
    { ...integer, name: 'MEMORY', integerValue: memory },
    { ...integer, name: 'PORTS', type: 'STRINGSET', integerValue: 0, stringSetValue: ['22'] },
  ];
}

function instancesDescribed({ input }: RawRequest) {
  const arns = input.containerInstances as string[];
  return json({
    containerInstances: arns.map((each) => containerInstance(lastPart(each))),
    failures: [],
  });
}

// The answer of https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListAccountSettings.html
function settings(values: Readonly<Record<string, string>>, nextToken?: string) {
  const principalArn = 'arn:aws:iam::111122223333:root';
  const rows = Object.entries(values).map(([name, value]) => ({ name, value, principalArn }));
  return json({ settings: rows, nextToken });
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
  ListTasks: tasksListed(['one']),
  DescribeTasks: tasksDescribed,
  ListContainerInstances: instancesListed(['one']),
  DescribeContainerInstances: instancesDescribed,
};

const ours = { wholeRegion: true } as const;

describe('ecs.clusters', () => {
  it('are read as AWS documents them', async () => {
    expect(readWhole(await read('ecs.clusters', account))).toEqual([
      {
        ref: { type: 'ecs-cluster', name: 'tts', arn: arn('cluster/tts') },
        name: 'tts',
        status: 'ACTIVE',
        taskCount: 3,
        containerInstanceCount: 2,
        tags: keptTags,
      },
    ]);
  });

  it('need not say how much they hold', async () => {
    const silent = { pendingTasksCount: undefined, registeredContainerInstancesCount: undefined };
    const DescribeClusters = json({ clusters: [cluster('tts', silent)], failures: [] });
    const [only] = readWhole(await read('ecs.clusters', { ...account, DescribeClusters }));
    expect(only).toMatchObject({ taskCount: null, containerInstanceCount: null });
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
          targetGroupArns: ['arn:of:target-group/gs'],
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
      loadBalancers: undefined,
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
      targetGroupArns: [],
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

describe('ecs.tasks', () => {
  async function tasksIn(answers: RawAnswers) {
    const [only] = readWhole(await read('ecs.tasks', { ...account, ...answers }, ours));
    if (only === undefined) throw new Error('no cluster');
    return only.tasks;
  }

  it('are read as AWS documents them, without what they were told', async () => {
    const answer = await read('ecs.tasks', account, ours);
    expect(readWhole(answer)).toEqual([
      {
        cluster: { type: 'ecs-cluster', name: 'tts', arn: arn('cluster/tts') },
        tasks: {
          known: true,
          value: [
            {
              arn: arn('task/tts/one'),
              service: 'gs',
              lastStatus: 'RUNNING',
              availabilityZone: 'eu-west-1b',
              taskDefinitionArn: arn('task-definition/gs:7'),
              containers: [
                {
                  name: 'gs',
                  image: 'thethingsindustries/lorawan-stack:3.36.2',
                  imageDigest: 'sha256:9e1f',
                },
              ],
            },
          ],
        },
      },
    ]);
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  it('are listed and described a hundred at a time, of those that are to run', async () => {
    const ids = Array.from({ length: 230 }, (_, number) => `task-${number}`);
    const answers = { ...account, ListTasks: tasksListed(ids) };
    const { requests } = await gatherFrom(answers, ['ecs.tasks'], ours);
    expect(requests.find(({ operation }) => operation === 'ListTasks')?.input).toEqual({
      cluster: arn('cluster/tts'),
      desiredStatus: 'RUNNING',
      maxResults: 100,
    });
    const asked = requests.filter(({ operation }) => operation === 'DescribeTasks');
    expect(asked.map(({ input }) => (input.tasks as string[]).length)).toEqual([100, 100, 30]);
  });

  it('are not asked for where the cluster counts none', async () => {
    const empty = { runningTasksCount: 0, pendingTasksCount: 0 };
    const DescribeClusters = json({ clusters: [cluster('tts', empty)], failures: [] });
    const { inventory, requests } = await gatherFrom(
      { ...account, DescribeClusters },
      ['ecs.tasks'],
      ours,
    );
    expect(readWhole(factIn(inventory, 'ecs.tasks'))[0]?.tasks).toEqual({ known: true, value: [] });
    expect(requests.map(({ operation }) => operation)).not.toContain('ListTasks');
  });

  it.each([
    ['only pending ones', { runningTasksCount: 0, pendingTasksCount: 1 }],
    ['nothing it says', { runningTasksCount: undefined, pendingTasksCount: 0 }],
  ])('are asked for where the cluster counts %s', async (_what, counts) => {
    const DescribeClusters = json({ clusters: [cluster('tts', counts)], failures: [] });
    expect(readWhole(await tasksIn({ DescribeClusters }))).toHaveLength(1);
  });

  it('may be nobody’s, and have neither place nor image yet', async () => {
    const containers = [{ name: 'ops', image: 'ops:1', lastStatus: 'PENDING' }];
    const over = { group: 'family:ops', lastStatus: 'PROVISIONING', availabilityZone: undefined };
    const DescribeTasks = json({ tasks: [task('one', { ...over, containers })], failures: [] });
    expect(readWhole(await tasksIn({ DescribeTasks }))[0]).toMatchObject({
      service: null,
      lastStatus: 'PROVISIONING',
      availabilityZone: null,
      containers: [{ name: 'ops', image: 'ops:1', imageDigest: null }],
    });
  });

  it('have no service when they have no group', async () => {
    const DescribeTasks = json({ tasks: [task('one', { group: undefined })], failures: [] });
    expect(readWhole(await tasksIn({ DescribeTasks }))[0]?.service).toBeNull();
  });

  it('leave out what ended in between', async () => {
    const failures = [{ arn: arn('task/tts/gone'), reason: 'MISSING' }];
    const answer = await tasksIn({
      ListTasks: tasksListed(['one', 'gone']),
      DescribeTasks: json({ tasks: [task('one')], failures }),
    });
    expect(readWhole(answer).map((each) => each.arn)).toEqual([arn('task/tts/one')]);
  });

  it('of one cluster that may not be read do not blind the others', async () => {
    const action = 'ecs:ListTasks';
    const lists = readWhole(
      await read(
        'ecs.tasks',
        {
          ...account,
          ListClusters: listed(['secret', 'tts']),
          ListTasks: ({ input }) =>
            String(input.cluster).endsWith('secret') ? refused(action) : tasksListed(['one']),
        },
        ours,
      ),
    );
    expect(lists.map(({ tasks }) => tasks.known)).toEqual([false, true]);
    expect(lists[0]?.tasks).toMatchObject({ cause: 'denied', action });
  });

  it('of what another team’s stack made are not asked for', async () => {
    const { inventory, requests } = await gatherFrom(account, ['ecs.tasks']);
    expect(readWhole(factIn(inventory, 'ecs.tasks'))).toEqual([]);
    expect(requests.map(({ operation }) => operation)).not.toContain('ListTasks');
  });

  it.each<[string, RawAnswers, object]>([
    [
      'may not be described',
      { DescribeTasks: refused('ecs:DescribeTasks') },
      { cause: 'denied', action: 'ecs:DescribeTasks' },
    ],
    [
      'are described in part',
      { DescribeTasks: json({ tasks: [], failures: [{ arn: 'a', reason: 'THROTTLED' }] }) },
      { cause: 'failed', detail: expect.stringContaining('ecs:DescribeTasks left out a') },
    ],
    [
      'have a container without an image',
      { DescribeTasks: json({ tasks: [task('one', { containers: [{ name: 'gs' }] })] }) },
      { cause: 'failed', detail: expect.stringContaining('no image') },
    ],
    [
      'have a list without end',
      { ListTasks: tasksListed(['one'], 'again') },
      { cause: 'failed', detail: expect.stringContaining('came twice') },
    ],
  ])('of a cluster are missing when they %s', async (_name, answers, expected) => {
    expect(missingOf(await tasksIn(answers))).toMatchObject(expected);
  });

  it('are read to the last page', async () => {
    const answer = await tasksIn({
      ListTasks: ({ input }) => {
        const page = Number(input.nextToken ?? 1);
        return tasksListed([`task-${page}`], page < 3 ? String(page + 1) : undefined);
      },
    });
    expect(readWhole(answer)).toHaveLength(3);
  });
});

describe('ecs.container-instances', () => {
  async function instancesIn(answers: RawAnswers) {
    const [only] = readWhole(
      await read('ecs.container-instances', { ...account, ...answers }, ours),
    );
    if (only === undefined) throw new Error('no cluster');
    return only.instances;
  }

  it('are read as AWS documents them', async () => {
    expect(readWhole(await instancesIn({}))).toEqual([
      {
        arn: arn('container-instance/tts/one'),
        instanceId: 'i-0f5c1d2e3b4a59687',
        status: 'ACTIVE',
        agentConnected: true,
        availabilityZone: 'eu-west-1a',
        registered: { cpu: 2048, memory: 7764 },
        remaining: { cpu: 1536, memory: 6740 },
      },
    ]);
  });

  it('may be outside EC2, drained, and say next to nothing', async () => {
    const over = {
      agentConnected: false,
      attributes: undefined,
      ec2InstanceId: 'mi-0123456789abcdef0',
      registeredResources: undefined,
      remainingResources: [],
      status: 'DRAINING',
    };
    const DescribeContainerInstances = json({
      containerInstances: [containerInstance('one', over)],
      failures: [{ arn: arn('container-instance/tts/gone'), reason: 'MISSING' }],
    });
    expect(readWhole(await instancesIn({ DescribeContainerInstances }))).toEqual([
      {
        arn: arn('container-instance/tts/one'),
        instanceId: null,
        status: 'DRAINING',
        agentConnected: false,
        availabilityZone: null,
        registered: { cpu: null, memory: null },
        remaining: { cpu: null, memory: null },
      },
    ]);
  });

  it('are described a hundred at a time', async () => {
    const ids = Array.from({ length: 130 }, (_, number) => `instance-${number}`);
    const answers = { ...account, ListContainerInstances: instancesListed(ids) };
    const { requests } = await gatherFrom(answers, ['ecs.container-instances'], ours);
    const asked = requests.filter(({ operation }) => operation === 'DescribeContainerInstances');
    expect(asked.map(({ input }) => (input.containerInstances as string[]).length)).toEqual([
      100, 30,
    ]);
  });

  it('are not asked for where the cluster counts none, as on Fargate', async () => {
    const DescribeClusters = json({
      clusters: [cluster('tts', { registeredContainerInstancesCount: 0 })],
      failures: [],
    });
    const { inventory, requests } = await gatherFrom(
      { ...account, DescribeClusters },
      ['ecs.container-instances'],
      ours,
    );
    const [only] = readWhole(factIn(inventory, 'ecs.container-instances'));
    expect(only?.instances).toEqual({ known: true, value: [] });
    expect(requests.map(({ operation }) => operation)).not.toContain('ListContainerInstances');
  });

  it.each<[string, RawAnswers, object]>([
    [
      'may not be listed',
      { ListContainerInstances: refused('ecs:ListContainerInstances') },
      { cause: 'denied', action: 'ecs:ListContainerInstances' },
    ],
    [
      'may not be described',
      { DescribeContainerInstances: refused('ecs:DescribeContainerInstances') },
      { cause: 'denied', action: 'ecs:DescribeContainerInstances' },
    ],
    [
      'are described in part',
      {
        DescribeContainerInstances: json({
          containerInstances: [],
          failures: [{ arn: 'a', reason: 'THROTTLED' }],
        }),
      },
      { cause: 'failed', detail: expect.stringContaining('left out a') },
    ],
    [
      'have a list without end',
      { ListContainerInstances: instancesListed(['one'], 'again') },
      { cause: 'failed', detail: expect.stringContaining('came twice') },
    ],
  ])('of a cluster are missing when they %s', async (_name, answers, expected) => {
    expect(missingOf(await instancesIn(answers))).toMatchObject(expected);
  });
});

describe('ecs.account-settings', () => {
  it('are those that hold for the caller, ten a page', async () => {
    const { inventory, requests } = await gatherFrom(
      { ListAccountSettings: settings({ awsvpcTrunking: 'enabled', containerInsights: 'on' }) },
      ['ecs.account-settings'],
    );
    expect(requests.map(({ input }) => input)).toEqual([
      { effectiveSettings: true, maxResults: 10 },
    ]);
    expect(readWhole(factIn(inventory, 'ecs.account-settings'))).toEqual([
      { name: 'awsvpcTrunking', value: 'enabled' },
      { name: 'containerInsights', value: 'on' },
    ]);
  });

  isWholeOrMissing({
    fact: 'ecs.account-settings',
    action: 'ecs:ListAccountSettings',
    token: 'nextToken',
    page: (number, next) => settings({ [`setting-${number}`]: 'enabled' }, next),
    rows: 3,
  });
});
