import { describe, expect, it } from 'vitest';
import type { Account } from '../../../sandbox/account.ts';
import { stoppedClock } from '../../../sandbox/clock.ts';
import { canaries } from '../../../sandbox/worlds/canaries.ts';
import {
  driftedManifest,
  driftedWarnings,
  type ManifestEntry,
} from '../../../sandbox/worlds/drifted-manifest.ts';
import { createWorld } from '../../../sandbox/worlds/index.ts';
import { worldNames } from '../../../sandbox/worlds/names.ts';
import { checks } from '../../../shared/checks/index.ts';
import type { Finding } from '../../../shared/model/finding.ts';
import {
  isOwnStack,
  mandatoryTemplates,
  parseStackName,
  type TemplateName,
  templates,
} from '../../../shared/model/tts.ts';
import { audit, noon, worldAtNoon } from '../../support/sandboxed.ts';

/** Everything in it but its clock. */
function contents(account: Account) {
  const { clock: _, ...rest } = account;
  return structuredClone(rest);
}

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (value instanceof Map) return strings([...value.entries()]);
  if (typeof value !== 'object' || value === null || value instanceof Date) return [];
  return Object.values(value).flatMap(strings);
}

function idsOf({ rds, elasticache, ecs, ec2, cloudformation }: Account) {
  return {
    stacks: cloudformation.stacks.map(({ StackName }) => StackName),
    stackIds: cloudformation.stacks.map(({ StackId }) => StackId),
    clusters: rds.clusters.map(({ DBClusterIdentifier }) => DBClusterIdentifier),
    instances: rds.instances.map(({ DBInstanceIdentifier }) => DBInstanceIdentifier),
    snapshots: rds.snapshots.map((each) => each.DBClusterSnapshotIdentifier),
    groups: elasticache.groups.map(({ ReplicationGroupId }) => ReplicationGroupId),
    nodes: elasticache.nodes.map(({ CacheClusterId }) => CacheClusterId),
    subnetGroups: elasticache.subnetGroups.map((each) => each.CacheSubnetGroupName),
    cacheSnapshots: elasticache.snapshots.map(({ SnapshotName }) => SnapshotName),
    ecsClusters: ecs.clusters.map(({ clusterArn }) => clusterArn),
    services: ecs.services.map(({ serviceArn }) => serviceArn),
    taskDefinitions: ecs.taskDefinitions.map(({ taskDefinitionArn }) => taskDefinitionArn),
    machines: ec2.instances.map(({ InstanceId }) => InstanceId),
  };
}

function templatesOf(account: Account, prefix: string): (TemplateName | undefined)[] {
  return account.cloudformation.stacks
    .map(({ StackName = '' }) => parseStackName(StackName))
    .filter((name) => name?.prefix === prefix)
    .map((name) => name?.template);
}

describe.each(worldNames)('the %s world', (name) => {
  const account = createWorld(name, stoppedClock(noon));

  it('has no id twice', () => {
    for (const ids of Object.values(idsOf(account))) {
      expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    }
  });

  it('has well formed ARNs', () => {
    const arns = strings(contents(account)).filter((text) => text.startsWith('arn:'));
    expect(arns.length).toBeGreaterThan(100);
    // IAM knows no regions.
    const wellFormed =
      /^arn:aws:(iam::111122223333:root|[a-z0-9]+:eu-west-1:111122223333:[a-zA-Z][-\w/:.]*\w)$/;
    expect(arns.filter((arn) => !wellFormed.test(arn))).toEqual([]);
  });

  it('keeps to the lengths AWS allows', () => {
    const { clusters, instances, groups } = idsOf(account);
    for (const id of [...clusters, ...instances]) {
      expect(id).toMatch(/^[a-z](-?[a-z0-9])*$/);
      expect(id?.length).toBeLessThanOrEqual(63);
    }
    for (const id of groups) expect(id?.length).toBeLessThanOrEqual(40);
  });

  it('gives nothing the name of a template', () => {
    const all = Object.values(idsOf(account)).flat();
    expect(all.filter((id) => id !== undefined && id in templates)).toEqual([]);
  });

  it('is the same at the same time, and shares nothing', () => {
    const again = createWorld(name, stoppedClock(noon));
    expect(contents(again)).toEqual(contents(account));
    again.rds.clusters.pop();
    expect(again.rds.clusters.length).toBe(account.rds.clusters.length - 1);
  });

  it('moves with the clock, ids and all the rest staying', () => {
    const later = createWorld(name, stoppedClock(new Date('2027-02-01T03:30:00Z')));
    const { snapshots: _s, cacheSnapshots: _c, ...ids } = idsOf(account);
    expect(idsOf(later)).toMatchObject(ids);
  });

  it('runs as many tasks as every service counts', () => {
    const { services, tasks } = account.ecs;
    for (const { serviceName, runningCount, deployments = [] } of services) {
      const running = tasks.filter(
        ({ group, lastStatus }) => group === `service:${serviceName}` && lastStatus === 'RUNNING',
      );
      const counted = deployments.reduce((sum, each) => sum + (each.runningCount ?? 0), 0);
      expect([serviceName, running.length, counted]).toEqual([
        serviceName,
        runningCount,
        runningCount,
      ]);
    }
  });

  it('pages at the sizes of AWS', () => {
    expect(account.pageSize).toBeUndefined();
    expect(account.rds.snapshots.length).toBeGreaterThan(100);
    expect(account.elasticache.snapshots.length).toBeGreaterThan(50);
    expect(account.ssm.instances.length).toBeGreaterThan(50);
  });
});

