import {
  DescribeImagesCommand,
  DescribeInstancesCommand,
  type DescribeInstancesRequest,
  DescribeLaunchTemplatesCommand,
  DescribeNatGatewaysCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSnapshotsCommand,
  DescribeSubnetsCommand,
  DescribeVolumesCommand,
} from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../../sandbox/account.ts';
import {
  launchTemplateOf,
  takeLatestLaunchTemplate,
} from '../../../sandbox/worlds/auto-scaling.ts';
import { stackName } from '../../../sandbox/worlds/description.ts';
import { ageImage, machine } from '../../../sandbox/worlds/machines.ts';
import { machineSecurityGroups } from '../../../sandbox/worlds/security-groups.ts';
import { days } from '../../../sandbox/worlds/times.ts';
import { call, readAll, refusal } from './call.ts';
import { accountWithMachines } from './ec2-account.ts';

function where(Name: string, ...Values: string[]) {
  return { Filters: [{ Name, Values }] };
}

async function idsOf(input: DescribeInstancesRequest, account: Account) {
  const { Reservations = [] } = await call(DescribeInstancesCommand, input, account);
  return Reservations.flatMap(({ Instances = [] }) => Instances.map((each) => each.InstanceId));
}

describe('DescribeInstances', () => {
  it('reads every instance once, counted by instance and not by reservation', async () => {
    const { account } = accountWithMachines();
    const { rows, pages } = await readAll(
      (NextToken) => call(DescribeInstancesCommand, { MaxResults: 5, NextToken }, account),
      ({ Reservations }) => Reservations?.flatMap(({ Instances = [] }) => Instances),
      ({ NextToken }) => NextToken,
    );
    expect(rows).toEqual(account.ec2.instances);
    expect(pages).toBe(Math.ceil(account.ec2.instances.length / 5));
  });

  it('filters by tag with wildcards, by network, security group and state', async () => {
    const { account, description, hosts } = accountWithMachines();
    const tag = 'tag:aws:cloudformation:stack-name';
    expect(await idsOf(where(tag, 'acme-prod-eu1-*'), account)).toHaveLength(4);
    expect(await idsOf(where(tag, 'acme-prod-eu1-1-2-bastion'), account)).toEqual([hosts.bastion]);
    const network = { Name: 'vpc-id', Values: [description.network.vpcId] };
    const state = { Name: 'instance-state-name', Values: ['running', 'stopped'] };
    expect(await idsOf({ Filters: [network, state] }, account)).toHaveLength(4);
    expect(await idsOf(where('instance-state-name', 'stopped'), account)).toEqual([]);
    const { timescale } = machineSecurityGroups(description);
    expect(await idsOf(where('instance.group-id', timescale), account)).toEqual([hosts.timescale]);
  });

  it.each([
    ['InvalidParameterValue', { MaxResults: 4 }],
    ['InvalidParameterValue', { MaxResults: 1001 }],
    ['InvalidParameterValue', { Filters: [{ Name: 'colour', Values: ['red'] }] }],
    ['FilterLimitExceeded', where('vpc-id', ...Array.from({ length: 201 }, String))],
    ['InvalidNextToken', { NextToken: 'nope' }],
    ['InvalidInstanceID.NotFound', { InstanceIds: ['i-0123456789abcdef0'] }],
    ['InvalidInstanceID.Malformed', { InstanceIds: ['nope'] }],
    ['InvalidParameterCombination', { InstanceIds: ['i-0123456789abcdef0'], MaxResults: 5 }],
  ])('refuses with %s: %j', async (code, input) => {
    const { account } = accountWithMachines();
    await expect(call(DescribeInstancesCommand, input, account)).rejects.toThrow(refusal(code));
  });
});

