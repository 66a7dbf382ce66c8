import { describe, expect, it } from 'vitest';
import type { Account } from '../../../sandbox/account.ts';
import { stoppedClock } from '../../../sandbox/clock.ts';
import { canaries } from '../../../sandbox/worlds/canaries.ts';
import { driftedManifest } from '../../../sandbox/worlds/drifted-manifest.ts';
import { createWorld, worldNames } from '../../../sandbox/worlds/index.ts';
import {
  isOwnStack,
  mandatoryTemplates,
  parseStackName,
  type TemplateName,
  templates,
} from '../../../shared/model/tts.ts';

const noon = new Date('2026-11-23T12:00:00Z');

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
    const wellFormed = /^arn:aws:[a-z0-9]+:eu-west-1:111122223333:[a-zA-Z][-\w/:.]*[\w]$/;
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

describe('the drifted manifest', () => {
  const account = createWorld('drifted', stoppedClock(noon));

  it('names only what is there, and templates only that are not', () => {
    const { stacks, clusters, instances, groups, machines } = idsOf(account);
    const services = account.ecs.services.map(
      ({ serviceArn = '' }) => serviceArn.split(':service/')[1],
    );
    const there = [stacks, clusters, instances, groups, machines, services].flat();
    for (const { check, deployment, subject } of driftedManifest) {
      if (check === 'cloudformation-template-present') {
        expect(mandatoryTemplates('primary')).toContain(subject);
        expect(templatesOf(account, deployment)).not.toContain(subject);
      } else {
        expect(there).toContain(subject);
      }
    }
  });

  it('blames nothing twice, and nothing of other teams', () => {
    const entries = driftedManifest.map(({ check, subject }) => `${check} ${subject}`);
    expect(new Set(entries).size).toBe(entries.length);
    expect(entries.filter((entry) => /billing|warehouse|storefront/.test(entry))).toEqual([]);
  });

  it('names a stack that does not follow the scheme', () => {
    expect(parseStackName('acme-webhook-queue')).toBeUndefined();
  });
});
