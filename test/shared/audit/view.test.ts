import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExplicitResources } from '../../../shared/audit/claims.ts';
import { findDeployments, wholeRegion } from '../../../shared/audit/deployments.ts';
import { evaluate } from '../../../shared/audit/evaluate.ts';
import { factsToGather, lostWithout } from '../../../shared/audit/facts-to-gather.ts';
import { expectedTopology } from '../../../shared/audit/topology.ts';
import { viewsOf } from '../../../shared/audit/view.ts';
import { checks } from '../../../shared/checks/index.ts';
import { type AnyCheck, noDeclaration } from '../../../shared/model/check.ts';
import type { DrillReport } from '../../../shared/model/drill.ts';
import { known, type Missing, missing } from '../../../shared/model/fact.ts';
import type {
  FactMap,
  FactName,
  Inventory,
  ReferenceFacts,
} from '../../../shared/model/inventory.ts';
import type { Deployment } from '../../../shared/model/target.ts';
import {
  aCacheSnapshot,
  aClusterServices,
  aDbCluster,
  aDbInstance,
  aDbSnapshot,
  aDeployment,
  aGroup,
  aManagedInstance,
  anEcsCluster,
  anEcsService,
  anInstance,
  aPatchState,
  aRunningDrill,
  arnOfTask,
  aStack,
  aStackResource,
  aTarget,
  aTaskDefinition,
  deepFreeze,
  denied,
  drillTags,
  inHours,
  now,
  stackTag,
} from '../../support/builders.ts';
import {
  aHealthyDeployment,
  anInventory,
  type Everything,
  together,
} from '../../support/healthy-deployment.ts';
import { anAlarm, anAlarmMetric, arnOfTopic, aTopic } from '../../support/surroundings.ts';

const acme = aDeployment();
const globex = aDeployment({ name: 'globex' });

interface Situation {
  readonly deployment?: Deployment;
  readonly others?: readonly Deployment[];
  readonly explicit?: Readonly<Record<string, ExplicitResources>>;
}

function view(
  inventory: Inventory,
  { deployment = acme, others = [], explicit = {} }: Situation = {},
) {
  const all = [deployment, ...others];
  return viewsOf(deepFreeze(inventory), all, new Map(Object.entries(explicit)), now)(deployment);
}

/** The ids a fact of the view shows; why there is none when it is missing. */
function ids(facts: Inventory, fact: FactName): readonly string[] | Missing {
  const answer = facts[fact];
  if (answer === undefined) throw new Error(`${fact} is not in the view`);
  if (!answer.known) return answer;
  const rows: readonly object[] = answer.value;
  return rows.map((row) => {
    const { id, name, arn, instanceId, physicalId, cluster } = row as Record<string, unknown>;
    const own = id ?? name ?? arn ?? instanceId ?? physicalId;
    return String(own ?? (cluster as { name: string }).name);
  });
}

function clustersIn(facts: Inventory): FactMap['rds.clusters'] {
  const fact = facts['rds.clusters'];
  return fact?.known ? fact.value : [];
}

/** What is in no deployment's own list: what anybody may look up, and what is another deployment's. */
const lookedUp: { readonly [K in keyof ReferenceFacts]: true } = {
  'acm.certificates': true,
  'backup.protected-resources': true,
  'cloudwatch.redis-memory': true,
  'cloudwatch.topic-deliveries': true,
  'ec2.images': true,
  'ec2.nat-gateways': true,
  'ec2.route-tables': true,
  'ec2.security-groups': true,
  'ec2.subnets': true,
  'ec2.volume-snapshots': true,
  'ec2.volumes': true,
  'ecs.account-settings': true,
  'elasticache.events': true,
  'elasticache.update-actions': true,
  'events.rules': true,
  'rds.engine-versions': true,
  'rds.major-versions': true,
  'rds.pending-maintenance': true,
  'ssm.session-preferences': true,
};

function owned(facts: object): object {
  return Object.fromEntries(
    Object.entries(facts).filter(
      ([name]) => !(name in lookedUp) && !name.startsWith('counterpart.'),
    ),
  );
}

/** A database whose writer lives in a network. */
function aDatabase(id: string, vpcId: string, tags = {}): Partial<Everything> {
  return {
    'rds.clusters': [aDbCluster({ id, tags })],
    'rds.instances': [aDbInstance({ id: `${id}-1`, clusterId: id, vpcId, subnetIds: [] })],
  };
}