describe('the healthy world', () => {
  const account = createWorld('healthy', stoppedClock(noon));

  it.each(['acme-prod-eu1', 'acme-staging-eu1'])('has every mandatory template in %s', (prefix) => {
    expect(templatesOf(account, prefix)).toEqual(
      expect.arrayContaining([...mandatoryTemplates('primary')]),
    );
  });

  it('runs staging with two names the vendor has given up', () => {
    const formerly = account.cloudformation.stacks
      .map(({ StackName = '' }) => parseStackName(StackName)?.formerName)
      .filter((former) => former !== undefined);
    expect(formerly).toEqual(['5-5-ecs-monitoring', '5-6-ecs-proxy']);
  });

  it('names a version in every stack of The Things Stack, and in no other', () => {
    for (const { StackName = '', Outputs = [] } of account.cloudformation.stacks) {
      const versioned = Outputs.some(({ OutputKey }) => OutputKey === 'VersionTag');
      expect([StackName, versioned]).toEqual([
        StackName,
        StackName.startsWith('acme-') && !isOwnStack(StackName),
      ]);
    }
  });

  it('leads from every stack that says so to a drill table', () => {
    const named = account.cloudformation.stacks
      .flatMap(({ Outputs = [] }) => Outputs)
      .filter(({ OutputKey }) => OutputKey === 'DrillTableName')
      .map(({ OutputValue }) => OutputValue);
    expect(named).toEqual([...account.dynamodb.tables.keys()]);
  });

  it('names each Redis group in the resources of its stack', () => {
    const named = [...account.cloudformation.resources.values()]
      .flat()
      .filter(({ ResourceType }) => ResourceType === 'AWS::ElastiCache::ReplicationGroup')
      .map(({ PhysicalResourceId }) => PhysicalResourceId);
    expect(named).toEqual(idsOf(account).groups.slice(-3));
  });

  it('hides every canary somewhere', () => {
    const all = strings(contents(account)).join('\n');
    for (const canary of Object.values(canaries)) expect(all).toContain(canary);
  });
});

describe('the empty world', () => {
  it('has stacks, but none of The Things Stack', () => {
    const { cloudformation } = createWorld('empty', stoppedClock(noon));
    expect(cloudformation.stacks.length).toBeGreaterThan(0);
    const names = cloudformation.stacks.map(({ StackName = '' }) => parseStackName(StackName));
    expect(names.filter((name) => name !== undefined)).toEqual([]);
  });
});

/** What findings may call by name, beside what is spelled so somewhere in the account. */
function namesIn({ acm, cloudformation, ecs, elbv2, sns }: Account): string[] {
  return [
    ...ecs.services.map(({ serviceArn = '' }) => serviceArn.split(':service/')[1] ?? ''),
    ...[...sns.topics.keys()].map((arn) => arn.split(':').at(-1) ?? ''),
    ...acm.certificates.map(
      ({ DomainName, CertificateArn = '' }) =>
        `${DomainName}/${CertificateArn.split('/')[1]?.split('-')[0]}`,
    ),
    ...elbv2.listeners.map(
      ({ LoadBalancerArn = '', Port }) => `${LoadBalancerArn.split('/')[2]}:${Port}`,
    ),
    ...cloudformation.stacks.flatMap(
      ({ StackName = '' }) => parseStackName(StackName)?.prefix ?? [],
    ),
  ];
}

describe('the drifted manifest', () => {
  const account = createWorld('drifted', stoppedClock(noon));
  const everything = [...driftedManifest, ...driftedWarnings];
  const isTemplate = ({ subject }: ManifestEntry) => subject in templates;
  /** That a template is missing is what these say. */
  const ofMissing = /^(cloudformation-(template-present|mtls-supported)|sns-topic-deployed)$/;

  it('names only what is there', () => {
    const there = new Set([...strings(contents(account)), ...namesIn(account)]);
    const subjects = everything.filter((entry) => !isTemplate(entry));
    expect(subjects.filter(({ subject }) => !there.has(subject))).toEqual([]);
  });

  it('names templates that are missing where that is what is wrong, and no others', () => {
    const named = everything.filter(isTemplate);
    expect(named.length).toBeGreaterThan(5);
    for (const { check, deployment, subject } of named) {
      const deployed = templatesOf(account, deployment).some((template) => template === subject);
      expect([check, subject, deployed]).toEqual([check, subject, !ofMissing.test(check)]);
    }
  });

  it('blames nothing twice, and nothing of other teams', () => {
    const entries = everything.map((entry) => Object.values(entry).join(' '));
    expect(new Set(entries).size).toBe(entries.length);
    expect(entries.filter((entry) => /billing|warehouse|storefront/.test(entry))).toEqual([]);
  });

  it('names a stack that does not follow the scheme', () => {
    expect(parseStackName('acme-webhook-queue')).toBeUndefined();
  });
});

