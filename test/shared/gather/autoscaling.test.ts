import { describe, expect, it } from 'vitest';
import {
  factIn,
  gatherFrom,
  isWholeOrMissing,
  missingOf,
  type RawAnswers,
  read,
  readWhole,
  refused,
  xml,
} from '../../support/raw-aws.ts';

const ours = 'acme-5-1-ecs-cluster';

function template(version: string, id = 'lt-1') {
  const number = version === '' ? '' : `<Version>${version}</Version>`;
  return `<LaunchTemplateId>${id}</LaunchTemplateId><LaunchTemplateName>${id}-name</LaunchTemplateName>${number}`;
}

// The answer of https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeAutoScalingGroups.html
function group(
  name: string,
  {
    from = `<LaunchTemplate>${template('7')}</LaunchTemplate>`,
    instances = '',
    suspended = '',
    extra = '',
    stack = ours,
  } = {},
) {
  return `<member>
    <AutoScalingGroupName>${name}</AutoScalingGroupName>
    <AutoScalingGroupARN>arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:1:autoScalingGroupName/${name}</AutoScalingGroupARN>
    ${from}
    <MinSize>1</MinSize>
    <MaxSize>3</MaxSize>
    <DesiredCapacity>2</DesiredCapacity>
    <DefaultCooldown>300</DefaultCooldown>
    <AvailabilityZones><member>eu-west-1a</member><member>eu-west-1b</member></AvailabilityZones>
    <HealthCheckType>EC2</HealthCheckType>
    <Instances>${instances}</Instances>
    <CreatedTime>2025-10-07T09:30:00.000Z</CreatedTime>
    <SuspendedProcesses>${suspended}</SuspendedProcesses>
    <Tags>
      <member><Key>aws:cloudformation:stack-name</Key><Value>${stack}</Value><ResourceId>${name}</ResourceId></member>
      <member><Key>Name</Key><Value>secret</Value></member>
    </Tags>${extra}
  </member>`;
}

function instance(id: string, from = `<LaunchTemplate>${template('6')}</LaunchTemplate>`) {
  return `<member>
    <InstanceId>${id}</InstanceId>
    <AvailabilityZone>eu-west-1a</AvailabilityZone>
    <LifecycleState>InService</LifecycleState>
    <HealthStatus>Unhealthy</HealthStatus>
    ${from}
    <ProtectedFromScaleIn>false</ProtectedFromScaleIn>
  </member>`;
}

function groups(items: string, next?: string) {
  const token = next === undefined ? '' : `<NextToken>${next}</NextToken>`;
  return xml(
    'autoscaling',
    'DescribeAutoScalingGroups',
    `<AutoScalingGroups>${items}</AutoScalingGroups>${token}`,
  );
}

// The answer of https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeLaunchTemplates.html
function templates(...ids: readonly string[]) {
  const items = ids.map(
    (id) =>
      `<item><launchTemplateId>${id}</launchTemplateId><launchTemplateName>${id}-name</launchTemplateName><defaultVersionNumber>5</defaultVersionNumber><latestVersionNumber>9</latestVersionNumber></item>`,
  );
  return xml(
    'ec2',
    'DescribeLaunchTemplates',
    `<launchTemplates>${items.join('')}</launchTemplates>`,
  );
}

function from(version: string, id?: string) {
  return `<LaunchTemplate>${template(version, id)}</LaunchTemplate>`;
}

const stack = `<member>
  <StackId>arn:aws:cloudformation:eu-west-1:111122223333:stack/${ours}/1</StackId>
  <StackName>${ours}</StackName>
  <CreationTime>2025-10-07T09:30:00.000Z</CreationTime>
  <StackStatus>CREATE_COMPLETE</StackStatus>
  <Outputs><member><OutputKey>VersionTag</OutputKey><OutputValue>3.36.2</OutputValue></member></Outputs>
</member>`;

function account(items: string): RawAnswers {
  return {
    DescribeAutoScalingGroups: groups(items),
    DescribeStacks: xml('cloudformation', 'DescribeStacks', `<Stacks>${stack}</Stacks>`),
    DescribeLaunchTemplates: templates('lt-1', 'lt-2'),
  };
}

async function versionsOf(items: string) {
  const rows = readWhole(await read('autoscaling.groups', account(items)));
  return rows.map(({ launchTemplate }) => launchTemplate?.version);
}