describe('whose a resource is', () => {
  const deployment = aHealthyDeployment();

  it('first the configuration says, whatever tag and network say', () => {
    const world = anInventory(
      together(deployment, aDatabase('claimed', 'vpc-acme', stackTag('acme-2-1-db-aurora-master'))),
    );
    const explicit = { globex: { auroraClusters: ['claimed'] } };
    expect(ids(view(world, { explicit }), 'rds.clusters')).toEqual(['acme-db']);
    expect(ids(view(world, { deployment: globex, explicit }), 'rds.clusters')).toEqual(['claimed']);
  });

  it.each<[FactName, ExplicitResources, Partial<Everything>, string]>([
    ['rds.clusters', { auroraClusters: ['x'] }, { 'rds.clusters': [aDbCluster({ id: 'x' })] }, 'x'],
    [
      'elasticache.groups',
      { redisGroups: ['x'] },
      { 'elasticache.groups': [aGroup({ id: 'x', vpcId: null })] },
      'x',
    ],
    [
      'ecs.clusters',
      { ecsClusters: ['x'] },
      { 'ecs.clusters': [anEcsCluster({ name: 'x' })] },
      'x',
    ],
    ['ec2.instances', { instances: ['x'] }, { 'ec2.instances': [anInstance({ id: 'x' })] }, 'x'],
  ])('the configuration can say so of %s', (fact, own, resources, id) => {
    const world = anInventory(together(resources));
    expect(ids(view(world, { explicit: { acme: own } }), fact)).toEqual([id]);
    expect(ids(view(world, { explicit: { globex: own } }), fact)).toEqual([]);
  });

  it('then the tag says, whatever the stacks list and the network', () => {
    const tags = stackTag('globex-2-1-db-aurora-master');
    const world = anInventory(
      together(deployment, aDatabase('tagged', 'vpc-acme', tags), {
        'cloudformation.stack-resources': [
          aStackResource({
            stackName: 'acme-2-1-db-aurora-master',
            type: 'AWS::RDS::DBCluster',
            physicalId: 'tagged',
          }),
        ],
      }),
    );
    expect(ids(view(world), 'rds.clusters')).toEqual(['acme-db']);
  });

  it('then the stacks say, by type and id together', () => {
    const world = anInventory(
      together(deployment, {
        'elasticache.groups': [aGroup({ id: 'listed', vpcId: null })],
        'rds.clusters': [aDbCluster({ id: 'listed' })],
        'cloudformation.stack-resources': [
          aStackResource({ stackName: 'acme-2-3-db-redis-cache', physicalId: 'listed' }),
        ],
      }),
    );
    expect(ids(view(world), 'elasticache.groups')).toEqual(['acme-redis', 'listed']);
    expect(ids(view(world), 'rds.clusters')).toEqual(['acme-db']);
  });

  it('at last the network says, and the resource is flagged', () => {
    const world = anInventory(together(deployment, aDatabase('recovered', 'vpc-acme')));
    expect(clustersIn(view(world)).map(({ ref }) => ref)).toEqual([
      deployment['rds.clusters'][0]?.ref,
      { type: 'rds-cluster', name: 'recovered', unattributed: true },
    ]);
  });

  it('the network is also that which its stacks own, when all in it was recovered by hand', () => {
    const vpc = { type: 'AWS::EC2::VPC', physicalId: 'vpc-1' };
    const world = anInventory(
      together(aDatabase('recovered', 'vpc-1'), aDatabase('theirs', 'vpc-2'), {
        'cloudformation.stacks': [aStack()],
        'cloudformation.stack-resources': [
          aStackResource({ stackName: 'acme-1-1-vpc', ...vpc }),
          aStackResource({ stackName: 'globex-1-1-vpc', ...vpc, physicalId: 'vpc-2' }),
        ],
      }),
    );
    expect(clustersIn(view(world)).map(({ ref }) => ref)).toEqual([
      { type: 'rds-cluster', name: 'recovered', unattributed: true },
    ]);
  });

  it('the network is also that of its machines', () => {
    const machine = anInstance({ vpcId: 'vpc-1', tags: stackTag('acme-5-1-ecs-cluster') });
    const world = together(aDatabase('recovered', 'vpc-1'), { 'ec2.instances': [machine] });
    expect(clustersIn(view(anInventory(world))).map(({ ref }) => ref.unattributed)).toEqual([true]);
  });

  it('and what is in another network is nobody’s', () => {
    const world = anInventory(together(deployment, aDatabase('elsewhere', 'vpc-other')));
    expect(ids(view(world), 'rds.clusters')).toEqual(['acme-db']);
  });

  it('a resource another team’s stack owns is theirs, though it lives in the same network', () => {
    const world = anInventory(
      together(deployment, aDatabase('billing', 'vpc-acme', stackTag('billing'))),
    );
    expect(ids(view(world), 'rds.clusters')).toEqual(['acme-db']);
    expect(ids(view(world), 'rds.instances')).toEqual(['acme-db-1', 'acme-db-2']);
  });
});

