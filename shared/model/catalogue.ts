/**
 * What the vendor's Best Practices page and its sibling pages ask for, sentence by sentence: the rows checks answer to.
 * A row that no check answers says why. Source: https://www.thethingsindustries.com/docs/enterprise/aws/ecs/best-practices/
 */
import type { Practice } from './check.ts';

export interface CatalogueRow {
  readonly practice: Practice;
  /** The good state, a sentence without full stop. */
  readonly asks: string;
  /** Why no check answers it; only of rows without one. */
  readonly unanswered?: string;
}

const writes = 'needs an action that writes, which the audit role never has';
const contents = 'needs the contents of a secret or an object, which the audit role cannot read';
const network = 'needs a connection into the deployment itself, which the audit does not make';
const outside = 'needs a page outside AWS, which the audit does not fetch';

function row(practice: Practice, asks: string, unanswered?: string): CatalogueRow {
  return unanswered === undefined ? { practice, asks } : { practice, asks, unanswered };
}

/** By id, in the order of the pages. */
export const catalogue: Readonly<Record<string, CatalogueRow>> = {
  'NAM-01': row('stack-naming', 'Stacks are named after their template, behind a prefix'),
  'NAM-02': row(
    'stack-naming',
    'One prefix for each network, environment and cluster',
    'a deployment is found by its prefix: two of them are shown as two deployments',
  ),
  'NAM-03': row('stack-naming', 'Stacks carry the current number of their template'),
  'NAM-04': row('stack-naming', 'All mandatory templates are deployed'),
  'NAM-05': row('stack-naming', 'Network, environment and cluster are the same in all stacks'),
  'NAM-06': row('stack-naming', 'No stack of a removed template is left'),

  'STG-01': row('staging', 'There is a staging deployment'),
  'STG-02': row('staging', 'Staging has every template production has'),
  'STG-03': row('staging', 'No template is newer in production than in staging'),
  'STG-04': row('staging', 'Staging runs a version for a day before production gets it'),
  'STG-05': row('staging', 'No image runs in production that does not run in staging'),
  'STG-06': row('staging', 'Staging and production share no network, database or secret'),
  'STG-07': row('staging', 'Staging has the engines and switches of production'),
  'STG-08': row('staging', 'Staging is in use and in order'),

  'HA-01': row('high-availability', 'Every service that can runs at least twice'),
  'HA-02': row('high-availability', 'As many tasks run as are wanted, and no rollout has failed'),
  'HA-03': row('high-availability', 'The tasks of a service are spread over zones'),
  'HA-04': row('high-availability', 'A rollout never stops all tasks of a service'),
  'HA-05': row('high-availability', 'Two container instances in two zones, with room to lose one'),
  'HA-06': row('high-availability', 'ENI trunking is on where tasks run on instances'),
  'HA-07': row('high-availability', 'Aurora has a reader in another zone than the writer'),
  'HA-08': row('high-availability', 'Aurora cannot be deleted by mistake, and is encrypted'),
  'HA-09': row('high-availability', 'Redis fails over to another zone'),
  'HA-10': row('high-availability', 'Cluster mode of Redis is off'),
  'HA-11': row('high-availability', 'The load balancer has healthy targets in every zone'),
  'HA-12': row('high-availability', 'Private subnets leave through their own zone'),
  'HA-13': row(
    'high-availability',
    'The DNS alias evaluates the health of the load balancer',
    'the hosted zone may be anywhere, in another account or with another provider',
  ),
  'HA-14': row('high-availability', 'Auto Scaling groups have all their machines'),
  'HA-15': row('high-availability', 'No UDP Gateway Server of before 3.26 is left'),

  'BKP-RDS-01': row('back-ups', 'Aurora keeps back-ups for a week'),
  'BKP-RDS-02': row('back-ups', 'Aurora can be restored to a few minutes ago'),
  'BKP-RDS-03': row('back-ups', 'The newest snapshot of Aurora is of today, and none failed'),
  'BKP-RDS-04': row('back-ups', 'There is a copy of Aurora that does not die with the cluster'),
  'BKP-RDS-05': row('back-ups', 'Aurora was restored and verified within the month'),
  'BKP-RDS-06': row(
    'back-ups',
    'No restored scratch cluster is left over',
    'comes with the restore drill; until then whatever is left is judged as any other cluster',
  ),
  'BKP-RED-01': row('back-ups', 'Redis keeps snapshots for a week'),
  'BKP-RED-02': row('back-ups', 'The newest snapshot of Redis is of today'),
  'BKP-RED-03': row('back-ups', 'No snapshot of Redis failed'),
  'BKP-RED-04': row('back-ups', 'Redis was restored and verified within the month'),
  'BKP-RED-05': row('back-ups', 'Redis has memory left to take a snapshot with'),
  'BKP-TS-01': row(
    'back-ups',
    'The volume of TimescaleDB has a snapshot (not considered important)',
  ),
  'BKP-TS-02': row('back-ups', 'The volume of TimescaleDB is encrypted and outlives its machine'),
  'BKP-EFS-01': row('back-ups', 'The file system of monitoring is backed up (not important)'),
  'BKP-EFS-02': row('back-ups', 'The file system of monitoring is encrypted, and in every zone'),
  'BKP-S3-01': row('back-ups', 'Buckets are versioned'),
  'BKP-S3-02': row('back-ups', 'Old versions in buckets expire'),
  'BKP-S3-03': row('back-ups', 'Buckets with configuration are private and encrypted'),
  'BKP-S3-04': row('back-ups', 'Buckets with configuration hold their file'),
  'BKP-GEN-01': row('back-ups', 'Stacks that hold data cannot be deleted by mistake'),

  'SSH-01': row('ssh-access', 'No machine can be reached by SSH from everywhere'),
  'SSH-02': row('ssh-access', 'SSH is open to declared ranges only'),
  'SSH-03': row('ssh-access', 'Every machine is online in Systems Manager'),
  'SSH-04': row(
    'ssh-access',
    'The role of every machine allows Session Manager',
    'a machine that is online in Systems Manager shows it; the policy would only say it may',
  ),
  'SSH-05': row('ssh-access', 'Sessions are logged'),
  'SSH-06': row('ssh-access', 'No machine carries an SSH key'),
  'SSH-07': row('ssh-access', 'Machines are private, and ask for a token for their metadata'),
  'SSH-08': row('ssh-access', 'The bastion does not run for nothing'),
  'SSH-09': row(
    'ssh-access',
    'Session Manager is open to named principals only',
    'needs every policy of the account, which the audit role does not read',
  ),

  'UPD-01': row('software-updates', 'Machines are scanned for patches'),
  'UPD-02': row('software-updates', 'No security patch is missing'),
  'UPD-03': row('software-updates', 'No patch waits for a reboot'),
  'UPD-04': row('software-updates', 'yum was run within the month', writes),
  'UPD-05': row('software-updates', 'Machine images are recent'),
  'UPD-06': row('software-updates', 'The operating system is supported'),
  'UPD-07': row(
    'software-updates',
    'The ECS agent is recent',
    'AWS does not say which agent is the newest; its connection is judged with HA-05',
  ),
  'UPD-08': row('software-updates', 'The agent of Systems Manager is current'),
  'UPD-09': row(
    'software-updates',
    'Functions of the templates run on a supported runtime',
    'Lambda is not read; AWS itself tells of runtimes that end',
  ),
  'UPD-10': row('software-updates', 'Machines run the launch template of their group'),

  'ALR-01': row('alerting', 'There is an alert topic'),
  'ALR-02': row('alerting', 'Somebody is subscribed to the alert topic'),
  'ALR-03': row('alerting', 'The service behind the alert topic does not end'),
  'ALR-04': row('alerting', 'Databases, Redis, services and load balancer have alarms'),
  'ALR-05': row('alerting', 'Alarms tell the alert topic'),
  'ALR-06': row('alerting', 'No alarm rings for days or has no data'),
  'ALR-07': row('alerting', 'Alerts are delivered'),
  'ALR-08': row('alerting', 'Somebody tested that an alert arrives', writes),
  'ALR-09': row('alerting', 'Prometheus runs and knows its Alertmanager'),
  'ALR-10': row('alerting', 'Prometheus has its rules loaded', network),
  'ALR-11': row('alerting', 'The licence does not expire soon', network),
  'ALR-12': row(
    'alerting',
    'A high number of warnings raises an alarm',
    'the rule is in Prometheus; its metric filters have no names to know them by',
  ),
  'ALR-13': row('alerting', 'CloudWatch may publish to the alert topic'),

  'TEN-01': row('multi-tenancy', 'Somebody decided whether there will be tenants'),
  'TEN-02': row('multi-tenancy', 'The deployment is as was decided'),
  'TEN-03': row('multi-tenancy', 'With tenants, the certificate covers their subdomains'),
  'TEN-04': row('multi-tenancy', 'Without tenants, there is a default tenant'),
  'TEN-05': row(
    'multi-tenancy',
    'The default tenant exists in the database',
    'needs the database; the restore drill asks the restored one',
  ),
  'TEN-06': row('multi-tenancy', 'The key of the tenant administrator is rotated', contents),

  'AMV-01': row('minor-upgrades', 'No instance of Aurora upgrades itself'),
  'AMV-02': row('minor-upgrades', 'The cluster does not upgrade itself either'),
  'AMV-03': row('minor-upgrades', 'No maintenance is forced soon'),
  'AMV-04': row('minor-upgrades', 'Aurora is not far behind the newest minor version'),
  'AMV-05': row('minor-upgrades', 'The major version of Aurora is supported'),
  'AMV-06': row(
    'minor-upgrades',
    'Maintenance happens when few people work',
    'only its operator knows when that is',
  ),
  'AMV-07': row('minor-upgrades', 'Redis has its service updates and a supported engine'),

  'CRT-01': row('certificates', 'No certificate on a listener expires soon'),
  'CRT-02': row('certificates', 'Certificates of Amazon are renewed'),
  'CRT-03': row('certificates', 'Imported certificates are renewed on a schedule'),
  'CRT-04': row('certificates', 'The last renewal of an imported certificate worked'),
  'CRT-05': row('certificates', 'All stacks name the same certificate'),
  'CRT-06': row('certificates', 'The proxy has the newest certificate', contents),
  'CRT-07': row('certificates', 'The certificate that is shown is the one that is meant', network),
  'CRT-08': row('certificates', 'Listeners ask for TLS 1.2 at least'),
  'CRT-09': row(
    'certificates',
    'Listeners without TLS are off',
    'old gateways and devices need them: only the operator knows',
  ),

  'VER-01': row('configuration', 'Image tags name a full version'),
  'VER-02': row('configuration', 'All services run the same version'),
  'VER-03': row('configuration', 'Templates are as new as the images'),
  'VER-04': row('configuration', 'The version is one the vendor supports'),
  'VER-05': row('configuration', 'The newest patch is installed', outside),
  'VER-06': row('configuration', 'All tasks of a service run the same image'),
  'VER-07': row(
    'configuration',
    'Migrations were run after an update',
    'ECS forgets the task that ran them within an hour',
  ),
  'VER-08': row(
    'configuration',
    'No stack has drifted',
    'needs a detection job per stack, and rights to read every type of resource',
  ),
  'VER-09': row('configuration', 'No stack is stuck in a failed update'),
  'VER-10': row('configuration', 'Templates are as the vendor published them', outside),
  'INT-01': row('configuration', 'The switches of interoperability agree'),
  'INT-02': row('configuration', 'The listener of interoperability exists and is healthy'),
  'INT-03': row('configuration', 'The bucket of interoperability has its file and is private'),
  'MTL-01': row('configuration', 'The switches of proxy TLS agree in all stacks'),
  'MTL-02': row('configuration', 'What mutual TLS needs is deployed and new enough'),
  'MTL-03': row('configuration', 'Certificate authorities of clients are valid', contents),
  'CFG-01': row('configuration', 'The version check is not skipped'),
  'CFG-02': row('configuration', 'Secrets are not about to be deleted', contents),
  'NOC-01': row('configuration', 'The switches of the Network Operations Center agree'),
};