describe('DescribeSecurityGroups', () => {
  it('finds groups by id, by network and by who may come in', async () => {
    const { account, description } = accountWithMachines();
    const groups = machineSecurityGroups(description);
    const found = async (input: object) => {
      const { SecurityGroups = [] } = await call(DescribeSecurityGroupsCommand, input, account);
      return SecurityGroups.map(({ GroupId }) => GroupId);
    };
    expect(await found({ GroupIds: [groups.bastion] })).toEqual([groups.bastion]);
    expect(await found(where('vpc-id', description.network.vpcId))).toEqual(Object.values(groups));
    expect(await found(where('ip-permission.cidr', '10.0.0.0/8'))).toEqual([groups.bastion]);
    expect(await found(where('ip-permission.cidr', '0.0.0.0/0'))).toHaveLength(1);
  });

  it.each([
    ['InvalidGroup.NotFound', { GroupIds: ['sg-0123456789abcdef0'] }],
    ['InvalidGroupId.Malformed', { GroupIds: ['nope'] }],
    ['InvalidParameterValue', { GroupNames: ['nope'] }],
    ['InvalidParameterValue', { MaxResults: 4 }],
  ])('refuses with %s: %j', async (code, input) => {
    const { account } = accountWithMachines();
    await expect(call(DescribeSecurityGroupsCommand, input, account)).rejects.toThrow(
      refusal(code),
    );
  });
});

describe('DescribeSubnets', () => {
  it('hands them out page by page, and finds them by zone', async () => {
    const { account } = accountWithMachines();
    const { rows, pages } = await readAll(
      (NextToken) => call(DescribeSubnetsCommand, { MaxResults: 5, NextToken }, account),
      ({ Subnets }) => Subnets,
      ({ NextToken }) => NextToken,
    );
    expect(rows).toEqual(account.ec2.subnets);
    expect(pages).toBe(2);
    const { Subnets } = await call(
      DescribeSubnetsCommand,
      where('availability-zone', 'eu-west-1b'),
      account,
    );
    expect(Subnets).toHaveLength(4);
  });

  it('refuses what is not there', async () => {
    const { account } = accountWithMachines();
    await expect(
      call(DescribeSubnetsCommand, { SubnetIds: ['subnet-0123456789abcdef0'] }, account),
    ).rejects.toThrow(refusal('InvalidSubnetID.NotFound'));
  });
});

describe('DescribeRouteTables', () => {
  it('leads from a private subnet to the NAT gateway of its zone', async () => {
    const { account, description } = accountWithMachines();
    for (const zone of description.network.zones) {
      const { RouteTables } = await call(
        DescribeRouteTablesCommand,
        where('association.subnet-id', zone.privateSubnetId),
        account,
      );
      const NatGatewayIds = RouteTables?.[0]?.Routes?.flatMap((route) => route.NatGatewayId ?? []);
      const { NatGateways } = await call(DescribeNatGatewaysCommand, { NatGatewayIds }, account);
      expect(NatGateways?.map(({ SubnetId }) => SubnetId)).toEqual([zone.publicSubnetId]);
    }
  });

  it.each([
    ['InvalidParameterValue', { MaxResults: 101 }],
    ['InvalidRouteTableID.NotFound', { RouteTableIds: ['rtb-0123456789abcdef0'] }],
    ['InvalidRouteTableId.Malformed', { RouteTableIds: ['nope'] }],
  ])('refuses with %s: %j', async (code, input) => {
    const { account } = accountWithMachines();
    await expect(call(DescribeRouteTablesCommand, input, account)).rejects.toThrow(refusal(code));
  });
});

describe('DescribeNatGateways', () => {
  it('says `Filter` where the others say `Filters`', async () => {
    const { account, description } = accountWithMachines();
    const Filter = [
      { Name: 'vpc-id', Values: [description.network.vpcId] },
      { Name: 'state', Values: ['available'] },
    ];
    const { NatGateways } = await call(DescribeNatGatewaysCommand, { Filter }, account);
    expect(NatGateways).toHaveLength(2);
  });

  it.each([
    ['NatGatewayNotFound', { NatGatewayIds: ['nat-0123456789abcdef0'] }],
    ['NatGatewayMalformed', { NatGatewayIds: ['nope'] }],
  ])('refuses with %s: %j', async (code, input) => {
    const { account } = accountWithMachines();
    await expect(call(DescribeNatGatewaysCommand, input, account)).rejects.toThrow(refusal(code));
  });
});

