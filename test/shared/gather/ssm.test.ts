import { describe, expect, it } from 'vitest';
import {
  factIn,
  gatherFrom,
  isWholeOrMissing,
  json,
  missingOf,
  type RawAnswer,
  type RawAnswers,
  type RawRequest,
  read,
  readWhole,
  refused,
  xml,
} from '../../support/raw-aws.ts';

/** The machines there are, as EC2 lists them. */
function machines(ids: readonly string[], state = 'running', tag = '') {
  const items = ids.map(
    (id) =>
      `<item><instanceId>${id}</instanceId><instanceState><code>16</code><name>${state}</name></instanceState><tagSet>${tag}</tagSet></item>`,
  );
  const list = `<item><ownerId>111122223333</ownerId><instancesSet>${items.join('')}</instancesSet></item>`;
  return xml('ec2', 'DescribeInstances', `<reservationSet>${list}</reservationSet>`);
}

// The answer of https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeInstanceInformation.html
function managed(ids: readonly string[], NextToken?: string) {
  const InstanceInformationList = ids.map((InstanceId) => ({
    AgentVersion: '3.3.2299.0',
    AssociationStatus: 'Success',
    ComputerName: 'secret.ec2.internal',
    IPAddress: '10.0.1.12',
    InstanceId,
    IsLatestVersion: true,
    LastPingDateTime: 1763898900.553,
    PingStatus: 'Online',
    PlatformName: 'Amazon Linux',
    PlatformType: 'Linux',
    PlatformVersion: '2023',
    ResourceType: 'EC2Instance',
  }));
  return json({ InstanceInformationList, NextToken });
}

// The answer of https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeInstancePatchStates.html
function patched(ids: readonly string[], NextToken?: string) {
  const InstancePatchStates = ids.map((InstanceId) => ({
    BaselineId: 'pb-0c10e65780EXAMPLE',
    CriticalNonCompliantCount: 1,
    FailedCount: 2,
    InstallOverrideList: '',
    InstalledCount: 214,
    InstalledOtherCount: 31,
    InstalledPendingRebootCount: 5,
    InstanceId,
    LastNoRebootInstallOperationTime: 1763640060,
    MissingCount: 4,
    NotApplicableCount: 1120,
    Operation: 'Scan',
    OperationEndTime: 1763812860.5,
    OperationStartTime: 1763812740,
    OwnerInformation: 'secret',
    PatchGroup: '',
    SecurityNonCompliantCount: 3,
    UnreportedNotApplicableCount: -1,
  }));
  return json({ InstancePatchStates, NextToken });
}

const ids = (count: number) =>
  Array.from({ length: count }, (_, at) => `i-${String(at).padStart(17, '0')}`);

const account: RawAnswers = {
  DescribeStacks: xml('cloudformation', 'DescribeStacks', '<Stacks/>'),
  DescribeInstances: machines(ids(1)),
  DescribeInstanceInformation: managed(ids(1)),
  DescribeInstancePatchStates: patched(ids(1)),
};

function filterOf({ input }: RawRequest): readonly string[] {
  const [filter] = input.Filters as { Key: string; Values: string[] }[];
  expect(filter?.Key).toBe('InstanceIds');
  return filter?.Values ?? [];
}

