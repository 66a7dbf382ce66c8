/** Auto Scaling groups, with their instances and the version of the launch template they start from. */
import {
  AutoScalingClient,
  type AutoScalingGroup as AwsGroup,
  type Instance as AwsGroupInstance,
  type LaunchTemplateSpecification,
  paginateDescribeAutoScalingGroups,
} from '@aws-sdk/client-auto-scaling';
import {
  EC2Client,
  type LaunchTemplate,
  paginateDescribeLaunchTemplates,
} from '@aws-sdk/client-ec2';
import type {
  AutoScalingGroup,
  GroupInstance,
  LaunchTemplateVersion,
} from '../model/autoscaling.ts';
import {
  chunks,
  collect,
  type Gatherer,
  keepTags,
  type ReadContext,
  required,
} from './gatherer.ts';
import { mayBelong } from './scope.ts';

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeAutoScalingGroups.html */
const pageSize = 100;
/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeLaunchTemplates.html; as many values for a filter. */
const templatesPerCall = 200;

const gatherer: Gatherer<'autoscaling'> = {
  'autoscaling.groups': {
    actions: ['autoscaling:DescribeAutoScalingGroups', 'ec2:DescribeLaunchTemplates'],
    read: async (context) => {
      const client = context.connection.client(AutoScalingClient);
      const pages = paginateDescribeAutoScalingGroups({ client, pageSize }, {});
      const groups = (await collect(pages, (page) => page.AutoScalingGroups)).filter(
        ({ Status }) => Status !== 'Delete in progress',
      );
      const templates = await templatesToNumber(context, groups);
      return groups.map(toGroup).map((group) => withVersionNumber(group, templates));
    },
  },
};
export default gatherer;

/** Templates of groups that may be ours and name no number: only a number can be compared with what runs. */
async function templatesToNumber(
  context: ReadContext,
  groups: readonly AwsGroup[],
): Promise<LaunchTemplate[]> {
  const symbolic = groups.filter((group) => toGroup(group).launchTemplate?.version.startsWith('$'));
  if (symbolic.length === 0) return [];
  const ours = new Set((await mayBelong(context, symbolic.map(toGroup))).map(({ name }) => name));
  const names = symbolic
    .filter(({ AutoScalingGroupName = '' }) => ours.has(AutoScalingGroupName))
    .flatMap((group) => specification(group)?.LaunchTemplateName ?? []);
  return templatesNamed(context.connection.client(EC2Client), names);
}

// Asked by id, a single template that is gone would fail the call; a filter just does not find it, and knows names only.
async function templatesNamed(
  client: EC2Client,
  names: readonly string[],
): Promise<LaunchTemplate[]> {
  const parts = chunks([...new Set(names)], templatesPerCall).map((Values) =>
    collect(
      paginateDescribeLaunchTemplates(
        { client, pageSize: templatesPerCall },
        { Filters: [{ Name: 'launch-template-name', Values }] },
      ),
      (page) => page.LaunchTemplates,
    ),
  );
  return (await Promise.all(parts)).flat();
}

/** The number `$Latest` or `$Default` stands for; as it is where AWS knows no such template. */
function withVersionNumber(
  group: AutoScalingGroup,
  templates: readonly LaunchTemplate[],
): AutoScalingGroup {
  const { launchTemplate } = group;
  const template = templates.find(
    ({ LaunchTemplateId }) => LaunchTemplateId === launchTemplate?.id,
  );
  if (launchTemplate === null || template === undefined) return group;
  const numbers: Readonly<Record<string, number | undefined>> = {
    $Latest: template.LatestVersionNumber,
    $Default: template.DefaultVersionNumber,
  };
  const version = numbers[launchTemplate.version]?.toString() ?? launchTemplate.version;
  return { ...group, launchTemplate: { ...launchTemplate, version } };
}

function toGroup(group: AwsGroup): AutoScalingGroup {
  const name = required(group.AutoScalingGroupName, 'AutoScalingGroupName');
  return {
    ref: {
      type: 'auto-scaling-group',
      name,
      ...(group.AutoScalingGroupARN !== undefined && { arn: group.AutoScalingGroupARN }),
    },
    name,
    desired: required(group.DesiredCapacity, 'DesiredCapacity'),
    availabilityZones: required(group.AvailabilityZones, 'AvailabilityZones'),
    launchTemplate: toVersion(specification(group)),
    suspended: (group.SuspendedProcesses ?? []).flatMap(({ ProcessName }) => ProcessName ?? []),
    instances: (group.Instances ?? []).map(toGroupInstance),
    tags: keepTags(group.Tags),
  };
}

function specification(group: AwsGroup): LaunchTemplateSpecification | undefined {
  return (
    group.LaunchTemplate ?? group.MixedInstancesPolicy?.LaunchTemplate?.LaunchTemplateSpecification
  );
}

// Without a version it is the default one: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_LaunchTemplateSpecification.html
function toVersion(
  template: LaunchTemplateSpecification | undefined,
): LaunchTemplateVersion | null {
  if (template === undefined) return null;
  return {
    id: required(template.LaunchTemplateId, 'LaunchTemplateId'),
    version: template.Version ?? '$Default',
  };
}

function toGroupInstance(instance: AwsGroupInstance): GroupInstance {
  return {
    id: required(instance.InstanceId, 'InstanceId'),
    availabilityZone: required(instance.AvailabilityZone, 'AvailabilityZone'),
    lifecycleState: required(instance.LifecycleState, 'LifecycleState'),
    health: required(instance.HealthStatus, 'HealthStatus'),
    launchTemplate: toVersion(instance.LaunchTemplate),
  };
}