describe('what nobody claims in the network of a deployment', () => {
  const deployment = aHealthyDeployment();
  const flagged = (facts: Inventory, fact: 'elasticache.groups' | 'ecs.clusters') => {
    const answer = facts[fact];
    const rows = answer?.known ? answer.value : [];
    return rows.filter(({ ref }) => ref.unattributed).map(({ ref }) => ref.name);
  };

  it('is judged: a Redis group', () => {
    const world = anInventory(
      together(deployment, {
        'elasticache.groups': [aGroup({ id: 'by-hand', vpcId: 'vpc-acme' })],
      }),
    );
    expect(flagged(view(world), 'elasticache.groups')).toEqual(['by-hand']);
  });

  it('is judged: an ECS cluster whose tasks run in its subnets', () => {
    const cluster = anEcsCluster({ name: 'by-hand' });
    const service = anEcsService({ subnetIds: ['subnet-acme-b'] });
    const world = anInventory(
      together(deployment, {
        'ecs.clusters': [cluster],
        'ecs.services': [aClusterServices({ cluster: cluster.ref, services: known([service]) })],
      }),
    );
    expect(flagged(view(world), 'ecs.clusters')).toEqual(['by-hand']);
    expect(ids(view(world), 'ecs.services')).toEqual(['acme-tts', 'by-hand']);
  });

  it('is none of ours: an ECS cluster whose tasks run in other subnets', () => {
    const cluster = anEcsCluster({ name: 'elsewhere' });
    const service = anEcsService({ subnetIds: ['subnet-x'] });
    const world = anInventory(
      together(deployment, {
        'ecs.clusters': [cluster],
        'ecs.services': [aClusterServices({ cluster: cluster.ref, services: known([service]) })],
      }),
    );
    expect(ids(view(world), 'ecs.clusters')).toEqual(['acme-tts']);
  });

  it('is judged with all that belongs to it', () => {
    const world = anInventory(
      together(deployment, aDatabase('recovered', 'vpc-acme'), {
        'rds.snapshots': [aDbSnapshot({ id: 'of-recovered', clusterId: 'recovered' })],
      }),
    );
    expect(ids(view(world), 'rds.instances')).toContain('recovered-1');
    expect(ids(view(world), 'rds.snapshots')).toContain('of-recovered');
  });

  it('is not judged when it is a machine: somebody may have put it there', () => {
    const world = anInventory(
      together(deployment, { 'ec2.instances': [anInstance({ id: 'i-x' })] }),
    );
    expect(ids(view(world), 'ec2.instances')).toEqual(['i-acme-1', 'i-acme-2']);
  });

  it('is not flagged when a deployment of the target claims it', () => {
    const world = anInventory(
      together(
        deployment,
        aDatabase('theirs', 'vpc-acme', stackTag('globex-2-1-db-aurora-master')),
      ),
    );
    expect(ids(view(world, { others: [globex] }), 'rds.clusters')).toEqual(['acme-db']);
  });
});

