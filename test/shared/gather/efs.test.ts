import { describe, expect, it } from 'vitest';
import {
  factIn,
  gatherFrom,
  isWholeOrMissing,
  json,
  type RawAnswer,
  type RawAnswers,
  read,
  readWhole,
  refused,
  xml,
} from '../../support/raw-aws.ts';

const root = '/2015-02-01';
const arn = (id: string) => `arn:aws:elasticfilesystem:eu-west-1:111122223333:file-system/${id}`;

// The answer of https://docs.aws.amazon.com/efs/latest/ug/API_DescribeFileSystems.html
function fileSystem(id: string, over: object = {}) {
  return {
    CreationTime: 1759828320,
    CreationToken: 'secret',
    Encrypted: true,
    FileSystemArn: arn(id),
    FileSystemId: id,
    FileSystemProtection: { ReplicationOverwriteProtection: 'ENABLED' },
    KmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:key/secret',
    LifeCycleState: 'available',
    Name: 'secret',
    NumberOfMountTargets: 2,
    OwnerId: '111122223333',
    PerformanceMode: 'generalPurpose',
    SizeInBytes: { Timestamp: 1763812860, Value: 6144, ValueInIA: 0, ValueInStandard: 6144 },
    Tags: [
      { Key: 'aws:cloudformation:stack-name', Value: 'acme-5-6-ecs-monitoring' },
      { Key: 'owner', Value: 'secret' },
    ],
    ThroughputMode: 'bursting',
    ...over,
  };
}

function fileSystems(list: readonly object[], markers: object = {}) {
  return json({ FileSystems: list, ...markers });
}

// The answer of https://docs.aws.amazon.com/efs/latest/ug/API_DescribeMountTargets.html
function mountTargets(zones: readonly string[], LifeCycleState = 'available') {
  const MountTargets = zones.map((zone) => ({
    AvailabilityZoneId: 'euw1-az1',
    AvailabilityZoneName: zone,
    FileSystemId: 'fs-1',
    IpAddress: '10.0.1.17',
    LifeCycleState,
    MountTargetId: `fsmt-${zone}`,
    NetworkInterfaceId: 'eni-1',
    OwnerId: '111122223333',
    SubnetId: 'subnet-1',
    VpcId: 'vpc-1',
  }));
  return json({ MountTargets });
}

// The answer of https://docs.aws.amazon.com/efs/latest/ug/API_DescribeBackupPolicy.html
function backupPolicy(Status: string) {
  return json({ BackupPolicy: { Status } });
}

function error(code: string, status = 404): RawAnswer {
  const body = JSON.stringify({ ErrorCode: code, Message: 'no' });
  return { status, type: 'application/json', body, headers: { 'x-amzn-errortype': code } };
}

const account: RawAnswers = {
  DescribeStacks: xml('cloudformation', 'DescribeStacks', '<Stacks/>'),
  [`GET ${root}/file-systems`]: fileSystems([fileSystem('fs-1', { Tags: [] })]),
  [`GET ${root}/file-systems/fs-1/backup-policy`]: backupPolicy('ENABLED'),
  [`GET ${root}/mount-targets`]: mountTargets(['eu-west-1a', 'eu-west-1b']),
};

async function first(over: RawAnswers) {
  return readWhole(await read('efs.file-systems', { ...account, ...over }))[0];
}

