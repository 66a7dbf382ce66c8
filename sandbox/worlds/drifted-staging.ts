/** What goes wrong with staging in the drifted world; some of it is production's problem. */
import type { Account } from '../account.ts';
import { acmeProduction, acmeStaging } from './acme.ts';
import { alarmOn, failDeliveries, sendToOpsgenie, starveAlarm } from './alerting.ts';
import { auroraCluster, auroraClusterArn, auroraInstance, runOldMajor } from './aurora.ts';
import { changeLaunchTemplate } from './auto-scaling.ts';
import { keepOldVersionsForEver, unblockPublicAccess } from './buckets.ts';
import { certbotRule, importLongAgo, stopCertbot } from './certificates.ts';
import {
  addTasks,
  ecsService,
  fillContainerInstances,
  loseTasks,
  putTasksIntoOneZone,
  runImage,
} from './containers.ts';
import { forgetCopies, stopCopies } from './copies.ts';
import { type Deployed, type DeployedDatabase, databaseOf, redisOf } from './deployment.ts';
import { stackName } from './description.ts';
import { addDrill, forgetDrills } from './drills.ts';
import { fileSystemWith, removeMountTarget } from './file-systems.ts';
import { physicalId } from './identifiers.ts';
import { targetInstances, unprotectLoadBalancer, useOldTlsPolicy } from './load-balancing.ts';
import {
  ageImage,
  answerWithoutToken,
  machine,
  managed,
  patchStateOf,
  stopVolumeSnapshots,
} from './machines.ts';
import { addManualRedisSnapshot, redisGroup, runRedis6 } from './redis.ts';
import { allowSshFrom, machineSecurityGroups } from './security-groups.ts';
import { setStackParameter, setStackVersion, stackNamed, updateStack } from './stacks.ts';
import { ago, days, hours, minutes } from './times.ts';

export function driftStaging(account: Account, staging: Deployed): void {
  driftStacks(account);
  driftDatabase(account, staging);
  driftRedis(account, staging);
  driftServices(account, staging);
  driftMachines(account, staging);
  driftBalancing(account, staging);
  driftCertificate(account, staging);
  driftAlerting(account, staging);
  keepOldVersionsForEver(account, staging.buckets.interopConfig);
  unblockPublicAccess(account, staging.buckets.pluginsConfig);
  removeMountTarget(account, staging.fileSystem, acmeStaging.network.zones[1].name);
  startFileSystemBackups(account, staging.fileSystem);
}

function driftStacks(account: Account): void {
  nameAnotherCluster(account);
  breakMonitoringUpdate(account);
  giveProxyAnotherDomain(account);
  openInteropHalfway(account);
  setStackVersion(account, stackName(acmeStaging, '2-4b-routing-s3'), '3.36.1');
  updateShortlyBeforeProduction(account);
}

function driftDatabase(account: Account, staging: Deployed): void {
  const database = databaseOf(staging);
  const { cluster } = database;
  leaveAuroraInPlain(account, cluster);
  letClusterUpgradeItself(account, cluster);
  shortenAuroraRetention(account, cluster);
  letRestorableTimeFallBehind(account, cluster);
  moveReaderToWriter(account, database);
  drillAuroraHalfway(account, staging);
  runOldMajor(account, cluster);
  stopCopies(account, auroraClusterArn(account, cluster), ago(account, days(50)));
}

function driftRedis(account: Account, staging: Deployed): void {
  const general = redisOf(staging, 'general');
  switchRedisSnapshotsOff(account, general);
  runRedis6(account, general);
  moveRedisIntoProduction(account, general);
}

function driftServices(account: Account, { services, ecsCluster }: Deployed): void {
  failNetworkServerRollout(account, services['network-server']);
  runImage(account, services['join-server'], '3.36-aws');
  runImage(account, services['gateway-configuration-server'], '3.36.1-aws');
  stopAllInRollout(account, services.proxy);
  keepUdpGatewayServer(account, services['gateway-server']);
  loseTasks(account, services['device-claiming-server'], 2);
  putTasksIntoOneZone(account, services['application-server']);
  fillContainerInstances(account, ecsCluster);
}

function driftMachines(account: Account, staging: Deployed): void {
  const { bastion, timescale } = staging;
  const [first, second] = staging.containerInstances;
  missSecurityPatches(account, first);
  machine(account, first).KeyName = 'acme-staging';
  changeLaunchTemplate(account, first);
  scanLongAgo(account, second);
  managed(account, second).IsLatestVersion = false;
  ageImage(account, second, days(200));
  answerWithoutToken(account, bastion);
  putOffReboot(account, bastion);
  machine(account, bastion).LaunchTime = ago(account, days(61));
  allowSshFrom(account, machineSecurityGroups(acmeStaging).bastion, formerOffice);
  stopVolumeSnapshots(account, timescale, days(12));
}