describe('whose an alarm is', () => {
  const ofDatabase = { DBClusterIdentifier: 'acme-db' };
  const byHand = (dimensions: Readonly<Record<string, string>>, name = 'by-hand') =>
    anInventory(
      together(aHealthyDeployment(), {
        'cloudwatch.alarms': [anAlarm({ name, metrics: [anAlarmMetric({ dimensions })] })],
      }),
    );
  const sees = (world: Inventory, name: string) =>
    (ids(view(world, { others: [globex] }), 'cloudwatch.alarms') as string[]).includes(name);

  it('its name says: CloudFormation puts the stack in front', () => {
    const name = 'acme-2-1-db-aurora-master-CPUAlarm-1ABC';
    expect(sees(byHand({ QueueName: 'x' }, name), name)).toBe(true);
    expect(sees(byHand(ofDatabase, 'globex-2-1-db-aurora-master-CPUAlarm-1'), 'x')).toBe(false);
  });

  it.each([
    ofDatabase,
    { DBInstanceIdentifier: 'acme-db-2' },
    { ReplicationGroupId: 'acme-redis' },
    { CacheClusterId: 'acme-redis-001' },
    { ClusterName: 'acme-tts', ServiceName: 'gs' },
    { LoadBalancer: 'net/acme-nlb/1', TargetGroup: 'targetgroup/x/1' },
    { InstanceId: 'i-acme-1' },
    { AutoScalingGroupName: 'acme-5-1-ecs-cluster-AutoScalingGroup-1' },
  ])('else what it watches: %o', (dimensions) => {
    expect(sees(byHand(dimensions), 'by-hand')).toBe(true);
  });

  it('nobody’s when it watches what is nobody’s', () => {
    expect(sees(byHand({ DBClusterIdentifier: 'x' }), 'by-hand')).toBe(false);
    expect(sees(byHand({ QueueName: 'acme-db' }), 'by-hand')).toBe(false);
  });

  it('cannot be told while what it watches cannot be listed', () => {
    const refusal = denied('rds:DescribeDBClusters');
    const world = { ...byHand(ofDatabase), 'rds.clusters': refusal };
    expect(ids(view(world), 'cloudwatch.alarms')).toEqual(refusal);
    const named = { ...byHand(ofDatabase, 'acme-1-1-vpc-Alarm-1'), 'rds.clusters': refusal };
    expect(sees(named, 'acme-1-1-vpc-Alarm-1')).toBe(true);
  });
});

describe('whose an alert topic is', () => {
  const world = anInventory(
    together(aHealthyDeployment(), {
      'sns.topics': [aTopic({ arn: arnOfTopic('by-hand'), stackName: null })],
    }),
  );
  const topicsOf = (explicit: Readonly<Record<string, ExplicitResources>>) =>
    ids(view(world, { explicit }), 'sns.topics');

  it('the stack says that made it, and the configuration says what no stack does', () => {
    expect(topicsOf({})).toEqual([arnOfTopic('acme-alarms')]);
    expect(topicsOf({ acme: { alertTopics: [arnOfTopic('by-hand')] } })).toEqual([
      arnOfTopic('acme-alarms'),
      arnOfTopic('by-hand'),
    ]);
    expect(topicsOf({ globex: { alertTopics: [arnOfTopic('by-hand')] } })).toEqual([
      arnOfTopic('acme-alarms'),
    ]);
  });
});

describe('what belongs to something', () => {
  it('is seen with it, and only with it', () => {
    const strangers: Partial<Everything> = {
      'rds.instances': [
        aDbInstance({ id: 'lonely', clusterId: null }),
        aDbInstance({ id: 'x-1', clusterId: 'x' }),
      ],
      'rds.snapshots': [aDbSnapshot({ clusterId: 'x' })],
      'elasticache.snapshots': [aCacheSnapshot({ groupId: 'x' })],
      'ecs.services': [aClusterServices({ cluster: { type: 'ecs-cluster', name: 'x' } })],
      'ecs.task-definitions': [aTaskDefinition({ arn: arnOfTask('x') })],
      'ssm.instances': [aManagedInstance({ instanceId: 'i-x' })],
      'ssm.patch-states': [aPatchState({ instanceId: 'i-x' })],
      'cloudformation.stacks': [aStack({ name: 'billing', versionTag: '1.0.0' })],
      'cloudformation.stack-resources': [aStackResource({ stackName: 'billing', physicalId: 'x' })],
      'drills.reports': [aRunningDrill({ deployment: 'globex' })],
    };
    const alone = view(anInventory(aHealthyDeployment()));
    expect(view(anInventory(together(strangers, aHealthyDeployment())))).toEqual(alone);
    expect(alone).toEqual(anInventory(aHealthyDeployment()));
  });

  it.each<[FactName, readonly FactName[]]>([
    ['rds.clusters', ['rds.clusters', 'rds.instances', 'rds.snapshots']],
    ['elasticache.groups', ['elasticache.groups', 'elasticache.snapshots']],
    [
      'ecs.clusters',
      [
        'ecs.clusters',
        'ecs.container-instances',
        'ecs.services',
        'ecs.task-definitions',
        'ecs.tasks',
      ],
    ],
    ['ec2.instances', ['ec2.instances', 'ssm.instances', 'ssm.patch-states']],
    ['elbv2.load-balancers', ['elbv2.listeners', 'elbv2.load-balancers', 'elbv2.target-groups']],
  ])('is as unknown as its owner: %s', (owner, blind) => {
    const refusal = denied('some:Action');
    const facts = view(anInventory(aHealthyDeployment(), { [owner]: refusal }));
    for (const fact of blind) expect(ids(facts, fact), fact).toEqual(refusal);
    const others = Object.values(facts).filter((fact) => !fact.known);
    expect(others).toHaveLength(blind.length);
  });

  it('is as unknown as an owner that was not gathered: an empty list would be an answer', () => {
    const { 'rds.clusters': _, ...rest } = anInventory(aHealthyDeployment());
    expect(ids(view(rest), 'rds.instances')).toMatchObject({ cause: 'not-gathered' });
    expect(ids(view(rest), 'rds.snapshots')).toMatchObject({ cause: 'not-gathered' });
  });

  it('is missing by itself where only it is missing', () => {
    const refusal = denied('rds:DescribeDBClusterSnapshots');
    const facts = view(anInventory(aHealthyDeployment(), { 'rds.snapshots': refusal }));
    expect(ids(facts, 'rds.snapshots')).toEqual(refusal);
    expect(ids(facts, 'rds.clusters')).toEqual(['acme-db']);
  });

  it('is not made up where it was not gathered', () => {
    const { 'rds.snapshots': _, ...rest } = anInventory(aHealthyDeployment());
    expect(Object.keys(view(rest))).not.toContain('rds.snapshots');
  });
});