describe('the secondary cluster of the drifted world', () => {
  const account = createWorld('drifted', stoppedClock(noon));
  const deployed = templatesOf(account, 'acme-prod-ap1');

  it('has what a secondary cluster cannot do without but for one stack, and nothing of a primary one', () => {
    const missing = mandatoryTemplates('secondary').filter((each) => !deployed.includes(each));
    expect(missing).toEqual(['5-2-ecs-ops']);
    for (const template of ['2-1-db-aurora-master', '2-4a-is-s3', '5-3a-ecs-is-service']) {
      expect(deployed).not.toContain(template);
    }
  });

  it('has no database', () => {
    const { clusters, instances, snapshots } = idsOf(account);
    const databases = [clusters, instances, snapshots].flat();
    expect(databases.filter((id) => id?.includes('acme-prod-ap1'))).toEqual([]);
  });
});

function having(findings: readonly Finding[], status: Finding['status']): ManifestEntry[] {
  return findings
    .filter((finding) => finding.status === status)
    .map(({ checkId: check, deployment, subject }) => ({
      check,
      deployment,
      subject: subject.name,
    }));
}

/** In the order of their words. */
function sorted(entries: readonly ManifestEntry[]): string[] {
  return entries
    .map(({ check, deployment, subject }) => `${deployment} ${check} ${subject}`)
    .sort();
}

describe('an audit of the healthy world', async () => {
  const { findings } = await audit(worldAtNoon('healthy'));

  it('finds nothing wrong, and nothing it cannot see', () => {
    expect(having(findings, 'fail')).toEqual([]);
    expect(having(findings, 'unknown')).toEqual([]);
  });

  it('warns of what only a configuration file can say', () => {
    const warned = having(findings, 'warn').map(({ check, deployment }) => [check, deployment]);
    expect(warned).toEqual([
      ['cloudformation-tenancy-declared', 'acme-prod-eu1'],
      ['cloudformation-tenancy-declared', 'acme-staging-eu1'],
    ]);
  });
});

describe('an audit of the drifted world', async () => {
  const { findings } = await audit(worldAtNoon('drifted'));

  it('fails what the manifest names, and nothing else', () => {
    expect(sorted(having(findings, 'fail'))).toEqual(sorted(driftedManifest));
  });

  it('warns of what the manifest names, and of nothing else', () => {
    expect(sorted(having(findings, 'warn'))).toEqual(sorted(driftedWarnings));
  });

  it('finds nothing it cannot see', () => {
    expect(having(findings, 'unknown')).toEqual([]);
  });

  it('breaks every check that can fail there', () => {
    const broken = new Set(driftedManifest.map(({ check }) => check));
    const whole = checks.map(({ id }) => id).filter((id) => !broken.has(id));
    expect(whole).toEqual([
      // Somebody must have seen, or declared, a deployment that is gone.
      'cloudformation-deployment-present',
      // These two ask for what only a configuration file says.
      'cloudformation-tenancy-as-declared',
      'cloudformation-tenancy-declared',
      // At worst they warn.
      'cloudformation-version-check-kept',
      'ec2-instance-bastion-stopped',
      'ec2-instance-metadata-v2',
      'ec2-instance-without-key',
      // These two fail only of stores that a configuration file calls important.
      'ec2-volume-snapshot-recent',
      'efs-file-system-backed-up',
      // At worst they warn.
      'elbv2-listener-tls-current',
      'rds-cluster-copied-elsewhere',
      's3-bucket-old-versions-expire',
      // Opsgenie ends in 133 days, and fails from the 90th before it.
      'sns-topic-receiver-supported',
      // At worst it warns.
      'ssm-instance-agent-current',
    ]);
  });

  it('breaks every check that can at least warn', () => {
    const bad = new Set([...driftedManifest, ...driftedWarnings].map(({ check }) => check));
    const good = checks.map(({ id }) => id).filter((id) => !bad.has(id));
    expect(good).toEqual([
      'cloudformation-deployment-present',
      'cloudformation-tenancy-as-declared',
      'efs-file-system-backed-up',
    ]);
  });

  it('finds something wrong with every practice in most deployments', () => {
    const practiceOf = new Map(checks.map(({ id, practice }) => [id, practice]));
    for (const deployment of ['acme-prod-eu1', 'acme-staging-eu1', 'acme-prod-ap1']) {
      const failing = driftedManifest.filter((entry) => entry.deployment === deployment);
      const practices = new Set(failing.map(({ check }) => practiceOf.get(check)));
      expect(practices.size).toBeGreaterThanOrEqual(7);
    }
  });
});