/** https://www.rfc-editor.org/rfc/rfc5737 */
const formerOffice = '198.51.100.0/24';

function driftBalancing(account: Account, { loadBalancing }: Deployed): void {
  const { loadBalancer, listeners, targetGroups } = loadBalancing;
  unprotectLoadBalancer(account, loadBalancer);
  useOldTlsPolicy(account, listeners[8883] ?? '');
  targetInstances(account, targetGroups[1700] ?? '');
}

/** Not wrong: switched on today, so that there is no copy yet. */
function startFileSystemBackups(account: Account, id: string): void {
  forgetCopies(account, fileSystemWith(account, id).FileSystemArn ?? '');
}

/** Certbot was stopped, and ten days are left of what it brought last. */
function driftCertificate(account: Account, { certificate }: Deployed): void {
  stopCertbot(account, certbotRule(acmeStaging));
  importLongAgo(account, certificate, 80);
}

function driftAlerting(account: Account, { alertPath, timescale }: Deployed): void {
  failDeliveries(account, alertPath.topic);
  sendToOpsgenie(account, alertPath.topic);
  starveAlarm(account, alarmOn(account, timescale, 'disk_used_percent'));
}

function nameAnotherCluster(account: Account): void {
  setStackParameter(account, stackName(acmeStaging, '3-1-security-group-rules'), 'Cluster', 'eu2');
}

/** Neither the update nor the way back from it came to an end. */
function breakMonitoringUpdate(account: Account): void {
  const stack = stackNamed(account, stackName(acmeStaging, '5-6-ecs-monitoring'));
  stack.StackStatus = 'UPDATE_ROLLBACK_FAILED';
}

function giveProxyAnotherDomain(account: Account): void {
  const name = stackName(acmeStaging, '5-7-ecs-proxy');
  setStackParameter(account, name, 'Domain', 'staging.acme.example.com');
}

/** Neither the listener was made, nor the Identity Server told. */
function openInteropHalfway(account: Account): void {
  const name = stackName(acmeStaging, '3-2-load-balancer-rules');
  setStackParameter(account, name, 'InteropEnabled', 'true');
}

function updateShortlyBeforeProduction(account: Account): void {
  updateStack(account, stackName(acmeStaging, '5-1-ecs-cluster'), days(5) + hours(6));
  updateStack(account, stackName(acmeStaging, '5-2-ecs-ops'), days(1));
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

function moveReaderToWriter(account: Account, { writer, reader, cluster }: DeployedDatabase): void {
  const zone = auroraInstance(account, writer).AvailabilityZone;
  auroraInstance(account, reader).AvailabilityZone = zone;
  auroraCluster(account, cluster).MultiAZ = false;
}

/** It passed as far as it went, which is not far enough to say that there is data. */
function drillAuroraHalfway(account: Account, staging: Deployed): void {
  forgetDrills(account, staging.drillTable, 'aurora');
  addDrill(account, {
    table: staging.drillTable,
    deployment: staging.prefix,
    store: 'aurora',
    sourceId: databaseOf(staging).cluster,
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

/** Somebody was to save a peering connection, and chose the subnets of production. */
function moveRedisIntoProduction({ elasticache }: Account, groupId: string): void {
  const { vpcId, zones } = acmeProduction.network;
  const names = elasticache.nodes
    .filter(({ ReplicationGroupId }) => ReplicationGroupId === groupId)
    .map(({ CacheSubnetGroupName }) => CacheSubnetGroupName);
  for (const group of elasticache.subnetGroups) {
    if (!names.includes(group.CacheSubnetGroupName)) continue;
    group.VpcId = vpcId;
    group.Subnets = zones.map((zone) => ({
      SubnetIdentifier: zone.privateSubnetId,
      SubnetAvailabilityZone: { Name: zone.name },
      SupportedNetworkTypes: ['ipv4'],
    }));
  }
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

/** Beside the Gateway Server that replaced it at 3.26, and of the same definition; on every machine there is one. */
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
  const machines = new Map(
    account.ecs.tasks
      .filter(({ group }) => group === `service:${gatewayServer}`)
      .map((task) => [task.availabilityZone, task.containerInstanceArn]),
  );
  addTasks(
    account,
    serviceName,
    acmeStaging.network.zones.map((zone) => zone.name),
  );
  for (const task of account.ecs.tasks) {
    if (task.group !== `service:${serviceName}`) continue;
    task.containerInstanceArn = machines.get(task.availabilityZone);
  }
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