describe('when what decides whose a resource is cannot be read', () => {
  const refusal = denied('cloudformation:ListStackResources');
  const blind = { 'cloudformation.stack-resources': refusal };

  it('an unclaimed group may be ours: the fact is missing, not empty', () => {
    const facts = view(anInventory(aHealthyDeployment(), blind));
    expect(ids(facts, 'elasticache.groups')).toEqual(refusal);
    expect(ids(facts, 'elasticache.snapshots')).toEqual(refusal);
  });

  it('what is claimed otherwise is still judged', () => {
    const world = anInventory(aHealthyDeployment(), blind);
    expect(ids(view(world), 'rds.clusters')).toEqual(['acme-db']);
    const explicit = { acme: { redisGroups: ['acme-redis'] } };
    expect(ids(view(world, { explicit }), 'elasticache.groups')).toEqual(['acme-redis']);
  });

  it('a list without unclaimed groups is empty, not missing', () => {
    const world = anInventory({ ...aHealthyDeployment(), 'elasticache.groups': [] }, blind);
    expect(ids(view(world), 'elasticache.groups')).toEqual([]);
    const explicit = { globex: { redisGroups: ['acme-redis'] } };
    const theirs = anInventory(aHealthyDeployment(), blind);
    expect(ids(view(theirs, { explicit }), 'elasticache.groups')).toEqual([]);
  });

  it('a database recovered by hand may be ours while its network cannot be read', () => {
    const refused = denied('rds:DescribeDBInstances');
    const world = {
      ...aHealthyDeployment(),
      'rds.clusters': [aDbCluster({ id: 'recovered' })],
    };
    expect(ids(view(anInventory(world, { 'rds.instances': refused })), 'rds.clusters')).toEqual(
      refused,
    );
  });

  it('a resource of a stack with a name of its own may be ours while the stacks cannot be listed', () => {
    const refused = denied('cloudformation:DescribeStacks');
    const world = {
      ...aHealthyDeployment(),
      'rds.clusters': [aDbCluster({ id: 'orders', tags: stackTag('somebodys-database') })],
    };
    const facts = view(
      anInventory(world, {
        'cloudformation.stacks': refused,
        'cloudformation.stack-resources': refused,
        'drills.reports': refused,
      }),
      { deployment: aDeployment({ origin: 'declared' }) },
    );
    expect(ids(facts, 'rds.clusters')).toEqual(refused);
  });

  it('a tag that follows the scheme is still believed', () => {
    const refused = denied('cloudformation:DescribeStacks');
    const facts = view(anInventory(aHealthyDeployment(), { 'cloudformation.stacks': refused }));
    expect(ids(facts, 'rds.clusters')).toEqual(['acme-db']);
    expect(ids(facts, 'cloudformation.stacks')).toEqual(refused);
  });
});

