/** What goes wrong with production in the drifted world. */
import type { Account } from '../account.ts';
import { acmeProduction } from './acme.ts';
import {
  alarmOn,
  disableAlarmActions,
  encryptWithAwsKey,
  fillRedisMemory,
  keepAlarmRinging,
  leaveSubscriptionPending,
  silenceTopic,
} from './alerting.ts';
import {
  addAuroraSnapshots,
  auroraCluster,
  auroraClusterArn,
  auroraInstance,
  runOldMinor,
} from './aurora.ts';
import { suspendLaunching } from './auto-scaling.ts';
import { routeThroughOtherZone } from './broken-network.ts';
import { removeConfigFile, suspendVersioning, switchVersioningOff } from './buckets.ts';
import { failRenewal } from './certificates.ts';
import {
  ecsService,
  loseTasks,
  replaceTask,
  runImage,
  runOtherDigest,
  scaleDown,
} from './containers.ts';
import { forgetCopies } from './copies.ts';
import { type Deployed, databaseOf, pictureBucketsOf, redisOf } from './deployment.ts';
import { stackName } from './description.ts';
import { addDrill, forgetDrills } from './drills.ts';
import { arn, publicAddress, uuid } from './identifiers.ts';
import { impairLoadBalancer, type LoadBalancing, removeTarget } from './load-balancing.ts';
import { deleteDataVolumeWithInstance, forgetPatches, machine, managed } from './machines.ts';
import { forceMaintenance, leaveUpdateUnapplied } from './maintenance.ts';
import { redisGroup } from './redis.ts';
import {
  own,
  removeStack,
  setStackParameter,
  setStackVersion,
  stackNamed,
  updateStack,
} from './stacks.ts';
import { addVendorStack } from './templates.ts';
import { ago, days, hours, minutes } from './times.ts';

export function driftProduction(account: Account, production: Deployed): void {
  driftStacks(account);
  driftDatabase(account, production);
  driftRedis(account, production);
  driftServices(account, production);
  driftMachines(account, production);
  driftAlerting(account, production);
  driftBuckets(account, production);
  failRenewal(account, production.certificate);
  impairLoadBalancer(account, production.loadBalancing.loadBalancer);
  routeThroughOtherZone(account, acmeProduction.network);
}

function driftStacks(account: Account): void {
  deployWithoutRateLimits(account);
  deployQueueUnderAnotherName(account);
  keepPeering(account);
  leaveBastionBehind(account);
  unprotectBuckets(account);
  limitResourcesUnstaged(account);
  includeNetworkOperationsCenterInOps(account);
  nameFormerCertificate(account);
  updateSoonAfterStaging(account);
}

function driftDatabase(account: Account, production: Deployed): void {
  const { cluster, reader } = databaseOf(production);
  stopAuroraSnapshots(account, cluster);
  letAuroraBeDeleted(account, cluster);
  letReaderUpgradeItself(account, reader);
  runOldMinor(account, cluster);
  forceMaintenance(account, cluster, 5);
  forgetCopies(account, auroraClusterArn(account, cluster));
}

function driftRedis(account: Account, production: Deployed): void {
  const general = redisOf(production, 'general');
  putRedisIntoOneZone(account, general);
  fillRedis(account, general);
  shardRedis(account, redisOf(production, 'cache'));
  leaveUpdateUnapplied(account, redisOf(production, 'cache'));
  failRedisDrills(account, production);
}

function driftServices(account: Account, { services, loadBalancing }: Deployed): void {
  scaleDown(account, services.console, 1);
  loseGatewayServerTask(account, services['gateway-server'], loadBalancing);
  startApplicationServerRollout(account, services['application-server']);
  runImage(account, services['packet-broker-agent'], '3.36.1-aws');
  runImage(account, services['join-server'], '3.36-aws');
  runOtherDigest(account, services['identity-server']);
}

