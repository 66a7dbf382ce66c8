/**
 * Machines are what their group would start today: a stack update changes the launch template, and leaves running
 * machines as they are. That a group is missing or too small is said elsewhere.
 */

import type { AutoScalingGroup, LaunchTemplateVersion } from '../model/autoscaling.ts';
import {
  defineCheck,
  fail,
  notApplicable,
  pass,
  unsure,
  type Verdict,
  warn,
} from '../model/check.ts';
import { missing } from '../model/fact.ts';
import { deploymentRef } from '../model/target.ts';

export default defineCheck({
  id: 'autoscaling-instance-template-current',
  practice: 'software-updates',
  title: 'Instances run the current launch template of their Auto Scaling group',
  severity: 'medium',
  why: 'An update of the template reaches no running machine: until it is replaced it keeps its old image and settings, and its successor will differ.',
  fix: 'Start an instance refresh, or drain and terminate the instances one by one. A launch configuration is replaced by 5-1-ecs-cluster 3.30.0 or newer.',
  docs: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-instance-refresh.html',
  catalogueIds: ['UPD-10'],
  controls: [
    { source: 'security-hub', id: 'AutoScaling.9' },
    { source: 'prowler', id: 'autoscaling_group_using_ec2_launch_template' },
    { source: 'aws-config', id: 'AUTOSCALING_LAUNCH_TEMPLATE' },
  ],
  needs: ['autoscaling.groups'],
  run: (facts, context) => {
    const groups = facts['autoscaling.groups'];
    return groups.length > 0
      ? groups.map(judge)
      : [notApplicable(deploymentRef(context.deployment), 'has no Auto Scaling group')];
  },
});

function judge({ ref, launchTemplate, instances }: AutoScalingGroup): Verdict {
  const staying = instances.filter(({ lifecycleState }) => !/^Terminat/.test(lifecycleState));
  const outdated = staying.filter((each) => differs(each.launchTemplate, launchTemplate));
  if (outdated.length > 0) {
    return fail(
      ref,
      `has ${outdated.length} of ${staying.length} instances that were not started from ${nameOf(launchTemplate)}`,
    );
  }
  if (launchTemplate === null) {
    return warn(
      ref,
      'starts machines from a launch configuration, which AWS no longer offers to new accounts',
    );
  }
  if (staying.length === 0) return pass(ref, 'has no instance');
  if (isAlias(launchTemplate)) {
    return unsure(
      ref,
      missing(
        'failed',
        `which version ${launchTemplate.version} of its launch template is was not read`,
      ),
    );
  }
  return pass(ref, `has all its instances from ${nameOf(launchTemplate)}`);
}

/** Whether what an instance was started from is certainly not what its group starts machines from. */
function differs(
  started: LaunchTemplateVersion | null,
  wanted: LaunchTemplateVersion | null,
): boolean {
  if (started === null || wanted === null) return started !== wanted;
  return started.id !== wanted.id || (!isAlias(wanted) && started.version !== wanted.version);
}

/** `$Latest` and `$Default` name a version that only EC2 can tell. */
function isAlias({ version }: LaunchTemplateVersion): boolean {
  return version.startsWith('$');
}

function nameOf(template: LaunchTemplateVersion | null): string {
  return template === null
    ? 'its launch configuration'
    : `version ${template.version} of ${template.id}`;
}