describe('when nothing at all tells whose the only resource is', () => {
  it.each<[string, Partial<Everything>, FactName]>([
    ['a database without instances', { 'rds.clusters': [aDbCluster({ id: 'x' })] }, 'rds.clusters'],
    [
      'a Redis group in no known network',
      { 'elasticache.groups': [aGroup({ id: 'x', vpcId: null })] },
      'elasticache.groups',
    ],
    [
      'a Redis group, while the network of the deployment is not known',
      { 'elasticache.groups': [aGroup({ id: 'x' })] },
      'elasticache.groups',
    ],
  ])(
    '%s leaves the fact missing, and the operator is told to name it',
    (_what, resources, fact) => {
      const answer = ids(view(anInventory(together(resources))), fact);
      expect(answer).toMatchObject({ cause: 'failed' });
      expect(answer).toHaveProperty('detail', expect.stringMatching(/whose x is.*auditor\.yaml/));
    },
  );

  it('a stray Redis group takes nothing from a deployment that has one of its own', () => {
    const world = together(aHealthyDeployment(), {
      'elasticache.groups': [aGroup({ id: 'x', vpcId: null })],
    });
    expect(ids(view(anInventory(world)), 'elasticache.groups')).toEqual(['acme-redis']);
  });

  it('an ECS cluster without services is nobody’s: every account has some', () => {
    const world = together({ 'ecs.clusters': [anEcsCluster({ name: 'default' })] });
    expect(ids(view(anInventory(world)), 'ecs.clusters')).toEqual([]);
  });
});

describe('a stack with a name of its own', () => {
  const parameters = { NetworkName: 'acme', Environment: 'prod', Cluster: 'eu1' };
  const misnamed = aStack({ name: 'somebodys-database', parameters });

  it('and what it owns belong to the deployment that shares its parameters', () => {
    const world = anInventory(
      together(
        aHealthyDeployment(),
        aDatabase('misnamed', 'vpc-other', stackTag('somebodys-database')),
        {
          'cloudformation.stacks': [misnamed],
        },
      ),
    );
    expect(ids(view(world), 'cloudformation.stacks')).toContain('somebodys-database');
    expect(clustersIn(view(world)).map(({ ref }) => ref)).toContainEqual({
      type: 'rds-cluster',
      name: 'misnamed',
    });
  });

  it('is seen by one deployment, and one only, whatever the others are called', () => {
    const stacks = known(
      ['queue', 'queue-two', 'acme-1-1-vpc'].map((name) => aStack({ name, parameters: {} })),
    );
    const deployments = findDeployments(aTarget(), stacks, [], []);
    expect(deployments.map(({ name }) => name)).toEqual(['acme', 'queue', 'queue-two']);
    for (const deployment of deployments) {
      const seen = view({ 'cloudformation.stacks': stacks }, { deployment, others: deployments });
      expect(ids(seen, 'cloudformation.stacks')).toHaveLength(1);
    }
  });
});

describe('two deployments of one target', () => {
  const both = together(aHealthyDeployment('acme'), aHealthyDeployment('globex'));

  it('do not see each other', () => {
    const world = anInventory(both);
    expect(owned(view(world, { others: [globex] }))).toEqual(
      owned(anInventory(aHealthyDeployment('acme'))),
    );
    expect(owned(view(world, { deployment: globex, others: [acme] }))).toEqual(
      owned(anInventory(aHealthyDeployment('globex'))),
    );
  });

  it('do not see each other when one prefix begins with the other', () => {
    const longer = aDeployment({ name: 'acme-eu1' });
    const world = anInventory(together(aHealthyDeployment('acme'), aHealthyDeployment('acme-eu1')));
    expect(owned(view(world, { others: [longer] }))).toEqual(
      owned(anInventory(aHealthyDeployment('acme'))),
    );
  });

  it('both see what anybody may look up', () => {
    const world = anInventory(both);
    for (const fact of Object.keys(lookedUp) as (keyof ReferenceFacts)[]) {
      expect(view(world, { others: [globex] })[fact], fact).toEqual(world[fact]);
    }
  });

  it('may be declared under a name that is not their prefix', () => {
    const production = aDeployment({ name: 'production', prefix: 'acme', origin: 'declared' });
    const facts = view(anInventory(both), { deployment: production, others: [globex] });
    expect(ids(facts, 'rds.clusters')).toEqual(['acme-db']);
    expect(ids(facts, 'cloudformation.stacks')).toHaveLength(15);
  });
});