function driftMachines(account: Account, production: Deployed): void {
  const { containerInstances, bastion, timescale } = production;
  giveAddress(account, containerInstances[0]);
  loseConnection(account, containerInstances[1]);
  keepAmazonLinux2(account, bastion);
  forgetPatches(account, bastion);
  suspendLaunching(account, timescale);
  deleteDataVolumeWithInstance(account, timescale);
}

function driftAlerting(account: Account, production: Deployed): void {
  const { topic } = production.alertPath;
  const { cluster } = databaseOf(production);
  leaveSubscriptionPending(account, topic);
  silenceTopic(account, topic);
  encryptWithAwsKey(account, topic);
  disableAlarmActions(account, alarmOn(account, cluster, 'CPUUtilization'));
}

function driftBuckets(account: Account, production: Deployed): void {
  const { interopConfig, claimingConfig, profilePictures } = pictureBucketsOf(production);
  removeConfigFile(account, interopConfig);
  switchVersioningOff(account, claimingConfig);
  suspendVersioning(account, profilePictures);
}

function deployWithoutRateLimits(account: Account): void {
  removeStack(account, stackName(acmeProduction, '4-2b-configuration-rate-limiting'));
}

/** The same parameters as every stack of production, but not the name. */
function deployQueueUnderAnotherName(account: Account): void {
  const name = 'acme-webhook-queue';
  addVendorStack(account, acmeProduction, { name, template: '2-7-queue-sqs' });
  own(account, name, { type: 'AWS::SQS::Queue', logicalId: 'Queue' });
}

/** Of a Crypto Server that is long gone. */
function keepPeering(account: Account): void {
  const template = '6-1-vpc-peering';
  const name = stackName(acmeProduction, template);
  addVendorStack(account, acmeProduction, { name, template });
  own(account, name, { type: 'AWS::EC2::VPCPeeringConnection', logicalId: 'PeeringConnection' });
}

function leaveBastionBehind(account: Account): void {
  const name = stackName(acmeProduction, '1-2-bastion');
  updateStack(account, name, days(300));
  setStackVersion(account, name, '3.33.1');
}

function unprotectBuckets(account: Account): void {
  const stack = stackNamed(account, stackName(acmeProduction, '2-4a-is-s3'));
  stack.EnableTerminationProtection = false;
}

function limitResourcesUnstaged(account: Account): void {
  const template = '4-2c-configuration-resource-limiting';
  const name = stackName(acmeProduction, template);
  addVendorStack(account, acmeProduction, { name, template });
  own(account, name, { type: 'AWS::SSM::Parameter', logicalId: 'ResourceLimitingConfiguration' });
}

function includeNetworkOperationsCenterInOps(account: Account): void {
  const name = stackName(acmeProduction, '5-2-ecs-ops');
  setStackParameter(account, name, 'IncludeNetworkOperationsCenter', 'true');
}

/** The one before: whoever updates the stack brings it back. */
function nameFormerCertificate(account: Account): void {
  const former = arn(account, 'acm', `certificate/${uuid('certificate of 2025')}`);
  const name = stackName(acmeProduction, '3-2-load-balancer-rules');
  setStackParameter(account, name, 'TLSCertificateARN', former);
}

/** Six hours after staging the one, of which that is too soon; of the other, staging got another update since. */
function updateSoonAfterStaging(account: Account): void {
  updateStack(account, stackName(acmeProduction, '5-1-ecs-cluster'), days(5));
  updateStack(account, stackName(acmeProduction, '5-2-ecs-ops'), days(3));
}

/** The last snapshots are three days old; the one that was tried since failed. */
function stopAuroraSnapshots(account: Account, clusterId: string): void {
  account.rds.snapshots = account.rds.snapshots.filter(
    (snapshot) => snapshot.DBClusterIdentifier !== clusterId,
  );
  addAuroraSnapshots(account, clusterId, { count: 4, newest: days(3) });
  addAuroraSnapshots(account, clusterId, { count: 1, newest: days(2) });
  const last = account.rds.snapshots.at(-1);
  if (last !== undefined) Object.assign(last, { Status: 'failed', PercentProgress: 0 });
}