describe('ssm.instances', () => {
  it('are read as AWS documents them', async () => {
    expect(readWhole(await read('ssm.instances', account))).toEqual([
      {
        instanceId: ids(1)[0],
        pingStatus: 'Online',
        lastPingAt: '2025-11-23T11:55:00.553Z',
        platformName: 'Amazon Linux',
        platformVersion: '2023',
        agentCurrent: true,
      },
    ]);
  });

  it('need say nothing of their platform and agent', async () => {
    const bare = { InstanceId: 'i-1', PingStatus: 'Online' };
    const answers = {
      ...account,
      DescribeInstanceInformation: json({ InstanceInformationList: [bare] }),
    };
    expect(readWhole(await read('ssm.instances', answers))).toEqual([
      {
        instanceId: 'i-1',
        pingStatus: 'Online',
        lastPingAt: null,
        platformName: null,
        platformVersion: null,
        agentCurrent: null,
      },
    ]);
  });

  it('are asked of fifty machines at a time, by their ids', async () => {
    const answers = { ...account, DescribeInstances: machines(ids(120)) };
    const { requests } = await gatherFrom(answers, ['ssm.instances']);
    const asked = requests.filter(({ operation }) => operation === 'DescribeInstanceInformation');
    expect(asked.map((request) => filterOf(request).length)).toEqual([50, 50, 20]);
    expect(asked.flatMap(filterOf)).toEqual(ids(120));
  });

  it('are not asked of machines that do not run', async () => {
    const answers = { ...account, DescribeInstances: machines(ids(3), 'stopped') };
    const { inventory, requests } = await gatherFrom(answers, [
      'ssm.instances',
      'ssm.patch-states',
    ]);
    expect(readWhole(factIn(inventory, 'ssm.instances'))).toEqual([]);
    expect(requests.filter(({ operation }) => operation.includes('Information'))).toEqual([]);
  });

  it('are not asked of machines of other teams, unless everything is judged', async () => {
    const tag = '<item><key>aws:cloudformation:stack-name</key><value>website</value></item>';
    const answers = { ...account, DescribeInstances: machines(ids(3), 'running', tag) };
    const asked = async (wholeRegion: boolean) => {
      const { requests } = await gatherFrom(answers, ['ssm.instances'], { wholeRegion });
      return requests.filter(({ operation }) => operation === 'DescribeInstanceInformation').length;
    };
    expect([await asked(false), await asked(true)]).toEqual([0, 1]);
  });

  it('are missing when the machines are, for the same reason', async () => {
    const answers = { ...account, DescribeInstances: refused('ec2:DescribeInstances') };
    const answer = missingOf(await read('ssm.instances', answers));
    expect(answer).toMatchObject({ cause: 'denied', action: 'ec2:DescribeInstances' });
  });

  it('are missing when one part of them is', async () => {
    const answers: RawAnswers = {
      ...account,
      DescribeInstances: machines(ids(60)),
      DescribeInstanceInformation: (request) =>
        filterOf(request).length === 50
          ? managed(ids(50))
          : refused('ssm:DescribeInstanceInformation'),
    };
    expect(missingOf(await read('ssm.instances', answers)).cause).toBe('denied');
  });

  isWholeOrMissing({
    fact: 'ssm.instances',
    action: 'ssm:DescribeInstanceInformation',
    token: 'NextToken',
    page: (number, next) => managed([`i-${number}`], next),
    others: account,
    rows: 3,
  });
});

