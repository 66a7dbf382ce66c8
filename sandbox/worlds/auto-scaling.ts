/** Auto Scaling groups, and the launch templates they start their machines from. */
import type { AutoScalingGroup, Instance } from '@aws-sdk/client-auto-scaling';
import type { Account } from '../account.ts';
import { arn, ec2Id, uuid } from './identifiers.ts';
import { machine } from './machines.ts';
import type { Tag } from './stacks.ts';
import { ago, days } from './times.ts';

export interface GroupDescription {
  readonly name: string;
  /** Machines of the account; as many are wanted. */
  readonly instanceIds: readonly string[];
  readonly subnetIds: readonly string[];
  readonly zones: readonly string[];
  readonly launchTemplate: { readonly id: string; readonly name: string; readonly version: number };
  readonly age: number;
  readonly tags: Tag[];
}

/** Puts a group around machines that are there; all of them are healthy and of its launch template's version. */
export function addAutoScalingGroup(account: Account, group: GroupDescription): void {
  const launchTemplate = {
    LaunchTemplateId: group.launchTemplate.id,
    LaunchTemplateName: group.launchTemplate.name,
    Version: String(group.launchTemplate.version),
  };
  account.autoscaling.groups.push({
    AutoScalingGroupName: group.name,
    AutoScalingGroupARN: arn(
      account,
      'autoscaling',
      `autoScalingGroup:${uuid(group.name)}:autoScalingGroupName/${group.name}`,
    ),
    LaunchTemplate: launchTemplate,
    MinSize: group.instanceIds.length,
    MaxSize: group.instanceIds.length + 1,
    DesiredCapacity: group.instanceIds.length,
    DefaultCooldown: 300,
    AvailabilityZones: [...group.zones],
    VPCZoneIdentifier: group.subnetIds.join(','),
    HealthCheckType: 'EC2',
    HealthCheckGracePeriod: 0,
    Instances: group.instanceIds.map((id) => groupInstance(account, id, { ...launchTemplate })),
    CreatedTime: ago(account, group.age),
    SuspendedProcesses: [],
    EnabledMetrics: [],
    TerminationPolicies: ['Default'],
    NewInstancesProtectedFromScaleIn: false,
    Tags: group.tags.map((tag) => ({
      ...tag,
      ResourceId: group.name,
      ResourceType: 'auto-scaling-group',
      PropagateAtLaunch: true,
    })),
  });
}

function groupInstance(
  account: Account,
  id: string,
  LaunchTemplate: Instance['LaunchTemplate'],
): Instance {
  const { InstanceType, Placement } = machine(account, id);
  return {
    InstanceId: id,
    InstanceType,
    AvailabilityZone: Placement?.AvailabilityZone,
    LifecycleState: 'InService',
    HealthStatus: 'Healthy',
    LaunchTemplate,
    ProtectedFromScaleIn: false,
  };
}

/** The launch template a stack made. */
export function launchTemplateOf(stackName: string) {
  return { id: ec2Id('lt', stackName), name: `${stackName}-LaunchTemplate`, version: 7 };
}

/** The group of a machine that must be in one: a world that names one that is not is wrong. */
export function groupOf({ autoscaling }: Account, instanceId: string): AutoScalingGroup {
  const group = autoscaling.groups.find(({ Instances = [] }) =>
    Instances.some(({ InstanceId }) => InstanceId === instanceId),
  );
  if (group === undefined) throw new Error(`no group of ${instanceId} in this world`);
  return group;
}

/** Somebody took the machine out of its group; it runs on outside, and nothing took its place. */
export function loseGroupInstance(account: Account, instanceId: string): void {
  const group = groupOf(account, instanceId);
  group.Instances = (group.Instances ?? []).filter(({ InstanceId }) => InstanceId !== instanceId);
}

/** A new version for the group of this machine; what runs stays as it is. */
export function changeLaunchTemplate(account: Account, instanceId: string): void {
  const { LaunchTemplate } = groupOf(account, instanceId);
  if (LaunchTemplate !== undefined) LaunchTemplate.Version = '8';
}

/** Not wrong: its group takes the newest version, whatever its number. */
export function takeLatestLaunchTemplate(account: Account, instanceId: string): void {
  const { LaunchTemplate } = groupOf(account, instanceId);
  if (LaunchTemplate !== undefined) LaunchTemplate.Version = '$Latest';
}

/** Its group starts no machines until somebody remembers to resume it. */
export function suspendLaunching(account: Account, instanceId: string): void {
  groupOf(account, instanceId).SuspendedProcesses = [
    {
      ProcessName: 'Launch',
      SuspensionReason: `User suspended at ${ago(account, days(12)).toISOString()}`,
    },
  ];
}

/** Marked for replacement, and still there. */
export function unhealthyInstance(account: Account, instanceId: string): void {
  for (const instance of groupOf(account, instanceId).Instances ?? []) {
    if (instance.InstanceId === instanceId) instance.HealthStatus = 'Unhealthy';
  }
}

/** Taken out of service by hand, and forgotten. */
export function putOnStandby(account: Account, instanceId: string): void {
  for (const instance of groupOf(account, instanceId).Instances ?? []) {
    if (instance.InstanceId === instanceId) instance.LifecycleState = 'Standby';
  }
}
