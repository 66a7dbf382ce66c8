/**
 * The healthy world after nobody looked at it for some time. What is wrong, and with what, is written down in
 * `drifted-manifest.ts`; nothing else is.
 */
import { type Account, emptyAccount } from '../account.ts';
import type { Clock } from '../clock.ts';
import { accountId, acmeProduction, acmeStaging, region } from './acme.ts';
import { addAuroraSnapshots, auroraCluster, auroraInstance } from './aurora.ts';
import { ecsService, runImage } from './containers.ts';
import { addVendorStack, type Deployed, deploy, stackName } from './deployment.ts';
import { addDrill, forgetDrills } from './drills.ts';
import { physicalId, publicAddress } from './identifiers.ts';
import { answerWithoutToken, forgetPatches, machine, managed, patchStateOf } from './machines.ts';
import { addNeighbours } from './neighbours.ts';
import { addManualRedisSnapshot, redisGroup } from './redis.ts';
import { own, removeStack, stackNamed } from './stacks.ts';
import { ago, days, hours, minutes } from './times.ts';

export function drifted(clock: Clock): Account {
  const account = emptyAccount(accountId, region, clock);
  addNeighbours(account);
  driftProduction(account, deploy(account, acmeProduction));
  driftStaging(account, deploy(account, acmeStaging));
  return account;
}

function driftProduction(account: Account, production: Deployed): void {
  deployWithoutRateLimits(account);
  deployQueueUnderAnotherName(account);
  keepPeering(account);
  leaveBastionBehind(account);
  unprotectBuckets(account);
  stopAuroraSnapshots(account, production.databaseCluster);
  letAuroraBeDeleted(account, production.databaseCluster);
  letReaderUpgradeItself(account, production.reader);
  putRedisIntoOneZone(account, generalRedis(production));
  shardRedis(account, cacheRedis(production));
  failRedisDrills(account, production);
  runConsoleAlone(account, production.services.console);
  loseGatewayServerTask(account, production.services['gateway-server']);
  startApplicationServerRollout(account, production.services['application-server']);
  runImage(account, production.services['packet-broker-agent'], '3.36.1-aws');
  giveAddress(account, production.containerInstances[0]);
  loseConnection(account, production.containerInstances[1]);
  keepAmazonLinux2(account, production.bastion);
  forgetPatches(account, production.bastion);
}

function driftStaging(account: Account, staging: Deployed): void {
  nameAnotherCluster(account);
  breakMonitoringUpdate(account);
  leaveAuroraInPlain(account, staging.databaseCluster);
  letClusterUpgradeItself(account, staging.databaseCluster);
  shortenAuroraRetention(account, staging.databaseCluster);
  letRestorableTimeFallBehind(account, staging.databaseCluster);
  moveReaderToWriter(account, staging);
  drillAuroraHalfway(account, staging);
  switchRedisSnapshotsOff(account, generalRedis(staging));
  failNetworkServerRollout(account, staging.services['network-server']);
  runImage(account, staging.services['join-server'], '3.36-aws');
  stopAllInRollout(account, staging.services.proxy);
  keepUdpGatewayServer(account, staging.services['gateway-server']);
  const [first, second] = staging.containerInstances;
  missSecurityPatches(account, first);
  machine(account, first).KeyName = 'acme-staging';
  scanLongAgo(account, second);
  managed(account, second).IsLatestVersion = false;
  answerWithoutToken(account, staging.bastion);
  putOffReboot(account, staging.bastion);
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
  const stack = stackNamed(account, stackName(acmeProduction, '1-2-bastion'));
  stack.LastUpdatedTime = ago(account, days(300));
  for (const output of stack.Outputs ?? []) {
    if (output.OutputKey === 'VersionTag') output.OutputValue = '3.33.1';
  }
}

