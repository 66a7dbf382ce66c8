/** Who may reach what: the security groups of a deployment's machines. */
import type { IpPermission, SecurityGroup } from '@aws-sdk/client-ec2';
import type { Account } from '../account.ts';
import { type DeploymentDescription, stackName } from './description.ts';
import { arn, ec2Id } from './identifiers.ts';
import { own, stackTags, type Tag } from './stacks.ts';

/** Ids of the security groups of a deployment's machines. */
export function machineSecurityGroups(description: DeploymentDescription) {
  const id = (stack: string, logicalId: string) => ec2Id('sg', `${stack} ${logicalId}`);
  return {
    bastion: id(stackName(description, '1-2-bastion'), 'BastionSecurityGroup'),
    containerInstances: id(stackName(description, '5-1-ecs-cluster'), 'InstanceSecurityGroup'),
    timescale: id(stackName(description, '2-5-db-timescale-master'), 'SecurityGroup'),
  };
}

/** SSH to the bastion comes from inside only, and from the bastion alone to the others. */
export function addMachineSecurityGroups(
  account: Account,
  description: DeploymentDescription,
): void {
  const { vpcId } = description.network;
  const groups = machineSecurityGroups(description);
  const fromBastion = { ...tcp(22), UserIdGroupPairs: [groupPair(account, groups.bastion)] };
  const exporter = {
    ...tcp(9100),
    IpRanges: [{ CidrIp: '10.0.0.0/16', Description: 'Prometheus' }],
  };
  const add = (id: string, stack: string, logicalId: string, rules: IpPermission[]) => {
    own(account, stack, { type: 'AWS::EC2::SecurityGroup', logicalId, physicalId: id });
    const tags = stackTags(account, stack, logicalId);
    addSecurityGroup(account, { id, name: `${stack}-${logicalId}`, vpcId, rules, tags });
  };
  add(groups.bastion, stackName(description, '1-2-bastion'), 'BastionSecurityGroup', [
    { ...tcp(22), IpRanges: [{ CidrIp: '10.0.0.0/8', Description: 'SSH from the company' }] },
  ]);
  add(
    groups.containerInstances,
    stackName(description, '5-1-ecs-cluster'),
    'InstanceSecurityGroup',
    [fromBastion, exporter],
  );
  add(groups.timescale, stackName(description, '2-5-db-timescale-master'), 'SecurityGroup', [
    fromBastion,
    exporter,
    { ...tcp(5432), IpRanges: [{ CidrIp: '10.0.0.0/16' }] },
  ]);
}

interface SecurityGroupDescription {
  readonly id: string;
  readonly name: string;
  readonly vpcId: string;
  readonly rules: IpPermission[];
  readonly tags: Tag[];
}

export function addSecurityGroup(account: Account, group: SecurityGroupDescription): void {
  account.ec2.securityGroups.push({
    GroupId: group.id,
    GroupName: group.name,
    Description: group.name,
    SecurityGroupArn: arn(account, 'ec2', `security-group/${group.id}`),
    OwnerId: account.id,
    VpcId: group.vpcId,
    IpPermissions: group.rules,
    IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    Tags: group.tags,
  });
}

/** One port, open to nobody yet. */
export function tcp(port: number): IpPermission {
  return {
    IpProtocol: 'tcp',
    FromPort: port,
    ToPort: port,
    IpRanges: [],
    Ipv6Ranges: [],
    PrefixListIds: [],
    UserIdGroupPairs: [],
  };
}

function groupPair(account: Account, GroupId: string) {
  return { GroupId, UserId: account.id };
}

/** A security group that must be there: a world that names one that is not is wrong. */
export function securityGroup({ ec2 }: Account, groupId: string): SecurityGroup {
  const group = ec2.securityGroups.find(({ GroupId }) => GroupId === groupId);
  if (group === undefined) throw new Error(`no security group ${groupId} in this world`);
  return group;
}

/** One more range may reach port 22. */
export function allowSshFrom(account: Account, groupId: string, range: string): void {
  const rule = range.includes(':')
    ? { ...tcp(22), Ipv6Ranges: [{ CidrIpv6: range }] }
    : { ...tcp(22), IpRanges: [{ CidrIp: range }] };
  securityGroup(account, groupId).IpPermissions?.push(rule);
}

export function openSshToTheWorld(account: Account, groupId: string): void {
  allowSshFrom(account, groupId, '0.0.0.0/0');
}

/** Every protocol and every port, as somebody does who looks for a fault in a hurry. */
export function openEverythingToTheWorld(account: Account, groupId: string): void {
  securityGroup(account, groupId).IpPermissions?.push({
    IpProtocol: '-1',
    IpRanges: [],
    Ipv6Ranges: [{ CidrIpv6: '::/0' }],
    PrefixListIds: [],
    UserIdGroupPairs: [],
  });
}