describe('what a drill makes', () => {
  const drill = aRunningDrill();
  const tags = drillTags(drill);
  const { scratchId } = drill;
  /** A restored cluster beside the deployment it was restored from. */
  const during = (report: DrillReport, id = scratchId, scratchTags = tags) =>
    anInventory(
      together(aHealthyDeployment(), {
        'rds.clusters': [aDbCluster({ id, tags: scratchTags })],
        'rds.instances': [
          aDbInstance({ id: `${id}-1`, clusterId: id, vpcId: 'vpc-acme', tags: scratchTags }),
        ],
        'elasticache.groups': [aGroup({ id: `${id}-redis`, vpcId: 'vpc-acme', tags: scratchTags })],
        'drills.reports': [report],
      }),
    );

  it('is invisible by prefix, tag and a running report together', () => {
    const facts = view(during(drill));
    expect(ids(facts, 'rds.clusters')).toEqual(['acme-db']);
    expect(ids(facts, 'rds.instances')).toEqual(['acme-db-1', 'acme-db-2']);
    expect(ids(facts, 'elasticache.groups')).toEqual(['acme-redis']);
  });

  it.each([
    ['the prefix is missing', during(drill, 'by-hand')],
    ['the tag is missing', during(drill, scratchId, {})],
    ['the report has ended', during({ ...drill, outcome: 'failed' })],
    ['the deadline has passed', during({ ...drill, deadline: inHours(-1) })],
  ])('is judged and flagged when %s', (_when, world) => {
    const facts = view(world);
    expect(clustersIn(facts).filter(({ ref }) => ref.unattributed)).toHaveLength(1);
    expect(ids(facts, 'rds.instances')).toHaveLength(3);
    expect(ids(facts, 'elasticache.groups')).toHaveLength(2);
  });

  it('leaves the lists it is in unknown when the reports cannot be read: it may be to be judged', () => {
    const refusal = denied('dynamodb:Query');
    const facts = view({ ...during(drill), 'drills.reports': refusal });
    for (const fact of ['rds.clusters', 'rds.instances', 'elasticache.groups'] as const) {
      expect(ids(facts, fact)).toEqual(refusal);
    }
    expect(ids(facts, 'ecs.clusters')).toEqual(['acme-tts']);
    const without = view(anInventory(aHealthyDeployment(), { 'drills.reports': refusal }));
    expect(ids(without, 'rds.clusters')).toEqual(['acme-db']);
  });

  it('is invisible to the deployments beside it and to the whole region too', () => {
    const region = view(during(drill), { deployment: wholeRegion(aTarget()) });
    expect(ids(region, 'rds.clusters')).toEqual(['acme-db']);
    expect(ids(view(during({ ...drill, deployment: 'globex' })), 'rds.clusters')).toEqual([
      'acme-db',
    ]);
  });
});

describe('the whole region', () => {
  it('sees everything, whoever made it', () => {
    const world = anInventory(
      together(
        aHealthyDeployment('acme'),
        aHealthyDeployment('globex'),
        aDatabase('billing', 'vpc-x', stackTag('billing')),
        {
          'cloudformation.stacks': [aStack({ name: 'billing', versionTag: '1.0.0' })],
          'ec2.instances': [anInstance({ id: 'i-x' })],
        },
      ),
    );
    expect(view(world, { deployment: wholeRegion(aTarget()) })).toEqual(world);
  });
});

describe('the facts to gather', () => {
  it('are those that are wanted and the stacks', () => {
    expect(factsToGather([])).toEqual(['cloudformation.stacks']);
    expect(factsToGather(['drills.reports']).sort()).toEqual([
      'cloudformation.stacks',
      'drills.reports',
    ]);
  });

  it('are also those that decide whose a resource is, and its owners', () => {
    expect(factsToGather(['ecs.task-definitions']).sort()).toEqual([
      'cloudformation.stack-resources',
      'cloudformation.stacks',
      'drills.reports',
      'ec2.instances',
      'ecs.clusters',
      'ecs.services',
      'ecs.task-definitions',
      'rds.clusters',
      'rds.instances',
    ]);
  });
});

it('what is lost without a fact is all that belongs to it, at any remove', () => {
  expect(lostWithout('ecs.clusters').sort()).toEqual([
    'counterpart.services',
    'counterpart.task-definitions',
    'ecs.clusters',
    'ecs.container-instances',
    'ecs.services',
    'ecs.task-definitions',
    'ecs.tasks',
  ]);
  expect(lostWithout('ec2.instances').sort()).toEqual([
    'ec2.images',
    'ec2.instances',
    'ec2.volume-snapshots',
    'ec2.volumes',
    'ssm.instances',
    'ssm.patch-states',
  ]);
  expect(lostWithout('drills.reports')).toEqual(['drills.reports']);
});

