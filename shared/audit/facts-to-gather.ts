/** Which facts must be read together: what a check asks for, and what says whose that is. */
import type { CounterpartFacts, FactName, GatheredFactName } from '../model/inventory.ts';

/** Facts that decide what belongs to whom. */
const attributionFacts: readonly GatheredFactName[] = [
  'cloudformation.stacks',
  'cloudformation.stack-resources',
  'drills.reports',
  'ec2.instances',
  'rds.instances',
];

/** Facts whose rows belong to rows of another, or are read for them. */
const ownerFacts: { readonly [K in GatheredFactName]?: GatheredFactName } = {
  'cloudformation.stack-resources': 'cloudformation.stacks',
  'cloudwatch.redis-memory': 'elasticache.groups',
  'cloudwatch.topic-deliveries': 'sns.topics',
  'ec2.images': 'ec2.instances',
  'ec2.volume-snapshots': 'ec2.instances',
  'ec2.volumes': 'ec2.instances',
  'ecs.container-instances': 'ecs.clusters',
  'ecs.services': 'ecs.clusters',
  'ecs.task-definitions': 'ecs.services',
  'ecs.tasks': 'ecs.clusters',
  'elasticache.snapshots': 'elasticache.groups',
  'elbv2.listeners': 'elbv2.load-balancers',
  'elbv2.target-groups': 'elbv2.load-balancers',
  'rds.engine-versions': 'rds.clusters',
  'rds.instances': 'rds.clusters',
  'rds.major-versions': 'rds.clusters',
  'rds.snapshots': 'rds.clusters',
  's3.buckets': 'cloudformation.stack-resources',
  'sns.topics': 'cloudformation.stack-resources',
  'ssm.instances': 'ec2.instances',
  'ssm.patch-states': 'ec2.instances',
};

/** An alarm without its stack's name in front is told by the resource it watches. */
const watchedFacts: readonly GatheredFactName[] = [
  'autoscaling.groups',
  'ec2.instances',
  'ecs.clusters',
  'elasticache.groups',
  'elbv2.load-balancers',
  'rds.clusters',
];

/** What a fact of the counterpart is in the counterpart's own view. */
export const counterpartSources = {
  'counterpart.clusters': 'rds.clusters',
  'counterpart.deployments': 'cloudformation.stacks',
  'counterpart.groups': 'elasticache.groups',
  'counterpart.instances': 'rds.instances',
  'counterpart.services': 'ecs.services',
  'counterpart.stacks': 'cloudformation.stacks',
  'counterpart.task-definitions': 'ecs.task-definitions',
} as const satisfies Record<keyof CounterpartFacts, GatheredFactName>;

/** The facts of an account and region that belong to nobody in particular: no other fact says whose they are. */
const unowned = /^(acm|backup|drills|events)\./;

export function isCounterpartFact(fact: FactName): fact is keyof CounterpartFacts {
  return fact in counterpartSources;
}

/** All facts that must be gathered so that the wanted ones can be given to their deployments. */
export function factsToGather(wanted: readonly FactName[]): GatheredFactName[] {
  const gathered = wanted.map((fact) =>
    isCounterpartFact(fact) ? counterpartSources[fact] : fact,
  );
  const all = new Set<GatheredFactName>(['cloudformation.stacks', ...gathered]);
  if (all.has('cloudwatch.alarms')) for (const fact of watchedFacts) all.add(fact);
  if ([...all].some(isAttributed)) for (const fact of attributionFacts) all.add(fact);
  for (const fact of all) {
    const owner = ownerFacts[fact];
    if (owner !== undefined) all.add(owner);
  }
  return [...all];
}

function isAttributed(fact: GatheredFactName): boolean {
  return fact !== 'cloudformation.stacks' && !unowned.test(fact);
}

/** The fact and all that cannot be known without it. */
export function lostWithout(fact: GatheredFactName): FactName[] {
  const lost = new Set<FactName>([fact]);
  const dependents = [...Object.entries(ownerFacts), ...Object.entries(counterpartSources)];
  for (const each of lost) {
    for (const [dependent, owner] of dependents) {
      if (owner === each) lost.add(dependent as FactName);
    }
  }
  return [...lost];
}