describe('ssm.patch-states', () => {
  it('are read as AWS documents them', async () => {
    const answer = await read('ssm.patch-states', account);
    expect(readWhole(answer)).toEqual([
      {
        instanceId: ids(1)[0],
        operation: 'Scan',
        operationEndedAt: '2025-11-22T12:01:00.500Z',
        missing: 4,
        failed: 2,
        pendingReboot: 5,
        installedWithoutRebootAt: '2025-11-20T12:01:00.000Z',
        criticalNonCompliant: 1,
        securityNonCompliant: 3,
      },
    ]);
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  it('know nothing of a machine that was never scanned', async () => {
    const answers = { ...account, DescribeInstancePatchStates: patched([]) };
    expect(readWhole(await read('ssm.patch-states', answers))).toEqual([]);
  });

  it('do not take a count that is not there for none', async () => {
    const bare = { InstanceId: 'i-1', Operation: 'Install', OperationEndTime: 1763812860 };
    const answers = {
      ...account,
      DescribeInstancePatchStates: json({ InstancePatchStates: [bare] }),
    };
    expect(readWhole(await read('ssm.patch-states', answers))[0]).toMatchObject({
      operation: 'Install',
      missing: null,
      failed: null,
      pendingReboot: null,
      installedWithoutRebootAt: null,
      criticalNonCompliant: null,
      securityNonCompliant: null,
    });
  });

  it('are asked of fifty machines at a time', async () => {
    const answers = { ...account, DescribeInstances: machines(ids(101)) };
    const { requests } = await gatherFrom(answers, ['ssm.patch-states']);
    const asked = requests.filter(({ operation }) => operation === 'DescribeInstancePatchStates');
    expect(asked.map(({ input }) => (input.InstanceIds as string[]).length)).toEqual([50, 50, 1]);
  });

  isWholeOrMissing({
    fact: 'ssm.patch-states',
    action: 'ssm:DescribeInstancePatchStates',
    token: 'NextToken',
    page: (number, next) => patched([`i-${number}`], next),
    others: account,
    rows: 3,
  });
});

/** The document of https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-default-session-document.html */
function preferences(inputs: object | undefined): RawAnswer {
  const Content = JSON.stringify({
    schemaVersion: '1.0',
    description: 'Document to hold regional settings for Session Manager',
    sessionType: 'Standard_Stream',
    inputs,
  });
  return document(Content);
}

// The answer of https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetDocument.html
function document(Content: string | undefined): RawAnswer {
  return json({
    Name: 'SSM-SessionManagerRunShell',
    DocumentVersion: '1',
    Status: 'Active',
    Content,
    DocumentType: 'Session',
    DocumentFormat: 'JSON',
  });
}

const fullInputs = {
  s3BucketName: 'acme-sessions',
  s3KeyPrefix: 'secret',
  s3EncryptionEnabled: true,
  cloudWatchLogGroupName: '/acme/sessions',
  cloudWatchEncryptionEnabled: false,
  kmsKeyId: 'secret',
  runAsEnabled: true,
  runAsDefaultUser: 'secret',
  shellProfile: { linux: 'export TOKEN=secret' },
};

describe('ssm.session-preferences', () => {
  it('are two names out of the document, and nothing else of it', async () => {
    const { inventory, requests } = await gatherFrom({ GetDocument: preferences(fullInputs) }, [
      'ssm.session-preferences',
    ]);
    expect(readWhole(factIn(inventory, 'ssm.session-preferences'))).toEqual([
      { logGroup: '/acme/sessions', bucket: 'acme-sessions' },
    ]);
    expect(JSON.stringify(inventory)).not.toContain('secret');
    expect(requests).toEqual([
      {
        operation: 'GetDocument',
        input: { Name: 'SSM-SessionManagerRunShell', DocumentFormat: 'JSON' },
      },
    ]);
  });

  it('name nothing where the document does not', async () => {
    const answer = await read('ssm.session-preferences', { GetDocument: preferences({}) });
    expect(readWhole(answer)).toEqual([{ logGroup: '', bucket: '' }]);
  });

  it('are no row when nobody ever set them', async () => {
    const GetDocument = {
      ...json({
        __type: 'InvalidDocument',
        Message: 'Document with name SSM-SessionManagerRunShell does not exist.',
      }),
      status: 400,
    };
    expect(readWhole(await read('ssm.session-preferences', { GetDocument }))).toEqual([]);
  });

  it('are missing when they may not be read', async () => {
    const action = 'ssm:GetDocument';
    const answer = await read('ssm.session-preferences', { GetDocument: refused(action) });
    expect(missingOf(answer)).toMatchObject({ cause: 'denied', action });
  });

  it.each<[string, RawAnswer]>([
    ['has no content', document(undefined)],
    ['cannot be read', document('{"inputs": secret')],
    ['is no object', document('null')],
    ['has no inputs', preferences(undefined)],
    ['names a log group that is no text', preferences({ cloudWatchLogGroupName: 7 })],
    ['names a bucket that is no text', preferences({ s3BucketName: null })],
  ])('are missing when the document %s', async (_name, GetDocument) => {
    const answer = missingOf(await read('ssm.session-preferences', { GetDocument }));
    expect(answer).toMatchObject({ cause: 'failed', action: 'ssm:GetDocument' });
    expect(answer.detail).not.toContain('secret');
  });
});