describe('efs.file-systems', () => {
  it('are read as AWS documents them', async () => {
    const stacks =
      '<Stacks><member><StackName>acme-5-6-ecs-monitoring</StackName><StackId>arn:aws:cloudformation:eu-west-1:111122223333:stack/acme-5-6-ecs-monitoring/1</StackId><StackStatus>CREATE_COMPLETE</StackStatus><CreationTime>2025-10-07T09:12:00Z</CreationTime></member></Stacks>';
    const answer = await read('efs.file-systems', {
      ...account,
      DescribeStacks: xml('cloudformation', 'DescribeStacks', stacks),
      [`GET ${root}/file-systems`]: fileSystems([fileSystem('fs-1')]),
    });
    expect(readWhole(answer)).toEqual([
      {
        ref: { type: 'efs-file-system', name: 'fs-1', arn: arn('fs-1') },
        id: 'fs-1',
        encrypted: true,
        automaticBackups: { known: true, value: 'ENABLED' },
        mountZones: { known: true, value: ['eu-west-1a', 'eu-west-1b'] },
        tags: { 'aws:cloudformation:stack-name': 'acme-5-6-ecs-monitoring' },
      },
    ]);
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  it('need say nothing of their encryption', async () => {
    const bare = fileSystem('fs-1', { Encrypted: undefined, Tags: undefined });
    expect(await first({ [`GET ${root}/file-systems`]: fileSystems([bare]) })).toMatchObject({
      encrypted: null,
      tags: {},
    });
  });

  it('have no automatic backups where nobody set a policy', async () => {
    const answer = await first({
      [`GET ${root}/file-systems/fs-1/backup-policy`]: error('PolicyNotFound'),
    });
    expect(answer?.automaticBackups).toEqual({ known: true, value: 'DISABLED' });
    const stopped = { [`GET ${root}/file-systems/fs-1/backup-policy`]: backupPolicy('DISABLED') };
    expect((await first(stopped))?.automaticBackups).toEqual({ known: true, value: 'DISABLED' });
  });

  it('can be mounted only where a mount target is available', async () => {
    const none = await first({ [`GET ${root}/mount-targets`]: mountTargets([]) });
    expect(none?.mountZones).toEqual({ known: true, value: [] });
    const making = mountTargets(['eu-west-1a'], 'creating');
    const soon = await first({ [`GET ${root}/mount-targets`]: making });
    expect(soon?.mountZones).toEqual({ known: true, value: [] });
  });

  it('are known even where one of their parts is not', async () => {
    const answer = await first({
      [`GET ${root}/file-systems/fs-1/backup-policy`]: refused(
        'elasticfilesystem:DescribeBackupPolicy',
      ),
      [`GET ${root}/mount-targets`]: error('InternalServerError', 500),
    });
    expect(answer?.automaticBackups).toMatchObject({
      cause: 'denied',
      action: 'elasticfilesystem:DescribeBackupPolicy',
    });
    expect(answer?.mountZones).toMatchObject({
      cause: 'failed',
      action: 'elasticfilesystem:DescribeMountTargets',
    });
  });

  it('do not take an answer without a status for a status', async () => {
    const answer = await first({ [`GET ${root}/file-systems/fs-1/backup-policy`]: json({}) });
    expect(answer?.automaticBackups).toMatchObject({ known: false, cause: 'failed' });
  });

  it.each([`GET ${root}/file-systems/fs-1/backup-policy`, `GET ${root}/mount-targets`])(
    'are left out when %s tells they are gone',
    async (operation) => {
      expect(await first({ [operation]: error('FileSystemNotFound') })).toBeUndefined();
    },
  );

  it.each(['deleting', 'deleted'])('are left out while %s, and not asked about', async (state) => {
    const gone = fileSystem('fs-1', { LifeCycleState: state });
    const answers = { ...account, [`GET ${root}/file-systems`]: fileSystems([gone]) };
    const { inventory, requests } = await gatherFrom(answers, ['efs.file-systems']);
    expect(readWhole(factIn(inventory, 'efs.file-systems'))).toEqual([]);
    expect(requests.filter(({ operation }) => operation.startsWith('GET'))).toHaveLength(1);
  });

  it('of other teams are not asked about, unless everything is judged', async () => {
    const Tags = [{ Key: 'aws:cloudformation:stack-name', Value: 'website' }];
    const answers = {
      ...account,
      [`GET ${root}/file-systems`]: fileSystems([fileSystem('fs-1', { Tags })]),
    };
    const asked = async (wholeRegion: boolean) => {
      const { requests } = await gatherFrom(answers, ['efs.file-systems'], { wholeRegion });
      return requests.filter(({ operation }) => operation.startsWith('GET')).length;
    };
    expect([await asked(false), await asked(true)]).toEqual([1, 3]);
  });

  isWholeOrMissing({
    fact: 'efs.file-systems',
    action: 'elasticfilesystem:DescribeFileSystems',
    operation: `GET ${root}/file-systems`,
    token: 'Marker',
    // EFS sends the marker of the page itself, too.
    page: (number, next) =>
      fileSystems([fileSystem(`fs-${number}`, { Tags: [] })], {
        ...(number > 1 && { Marker: `page-${number}` }),
        NextMarker: next,
      }),
    others: {
      ...account,
      [`GET ${root}/file-systems/fs-2/backup-policy`]: backupPolicy('ENABLED'),
      [`GET ${root}/file-systems/fs-3/backup-policy`]: backupPolicy('ENABLED'),
    },
    rows: 3,
  });
});