describe('autoscaling.groups', () => {
  it('are read as AWS documents them, in one call', async () => {
    const suspended =
      '<member><ProcessName>Launch</ProcessName><SuspensionReason>secret</SuspensionReason></member>';
    const answers = account(group('one', { instances: instance('i-1'), suspended }));
    const { inventory, requests } = await gatherFrom(answers, ['autoscaling.groups']);
    expect(requests).toEqual([
      { operation: 'DescribeAutoScalingGroups', input: { MaxRecords: '100' } },
    ]);
    expect(readWhole(factIn(inventory, 'autoscaling.groups'))).toEqual([
      {
        ref: {
          type: 'auto-scaling-group',
          name: 'one',
          arn: 'arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:1:autoScalingGroupName/one',
        },
        name: 'one',
        desired: 2,
        availabilityZones: ['eu-west-1a', 'eu-west-1b'],
        launchTemplate: { id: 'lt-1', version: '7' },
        suspended: ['Launch'],
        instances: [
          {
            id: 'i-1',
            availabilityZone: 'eu-west-1a',
            lifecycleState: 'InService',
            health: 'Unhealthy',
            launchTemplate: { id: 'lt-1', version: '6' },
          },
        ],
        tags: { 'aws:cloudformation:stack-name': ours },
      },
    ]);
    expect(JSON.stringify(inventory)).not.toContain('secret');
  });

  it('may start machines of several types, or from a launch configuration', async () => {
    const mixed = `<MixedInstancesPolicy><LaunchTemplate><LaunchTemplateSpecification>${template('3', 'lt-2')}</LaunchTemplateSpecification></LaunchTemplate></MixedInstancesPolicy>`;
    const configuration = '<LaunchConfigurationName>old</LaunchConfigurationName>';
    const items =
      group('mixed', { from: mixed }) +
      group('old', { from: configuration, instances: instance('i-1', configuration) });
    const rows = readWhole(await read('autoscaling.groups', account(items)));
    expect(rows.map(({ launchTemplate }) => launchTemplate)).toEqual([
      { id: 'lt-2', version: '3' },
      null,
    ]);
    expect(rows[1]?.instances[0]?.launchTemplate).toBeNull();
  });

  it('are left out while they are deleted', async () => {
    const extra = '<Status>Delete in progress</Status>';
    const items = group('one') + group('two', { extra });
    const rows = readWhole(await read('autoscaling.groups', account(items)));
    expect(rows.map(({ name }) => name)).toEqual(['one']);
  });

  it('give the number that `$Latest`, `$Default` and no version stand for', async () => {
    const items = ['$Latest', '$Default', '', '4'].map((version) =>
      group(`group ${version}`, { from: from(version) }),
    );
    expect(await versionsOf(items.join(''))).toEqual(['9', '5', '5', '4']);
  });

  it('keep the text where AWS knows no such template any more', async () => {
    expect(await versionsOf(group('one', { from: from('$Latest', 'lt-gone') }))).toEqual([
      '$Latest',
    ]);
  });

  it('ask for the templates they need, once each, and for none of other teams', async () => {
    const items =
      group('one', { from: from('$Latest', 'lt-1') }) +
      group('two', { from: from('$Default', 'lt-1') }) +
      group('three', { from: from('8', 'lt-3') }) +
      group('theirs', { from: from('$Latest', 'lt-2'), stack: 'website' });
    const answers = { ...account(items), DescribeLaunchTemplates: templates('lt-1') };
    const { inventory, requests } = await gatherFrom(answers, ['autoscaling.groups']);
    const asked = requests.filter(({ operation }) => operation === 'DescribeLaunchTemplates');
    expect(asked.map(({ input }) => input)).toEqual([
      {
        MaxResults: '200',
        'Filter.1.Name': 'launch-template-name',
        'Filter.1.Value.1': 'lt-1-name',
      },
    ]);
    const theirs = readWhole(factIn(inventory, 'autoscaling.groups')).at(-1);
    expect(theirs?.launchTemplate).toEqual({ id: 'lt-2', version: '$Latest' });
  });

  it('are missing when their templates are denied, naming the action', async () => {
    const answers = {
      ...account(group('one', { from: from('$Latest') })),
      DescribeLaunchTemplates: refused('ec2:DescribeLaunchTemplates'),
    };
    expect(missingOf(await read('autoscaling.groups', answers))).toMatchObject({
      cause: 'denied',
      action: 'ec2:DescribeLaunchTemplates',
    });
  });

  it('may be none', async () => {
    expect(readWhole(await read('autoscaling.groups', account('')))).toEqual([]);
  });

  isWholeOrMissing({
    fact: 'autoscaling.groups',
    action: 'autoscaling:DescribeAutoScalingGroups',
    token: 'NextToken',
    page: (number, next) => groups(group(`group-${number}`), next),
    rows: 3,
  });
});