function unprotectBuckets(account: Account): void {
  const stack = stackNamed(account, stackName(acmeProduction, '2-4a-is-s3'));
  stack.EnableTerminationProtection = false;
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
    sourceId: generalRedis(production),
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

function runConsoleAlone(account: Account, name: string): void {
  const service = ecsService(account, name);
  service.desiredCount = 1;
  service.runningCount = 1;
  for (const deployment of service.deployments ?? []) {
    deployment.desiredCount = 1;
    deployment.runningCount = 1;
  }
}

/** Deployed twelve days ago: nothing excuses it. */
function loseGatewayServerTask(account: Account, name: string): void {
  const service = ecsService(account, name);
  service.runningCount = 1;
  for (const deployment of service.deployments ?? []) deployment.runningCount = 1;
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
}

function loseConnection(account: Account, instanceId: string): void {
  const instance = managed(account, instanceId);
  instance.PingStatus = 'ConnectionLost';
  instance.LastPingDateTime = ago(account, hours(5));
}

function nameAnotherCluster(account: Account): void {
  const stack = stackNamed(account, stackName(acmeStaging, '3-1-security-group-rules'));
  for (const parameter of stack.Parameters ?? []) {
    if (parameter.ParameterKey === 'Cluster') parameter.ParameterValue = 'eu2';
  }
}

/** Neither the update nor the way back from it came to an end. */
function breakMonitoringUpdate(account: Account): void {
  const stack = stackNamed(account, stackName(acmeStaging, '5-6-ecs-monitoring'));
  stack.StackStatus = 'UPDATE_ROLLBACK_FAILED';
}

function leaveAuroraInPlain(account: Account, clusterId: string): void {
  const { instances, snapshots } = account.rds;
  const stored = [...instances, ...snapshots].filter(
    ({ DBClusterIdentifier }) => DBClusterIdentifier === clusterId,
  );
  for (const each of [auroraCluster(account, clusterId), ...stored]) {
    each.StorageEncrypted = false;
    each.StorageEncryptionType = 'none';
    delete each.KmsKeyId;
  }
}

/** Its instances do not, so that it waits for the next one. */
function letClusterUpgradeItself(account: Account, clusterId: string): void {
  auroraCluster(account, clusterId).AutoMinorVersionUpgrade = true;
}

/** With what is left of the snapshots. */
function shortenAuroraRetention(account: Account, clusterId: string): void {
  const cluster = auroraCluster(account, clusterId);
  cluster.BackupRetentionPeriod = 1;
  cluster.EarliestRestorableTime = ago(account, days(1));
  account.rds.snapshots = account.rds.snapshots.filter(
    ({ DBClusterIdentifier, SnapshotCreateTime }) =>
      DBClusterIdentifier !== clusterId ||
      (SnapshotCreateTime !== undefined && SnapshotCreateTime > ago(account, days(1))),
  );
}

function letRestorableTimeFallBehind(account: Account, clusterId: string): void {
  auroraCluster(account, clusterId).LatestRestorableTime = ago(account, hours(3));
}

function moveReaderToWriter(account: Account, { writer, reader, databaseCluster }: Deployed): void {
  const zone = auroraInstance(account, writer).AvailabilityZone;
  auroraInstance(account, reader).AvailabilityZone = zone;
  auroraCluster(account, databaseCluster).MultiAZ = false;
}

/** It passed as far as it went, which is not far enough to say that there is data. */
function drillAuroraHalfway(account: Account, staging: Deployed): void {
  forgetDrills(account, staging.drillTable, 'aurora');
  addDrill(account, {
    table: staging.drillTable,
    deployment: staging.prefix,
    store: 'aurora',
    sourceId: staging.databaseCluster,
    outcome: 'passed',
    reached: 'L2',
    reason: 'restored and available; nobody asked it anything',
    age: days(4),
  });
}

/** A snapshot somebody took by hand does not make up for it. */
function switchRedisSnapshotsOff(account: Account, groupId: string): void {
  redisGroup(account, groupId).SnapshotRetentionLimit = 0;
  for (const node of account.elasticache.nodes) {
    if (node.ReplicationGroupId === groupId) node.SnapshotRetentionLimit = 0;
  }
  account.elasticache.snapshots = account.elasticache.snapshots.filter(
    (snapshot) => snapshot.ReplicationGroupId !== groupId,
  );
  addManualRedisSnapshot(account, groupId, 'before-upgrade', hours(20));
}

/** The circuit breaker stopped it; the tasks of the deployment before keep running. */
function failNetworkServerRollout(account: Account, name: string): void {
  const service = ecsService(account, name);
  const before = service.deployments?.[0];
  service.deployments = [
    {
      ...before,
      id: 'ecs-svc/7719283746501928374',
      status: 'PRIMARY',
      runningCount: 0,
      failedTasks: 10,
      createdAt: ago(account, hours(5)),
      updatedAt: ago(account, hours(4)),
      rolloutState: 'FAILED',
      rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.',
    },
    { ...before, status: 'ACTIVE' },
  ];
}

function stopAllInRollout(account: Account, name: string): void {
  const service = ecsService(account, name);
  service.deploymentConfiguration = {
    ...service.deploymentConfiguration,
    minimumHealthyPercent: 0,
  };
}

/** Beside the Gateway Server that replaced it at 3.26, and of the same definition. */
function keepUdpGatewayServer(account: Account, gatewayServer: string): void {
  const service = ecsService(account, gatewayServer);
  const serviceName = physicalId(
    stackName(acmeStaging, '5-4-ecs-services'),
    'UDPGatewayServerService',
  );
  account.ecs.services.push({
    ...service,
    serviceName,
    serviceArn: service.serviceArn?.replace(gatewayServer, serviceName),
    schedulingStrategy: 'DAEMON',
  });
}

function giveAddress(account: Account, instanceId: string): void {
  machine(account, instanceId).PublicIpAddress = publicAddress(instanceId);
}

/** Not wrong yet: the vendor's template offers nothing newer. */
function keepAmazonLinux2(account: Account, instanceId: string): void {
  managed(account, instanceId).PlatformVersion = '2';
}

/** Patched nine days ago and not rebooted since; every scan says so. */
function putOffReboot(account: Account, instanceId: string): void {
  const state = patchStateOf(account, instanceId);
  state.LastNoRebootInstallOperationTime = ago(account, days(9));
  state.InstalledPendingRebootCount = 2;
  state.OtherNonCompliantCount = 2;
}

function missSecurityPatches(account: Account, instanceId: string): void {
  const state = patchStateOf(account, instanceId);
  state.MissingCount = 4;
  state.SecurityNonCompliantCount = 3;
  state.CriticalNonCompliantCount = 1;
}

function scanLongAgo(account: Account, instanceId: string): void {
  const state = patchStateOf(account, instanceId);
  state.OperationStartTime = ago(account, days(45) + minutes(2));
  state.OperationEndTime = ago(account, days(45));
}

function cacheRedis({ prefix, redisGroups }: Deployed): string {
  if (redisGroups.cache === undefined) throw new Error(`${prefix} has no Redis for a cache`);
  return redisGroups.cache;
}

function generalRedis({ prefix, redisGroups }: Deployed): string {
  if (redisGroups.general === undefined) throw new Error(`${prefix} has no general Redis`);
  return redisGroups.general;
}