/** Everything every check says of the deployment, in no order. */
function verdicts(world: Everything, deployments: readonly Deployment[] = [acme]): string[] {
  const settingsFor = ({ settings }: AnyCheck) =>
    Object.fromEntries(Object.entries(settings).map(([name, setting]) => [name, setting.default]));
  const { findings } = evaluate(
    checks,
    viewsOf(anInventory(world), deployments, new Map(), now)(acme),
    {
      deployment: acme,
      expected: expectedTopology(acme, [], []),
      declared: noDeclaration,
      now,
      settingsFor,
    },
  );
  return findings
    .map(
      ({ checkId, subject, status, reason }) => `${checkId} ${subject.name} ${status}: ${reason}`,
    )
    .sort();
}

/** One deployment in which much is wrong, some of it because it could not be read. */
const drifted: Everything = together(
  {
    ...aHealthyDeployment(),
    'drills.reports': [],
    'ec2.instances': [],
    'rds.snapshots': [],
  },
  {
    'rds.clusters': [aDbCluster({ id: 'recovered', backupRetentionDays: 1 })],
    'rds.instances': [
      aDbInstance({ id: 'recovered-1', clusterId: 'recovered', autoMinorVersionUpgrade: true }),
      aDbInstance({ id: 'recovered-2', clusterId: 'recovered' }),
    ],
    'rds.snapshots': [
      aDbSnapshot({ id: 's-1', clusterId: 'recovered', status: 'failed' }),
      aDbSnapshot({ id: 's-2', clusterId: 'recovered' }),
    ],
    'ecs.clusters': [anEcsCluster({ name: 'blind', tags: stackTag('acme-5-1-ecs-cluster') })],
    'ecs.services': [
      aClusterServices({
        cluster: { type: 'ecs-cluster', name: 'blind' },
        services: missing('throttled', 'too many requests', 'ecs:ListServices'),
      }),
    ],
    'cloudformation.stacks': [
      aStack({
        name: 'misnamed',
        parameters: { NetworkName: 'acme', Environment: 'prod', Cluster: 'eu1' },
      }),
    ],
  },
);

describe.each([
  ['healthy', aHealthyDeployment()],
  ['drifted', drifted],
])('no verdict of a %s deployment changes', (name, world) => {
  const before = verdicts(world);

  it('and there are some to change', () => {
    const statuses = new Set(
      before.map((each) => / (pass|fail|warn|unknown|not-applicable):/.exec(each)?.[1]),
    );
    // A tenancy nobody declared is a warning, whatever the deployment is like.
    expect([...statuses].sort()).toEqual(
      name === 'healthy'
        ? ['not-applicable', 'pass', 'warn']
        : ['fail', 'not-applicable', 'pass', 'unknown', 'warn'],
    );
  });

  it('when lists come in another order', () => {
    const names = Object.keys(world) as FactName[];
    const orders = fc.record(
      Object.fromEntries(
        names.map((fact) => [
          fact,
          fc.shuffledSubarray([...(world[fact] ?? [])] as unknown[], {
            minLength: world[fact]?.length ?? 0,
          }),
        ]),
      ),
    );
    fc.assert(
      fc.property(orders, (shuffled) => {
        expect(verdicts(shuffled as unknown as Everything)).toEqual(before);
      }),
      { numRuns: 100 },
    );
  });

  it('when resources of others are added', () => {
    const others = together(
      aDatabase('billing', 'vpc-acme', stackTag('billing')),
      aDatabase('far', 'vpc-far'),
      {
        'cloudformation.stacks': [aStack({ name: 'billing', versionTag: '1.0.0' })],
        'elasticache.groups': [aGroup({ id: 'far-redis', vpcId: 'vpc-far', nodes: [] })],
        'ec2.instances': [anInstance({ id: 'i-x', launchedAt: null })],
      },
    );
    expect(verdicts(together(world, others))).toEqual(before);
    expect(verdicts(together(others, world))).toEqual(before);
  });

  it('when a second deployment is added', () => {
    const second = owned(aHealthyDeployment('globex')) as Everything;
    expect(verdicts(together(world, second), [acme, globex])).toEqual(before);
    expect(verdicts(together(second, world), [globex, acme])).toEqual(before);
  });
});