describe('DescribeImages', () => {
  it('shows deprecated images to those who ask for them', async () => {
    const { account, hosts } = accountWithMachines();
    ageImage(account, hosts.timescale, days(200));
    const old = where('image-id', machine(account, hosts.timescale).ImageId ?? '');
    const shown = async (input: object) =>
      (await call(DescribeImagesCommand, input, account)).Images ?? [];
    expect(await shown(old)).toEqual([]);
    expect(await shown({ ...old, IncludeDeprecated: true })).toHaveLength(1);
    expect(await shown({ Owners: ['amazon'] })).toHaveLength(2);
    expect(await shown({ Owners: ['self'] })).toEqual([]);
  });

  it.each([
    ['InvalidAMIID.NotFound', { ImageIds: ['ami-0123456789abcdef0'] }],
    ['InvalidAMIID.Malformed', { ImageIds: ['nope'] }],
    ['InvalidParameterCombination', { ImageIds: ['ami-0123456789abcdef0'], MaxResults: 5 }],
    ['UnsupportedOperation', { ExecutableUsers: ['self'] }],
  ])('refuses with %s: %j', async (code, input) => {
    const { account } = accountWithMachines();
    await expect(call(DescribeImagesCommand, input, account)).rejects.toThrow(refusal(code));
  });
});

describe('DescribeVolumes and DescribeSnapshots', () => {
  it('lead from a machine to its data and the copies of it', async () => {
    const { account, hosts } = accountWithMachines();
    const { Volumes = [] } = await call(
      DescribeVolumesCommand,
      where('attachment.instance-id', hosts.timescale),
      account,
    );
    const data = Volumes.find(({ Attachments }) => Attachments?.[0]?.Device === '/dev/xvdf');
    expect(data).toMatchObject({ Encrypted: true, VolumeType: 'gp3' });
    const { Snapshots = [] } = await call(
      DescribeSnapshotsCommand,
      { ...where('volume-id', data?.VolumeId ?? ''), OwnerIds: ['self'] },
      account,
    );
    expect(Snapshots.map(({ State }) => State)).toEqual(Array(7).fill('completed'));
    const others = { OwnerIds: ['999999999999'] };
    expect((await call(DescribeSnapshotsCommand, others, account)).Snapshots).toEqual([]);
  });

  it('refuse what is not there', async () => {
    const { account } = accountWithMachines();
    await expect(
      call(DescribeVolumesCommand, { VolumeIds: ['vol-0123456789abcdef0'] }, account),
    ).rejects.toThrow(refusal('InvalidVolume.NotFound'));
    await expect(
      call(DescribeSnapshotsCommand, { SnapshotIds: ['snap-0123456789abcdef0'] }, account),
    ).rejects.toThrow(refusal('InvalidSnapshot.NotFound'));
    await expect(
      call(DescribeSnapshotsCommand, { RestorableByUserIds: ['self'] }, account),
    ).rejects.toThrow(refusal('UnsupportedOperation'));
  });
});

describe('DescribeLaunchTemplates', () => {
  it('knows the number of the latest version', async () => {
    const { account, description, hosts } = accountWithMachines();
    takeLatestLaunchTemplate(account, hosts.timescale);
    const { id, name } = launchTemplateOf(stackName(description, '2-5-db-timescale-master'));
    const { LaunchTemplates } = await call(
      DescribeLaunchTemplatesCommand,
      where('launch-template-name', name, 'unknown'),
      account,
    );
    expect(LaunchTemplates).toEqual([
      expect.objectContaining({ LaunchTemplateId: id, LatestVersionNumber: 7 }),
    ]);
  });

  it('refuses what is not there', async () => {
    const { account } = accountWithMachines();
    const input = { LaunchTemplateIds: ['lt-0123456789abcdef0'] };
    await expect(call(DescribeLaunchTemplatesCommand, input, account)).rejects.toThrow(
      refusal('InvalidLaunchTemplateId.NotFound'),
    );
  });
});