function letAuroraBeDeleted(account: Account, clusterId: string): void {
  auroraCluster(account, clusterId).DeletionProtection = false;
}

function letReaderUpgradeItself(account: Account, instanceId: string): void {
  auroraInstance(account, instanceId).AutoMinorVersionUpgrade = true;
}

/** It still fails over, to a node that goes down with the same zone. */
function putRedisIntoOneZone(account: Account, groupId: string): void {
  const group = redisGroup(account, groupId);
  const zone = acmeProduction.network.zones[0].name;
  group.MultiAZ = 'disabled';
  for (const node of group.NodeGroups?.flatMap((each) => each.NodeGroupMembers ?? []) ?? []) {
    node.PreferredAvailabilityZone = zone;
  }
  for (const node of account.elasticache.nodes) {
    if (node.ReplicationGroupId === groupId) node.PreferredAvailabilityZone = zone;
  }
}

/** The alarm says so for two days, and nobody is told. */
function fillRedis(account: Account, groupId: string): void {
  const [primary = ''] = redisGroup(account, groupId).MemberClusters ?? [];
  fillRedisMemory(account, primary);
  keepAlarmRinging(account, alarmOn(account, primary, 'DatabaseMemoryUsagePercentage'), 50);
}

/** The cache: nothing is lost with it, and nothing works with it. */
function shardRedis(account: Account, groupId: string): void {
  const group = redisGroup(account, groupId);
  group.ClusterEnabled = true;
  group.ClusterMode = 'enabled';
}

/** The last that passed is too old, and the one since did not pass. */
function failRedisDrills(account: Account, production: Deployed): void {
  const drill = {
    table: production.drillTable,
    deployment: production.prefix,
    store: 'redis',
    sourceId: redisOf(production, 'general'),
  } as const;
  forgetDrills(account, production.drillTable, 'redis');
  addDrill(account, {
    ...drill,
    outcome: 'passed',
    reached: 'L5',
    reason: 'restored, 17890 keys, within 2% of the source',
    age: days(45),
  });
  addDrill(account, {
    ...drill,
    outcome: 'failed',
    reached: 'L3',
    reason: 'restored and answering, but without a single key',
    age: days(5),
  });
}

/** Deployed twelve days ago: nothing excuses it. It was the one in the second zone. */
function loseGatewayServerTask(
  account: Account,
  name: string,
  { targetGroups }: LoadBalancing,
): void {
  loseTasks(account, name, 1);
  removeTarget(account, targetGroups[1700] ?? '', acmeProduction.network.zones[1].name);
}

/** Not wrong: one of two tasks runs because the other is being replaced, since ten minutes. */
function startApplicationServerRollout(account: Account, name: string): void {
  const service = ecsService(account, name);
  const before = service.deployments?.[0];
  service.runningCount = 1;
  service.pendingCount = 1;
  service.deployments = [
    {
      ...before,
      id: 'ecs-svc/4102938475610293847',
      status: 'PRIMARY',
      desiredCount: 2,
      runningCount: 0,
      pendingCount: 1,
      createdAt: ago(account, minutes(10)),
      updatedAt: ago(account, minutes(1)),
      rolloutState: 'IN_PROGRESS',
      rolloutStateReason: 'ECS deployment in progress.',
    },
    { ...before, status: 'ACTIVE', desiredCount: 1, runningCount: 1 },
  ];
  replaceTask(account, name);
}

function loseConnection(account: Account, instanceId: string): void {
  const instance = managed(account, instanceId);
  instance.PingStatus = 'ConnectionLost';
  instance.LastPingDateTime = ago(account, hours(5));
}

function giveAddress(account: Account, instanceId: string): void {
  machine(account, instanceId).PublicIpAddress = publicAddress(instanceId);
}

/** Not wrong yet: the vendor's template offers nothing newer. */
function keepAmazonLinux2(account: Account, instanceId: string): void {
  managed(account, instanceId).PlatformVersion = '2';
}
