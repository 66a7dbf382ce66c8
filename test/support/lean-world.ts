/** Worlds for what is held against whole audits: wrong in every way we know, and short enough to be read often. */
import type { Account } from '../../sandbox/account.ts';
import type { Finding } from '../../shared/model/finding.ts';
import { type Audited, worldAtNoon } from './sandboxed.ts';
import { addScratch } from './scratch.ts';

/** Everything can be asked of it: it is wrong in every way we know, and two drills run. */
export function busyWorld(): Account {
  const account = worldAtNoon('drifted');
  addScratch(account, 'aurora');
  addScratch(account, 'redis');
  return account;
}

/** Without what other teams have many of: quicker to read, and short enough to be read one row a page. */
export function leanWorld(): Account {
  const account = busyWorld();
  const { cloudformation, rds, elasticache, ec2, ssm } = account;
  const isOthers = (name = '') => /storefront|warehouse/.test(name);
  cloudformation.stacks = cloudformation.stacks.filter(({ StackName }) => !isOthers(StackName));
  rds.clusters = rds.clusters.filter((each) => !isOthers(each.DBClusterIdentifier));
  rds.instances = rds.instances.filter((each) => !isOthers(each.DBClusterIdentifier));
  rds.snapshots = rds.snapshots.filter((each) => !isOthers(each.DBClusterIdentifier));
  elasticache.groups = elasticache.groups.filter((each) => !isOthers(each.ReplicationGroupId));
  elasticache.nodes = elasticache.nodes.filter((each) => !isOthers(each.ReplicationGroupId));
  elasticache.snapshots = elasticache.snapshots.filter(
    (each) => !isOthers(each.ReplicationGroupId),
  );
  elasticache.events = elasticache.events.filter((each) => !isOthers(each.SourceIdentifier));
  elasticache.updateActions = elasticache.updateActions.filter(
    (each) => !isOthers(each.ReplicationGroupId),
  );
  const { cloudwatch, elbv2, events } = account;
  cloudwatch.metricAlarms = cloudwatch.metricAlarms.filter((each) => !isOthers(each.AlarmName));
  events.rules = events.rules.filter((each) => !isOthers(each.Name));
  elbv2.loadBalancers = elbv2.loadBalancers.filter((each) => !isOthers(each.LoadBalancerName));
  const workers = ec2.instances.filter(({ Tags = [] }) =>
    Tags.some(({ Value }) => isOthers(Value)),
  );
  const others = new Set(workers.map(({ InstanceId }) => InstanceId));
  ec2.instances = ec2.instances.filter(({ InstanceId }) => !others.has(InstanceId));
  ssm.instances = ssm.instances.filter(({ InstanceId }) => !others.has(InstanceId));
  return account;
}

export function rowByRow(account: Account): Account {
  account.pageSize = 1;
  return account;
}

/** Id and status of every finding, in the order of ids. */
export function answers({ findings }: Pick<Audited, 'findings'>): string[] {
  return findings.map(({ id, status }) => `${id} ${status}`).sort();
}

/** The findings nobody could give an answer to. */
export function unknowns({ findings }: Pick<Audited, 'findings'>): readonly Finding[] {
  return findings.filter(({ status }) => status === 'unknown');
}
