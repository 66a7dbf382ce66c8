import { describe, expect, it } from 'vitest';
import { type Account, emptyAccount } from '../../../sandbox/account.ts';
import { stoppedClock } from '../../../sandbox/clock.ts';
import { acmeProduction, acmeStaging } from '../../../sandbox/worlds/acme.ts';
import {
  addBuckets,
  addNeighbouringBuckets,
  type DeployedBuckets,
  deleteBucket,
  expireOldVersionsOfSome,
  keepOldVersionsForEver,
  openToThePublic,
  removeConfigFile,
  suspendVersioning,
  switchVersioningOff,
  unblockPublicAccess,
} from '../../../sandbox/worlds/buckets.ts';
import { canaries } from '../../../sandbox/worlds/canaries.ts';
import { stackName } from '../../../sandbox/worlds/description.ts';
import {
  addFileSystem,
  addNeighbouringBackups,
  addNeighbouringFileSystems,
  leaveFileSystemInPlain,
  removeMountTarget,
  stopFileSystemBackups,
} from '../../../sandbox/worlds/file-systems.ts';
import { addVendorStack } from '../../../sandbox/worlds/templates.ts';
import { gather } from '../../../shared/gather/index.ts';
import type { FileSystem } from '../../../shared/model/efs.ts';
import type { GatheredFactName } from '../../../shared/model/inventory.ts';
import type { Bucket } from '../../../shared/model/s3.ts';
import { factIn, readWhole } from '../../support/raw-aws.ts';
import { connectTo, noon } from '../../support/sandboxed.ts';

function withStacks(description = acmeProduction): Account {
  const account = emptyAccount('111122223333', 'eu-west-1', stoppedClock(noon));
  for (const template of ['2-4a-is-s3', '2-4b-routing-s3', '5-6-ecs-monitoring'] as const) {
    addVendorStack(account, description, { name: stackName(description, template), template });
  }
  return account;
}

/** What the auditor reads of the account, over the wire. */
async function gathered(account: Account, ...wanted: GatheredFactName[]) {
  const { connection, calls } = connectTo(account);
  const inventory = await gather(connection, { wanted });
  connection.close();
  expect(JSON.stringify(inventory)).not.toContain('canary-');
  return { inventory, calls };
}

const known = (value: unknown) => ({ known: true, value });

describe('the buckets of a deployment', () => {
  async function bucket(
    which: keyof DeployedBuckets,
    drift: (account: Account, name: string) => void = () => {},
  ): Promise<Bucket> {
    const account = withStacks();
    const buckets = addBuckets(account, acmeProduction);
    drift(account, buckets[which]);
    const { inventory } = await gathered(account, 's3.buckets');
    const rows = readWhole(factIn(inventory, 's3.buckets'));
    return rows.find(({ name }) => name === buckets[which]) ?? expect.fail('no such bucket');
  }

  it('are five, and nobody else is asked about', async () => {
    const account = withStacks();
    addNeighbouringBuckets(account);
    const names = Object.values(addBuckets(account, acmeProduction));
    const { inventory, calls } = await gathered(account, 's3.buckets');
    const rows = readWhole(factIn(inventory, 's3.buckets'));
    expect(rows.map(({ name }) => name)).toEqual(names);
    // Versions and old versions of all; of those with configuration also who may read it, and whether it is there.
    expect(calls.filter(({ service }) => service === 's3')).toHaveLength(2 * 5 + 2 * 3);
    for (const name of names) expect(name).toMatch(/^[a-z0-9-]{3,63}$/);
  });

  it.each([
    ['profilePictures', null],
    ['devicePictures', null],
    ['interopConfig', { key: 'config.yml', present: true }],
    ['claimingConfig', { key: 'config.yml', present: true }],
    ['pluginsConfig', { key: 'plugins.yml', present: true }],
  ] as const)('%s is as it should be', async (which, configFile) => {
    const nobodyAsked = { known: false, cause: 'not-gathered' };
    expect(await bucket(which)).toMatchObject({
      versioning: known('Enabled'),
      publicAccessBlocked: configFile === null ? nobodyAsked : known(true),
      publicByPolicy: configFile === null ? nobodyAsked : known(false),
      oldVersionsExpire: known(true),
      configFile: known(configFile),
    });
  });

  it.each([
    [switchVersioningOff, { versioning: known('Never') }],
    [suspendVersioning, { versioning: known('Suspended') }],
    [openToThePublic, { publicAccessBlocked: known(false), publicByPolicy: known(true) }],
    [unblockPublicAccess, { publicAccessBlocked: known(false), publicByPolicy: known(false) }],
    [removeConfigFile, { configFile: known({ key: 'config.yml', present: false }) }],
    [keepOldVersionsForEver, { oldVersionsExpire: known(false) }],
    [expireOldVersionsOfSome, { oldVersionsExpire: known(false) }],
  ])('%o changes one thing', async (drift, changed) => {
    expect(await bucket('interopConfig', drift)).toEqual({
      ...(await bucket('interopConfig')),
      ...changed,
    });
  });

  it('may be gone while their stack still owns them', async () => {
    const { versioning } = await bucket('interopConfig', deleteBucket);
    expect(versioning).toMatchObject({
      cause: 'failed',
      detail: expect.stringContaining('does not exist any more'),
    });
  });

  it('hold keys that are nobody else’s business', () => {
    const account = withStacks();
    addBuckets(account, acmeProduction);
    for (const { keys } of account.s3.buckets) expect(keys.join()).toContain(canaries.tagValue);
  });
});

describe('the file system of a deployment', () => {
  async function fileSystem(
    drift: (account: Account, id: string) => void = () => {},
    description = acmeProduction,
  ): Promise<FileSystem> {
    const account = withStacks(description);
    addNeighbouringFileSystems(account);
    const id = addFileSystem(account, description);
    drift(account, id);
    const { inventory } = await gathered(account, 'efs.file-systems');
    const rows = readWhole(factIn(inventory, 'efs.file-systems'));
    expect(rows).toHaveLength(1);
    return rows[0] ?? expect.fail('no file system');
  }

  const zones = acmeProduction.network.zones.map(({ name }) => name);

  it.each([acmeProduction, acmeStaging])('is as it should be: $prefix', async (description) => {
    expect(await fileSystem(() => {}, description)).toMatchObject({
      encrypted: true,
      automaticBackups: known('ENABLED'),
      mountZones: known(zones),
      tags: { 'aws:cloudformation:stack-name': stackName(description, '5-6-ecs-monitoring') },
    });
  });

  it.each([
    [stopFileSystemBackups, { automaticBackups: known('DISABLED') }],
    [leaveFileSystemInPlain, { encrypted: false }],
    [
      (account: Account, id: string) => removeMountTarget(account, id, zones[0] ?? ''),
      { mountZones: known(zones.slice(1)) },
    ],
  ])('%o changes one thing', async (drift, changed) => {
    expect(await fileSystem(drift)).toEqual({ ...(await fileSystem()), ...changed });
  });

  it('was copied by AWS Backup seven hours ago', async () => {
    const account = withStacks();
    addNeighbouringBackups(account);
    const id = addFileSystem(account, acmeProduction);
    const { inventory } = await gathered(account, 'backup.protected-resources');
    expect(readWhole(factIn(inventory, 'backup.protected-resources'))).toContainEqual({
      arn: expect.stringContaining(id),
      lastBackupAt: '2026-11-23T05:00:00.000Z',
    });
  });
});
