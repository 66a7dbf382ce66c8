/** What is wrong with the secondary cluster of the drifted world: it was set up in a hurry, and never finished. */
import type { TemplateName } from '../../shared/model/tts.ts';
import type { Account } from '../account.ts';
import { acmeSecondary } from './acme.ts';
import { removeAlerting } from './alerting.ts';
import { takeLatestLaunchTemplate } from './auto-scaling.ts';
import { deleteNatGateway } from './broken-network.ts';
import { openToThePublic } from './buckets.ts';
import { dropWildcard, letCertificateExpire, makeRenewalIneligible } from './certificates.ts';
import { disconnectAgent, runImage } from './containers.ts';
import { forgetCopies } from './copies.ts';
import { type Deployed, redisOf } from './deployment.ts';
import { stackName } from './description.ts';
import { fileSystemWith, leaveFileSystemInPlain, stopFileSystemBackups } from './file-systems.ts';
import { putLoadBalancerIntoOneZone } from './load-balancing.ts';
import { deregisterImage, leaveDataVolumePlain, managed } from './machines.ts';
import { failRedisSnapshotEvent, runRedis5 } from './redis.ts';
import { machineSecurityGroups, openSshToTheWorld } from './security-groups.ts';
import { own, removeStack, setStackParameter, setStackVersion } from './stacks.ts';
import { addVendorStack } from './templates.ts';

export function driftSecondary(account: Account, secondary: Deployed): void {
  driftStacks(account);
  deployWithoutAlerting(account, secondary);
  askGatewaysForCertificates(account);
  endTlsInProxyOfSecretsOnly(account);
  serveTenantsWithoutWildcard(account, secondary.certificate);
  neglectCertificate(account, secondary.certificate);
  tell(account, '4-2a-configuration', 'SkipVersionCheck', 'true');
  tell(account, '5-6-ecs-monitoring', 'AlertmanagerURL', '');
  driftRedis(account, redisOf(secondary, 'general'));
  driftMachines(account, secondary);
  runImage(account, secondary.services['packet-broker-agent'], '3.34.4-aws');
  deleteNatGateway(account, acmeSecondary.network);
  putLoadBalancerIntoOneZone(account, secondary.loadBalancing.loadBalancer);
  openToThePublic(account, secondary.buckets.claimingConfig);
  neglectFileSystem(account, secondary.fileSystem);
}

function driftStacks(account: Account): void {
  removeStack(account, stackName(acmeSecondary, '5-2-ecs-ops'));
  keepGatewayConfigurationStack(account);
  setStackVersion(account, stackName(acmeSecondary, '4-2b-configuration-rate-limiting'), '3.35.3');
}

/** Of before the Gateway Configuration Server moved to 5-4; it holds nothing any more. */
function keepGatewayConfigurationStack(account: Account): void {
  const template = '5-3d-ecs-gcs-service';
  const name = stackName(acmeSecondary, template);
  addVendorStack(account, acmeSecondary, { name, template });
  own(account, name, { type: 'AWS::Logs::LogGroup', logicalId: 'GCSLogGroup' });
}

/** Nothing will renew it, and three weeks are left. */
function neglectCertificate(account: Account, certificate: string): void {
  makeRenewalIneligible(account, certificate);
  letCertificateExpire(account, certificate, 20);
}

/** Gives the stack of a template another value of a parameter. */
function tell(account: Account, template: TemplateName, key: string, value: string): void {
  setStackParameter(account, stackName(acmeSecondary, template), key, value);
}

function deployWithoutAlerting(account: Account, { alertPath }: Deployed): void {
  removeAlerting(account, alertPath);
  removeStack(account, stackName(acmeSecondary, '1-3-opsgenie'));
}

/** Without a bucket for the authorities that sign them. */
function askGatewaysForCertificates(account: Account): void {
  for (const template of [
    '3-1-security-group-rules',
    '3-2-load-balancer-rules',
    '5-7-ecs-proxy',
  ] as const) {
    tell(account, template, 'LBSCUPSmTLSEnabled', 'true');
  }
}

function endTlsInProxyOfSecretsOnly(account: Account): void {
  tell(account, '4-1-secrets', 'SupportProxyTLS', 'true');
}

function serveTenantsWithoutWildcard(account: Account, certificate: string): void {
  tell(account, '5-7-ecs-proxy', 'EnableVirtualHostWithTenantSubdomain', 'true');
  dropWildcard(account, certificate);
}

function driftRedis(account: Account, groupId: string): void {
  runRedis5(account, groupId);
  failRedisSnapshotEvent(account, groupId);
}

function driftMachines(account: Account, secondary: Deployed): void {
  const [first, second] = secondary.containerInstances;
  openSshToTheWorld(account, machineSecurityGroups(acmeSecondary).bastion);
  keepAmazonLinux1(account, secondary.bastion);
  deregisterImage(account, first);
  disconnectAgent(account, second);
  leaveDataVolumePlain(account, secondary.timescale);
  takeLatestLaunchTemplate(account, secondary.timescale);
}

function keepAmazonLinux1(account: Account, instanceId: string): void {
  Object.assign(managed(account, instanceId), {
    PlatformName: 'Amazon Linux AMI',
    PlatformVersion: '2018.03',
  });
}

/** That nothing copies it is not wrong: what it holds is unimportant until somebody says otherwise. */
function neglectFileSystem(account: Account, id: string): void {
  leaveFileSystemInPlain(account, id);
  stopFileSystemBackups(account, id);
  forgetCopies(account, fileSystemWith(account, id).FileSystemArn ?? '');
}
