import check from '../../../shared/checks/autoscaling-instance-template-current.ts';
import type {
  AutoScalingGroup,
  GroupInstance,
  LaunchTemplateVersion,
} from '../../../shared/model/autoscaling.ts';
import { denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';
import { aGroupInstance, anAutoScalingGroup } from '../../support/surroundings.ts';

const name = 'acme-5-1-ecs-cluster-AutoScalingGroup-1';
const group = (over: Partial<AutoScalingGroup> = {}) => ({
  'autoscaling.groups': [anAutoScalingGroup(over)],
});
/** Two instances of version 7, and this one. */
const besides = (over: Partial<GroupInstance>) =>
  group({
    instances: [...anAutoScalingGroup().instances, aGroupInstance({ id: 'i-3', ...over })],
  });
const startedFrom = (
  launchTemplate: LaunchTemplateVersion | null,
  instances: readonly (LaunchTemplateVersion | null)[],
) =>
  group({
    launchTemplate,
    instances: instances.map((each) => aGroupInstance({ launchTemplate: each })),
  });
const seven = { id: 'lt-1', version: '7' };
const latest = { id: 'lt-1', version: '$Latest' };

testCheck(check, {
  pass: [
    {
      name: 'all run what the group starts',
      facts: group(),
      subject: name,
      reason: 'has all its instances from version 7 of lt-1',
    },
    {
      name: 'an old one is being terminated',
      facts: besides({
        lifecycleState: 'Terminating:Wait',
        launchTemplate: { id: 'lt-1', version: '6' },
      }),
    },
    { name: 'no instance', facts: group({ instances: [] }), reason: 'has no instance' },
    {
      name: 'no instance, of whatever version it were',
      facts: startedFrom(latest, []),
      reason: 'has no instance',
    },
  ],
  fail: [
    {
      name: 'one of an older version',
      facts: besides({ launchTemplate: { id: 'lt-1', version: '6' } }),
      subject: name,
      reason: 'has 1 of 3 instances that were not started from version 7 of lt-1',
      severity: 'medium',
    },
    {
      name: 'one of another template, of the same version',
      facts: besides({ launchTemplate: { id: 'lt-2', version: '7' } }),
    },
    {
      name: 'one of a launch configuration',
      facts: besides({ launchTemplate: null }),
    },
    {
      name: 'one in standby counts',
      facts: besides({ lifecycleState: 'Standby', launchTemplate: { id: 'lt-1', version: '6' } }),
    },
    {
      name: 'one of another template, whatever version is the latest',
      facts: startedFrom(latest, [seven, { id: 'lt-2', version: '7' }]),
      reason: 'has 1 of 2 instances',
    },
    {
      name: 'the group went back to a launch configuration',
      facts: startedFrom(null, [seven, null]),
      reason: 'has 1 of 2 instances that were not started from its launch configuration',
    },
  ],
  warn: [
    {
      name: 'a launch configuration',
      facts: startedFrom(null, [null, null]),
      subject: name,
      reason: 'starts machines from a launch configuration',
    },
    { name: 'a launch configuration, and no instance', facts: startedFrom(null, []) },
  ],
  unknown: [
    {
      name: 'the groups may not be listed',
      facts: { 'autoscaling.groups': denied('autoscaling:DescribeAutoScalingGroups') },
    },
    {
      name: 'which version is the latest is not known',
      facts: startedFrom(latest, [seven, seven]),
      subject: name,
      reason: 'which version $Latest of its launch template is was not read',
    },
    {
      name: 'which version is the default is not known',
      facts: startedFrom({ id: 'lt-1', version: '$Default' }, [seven]),
      reason: 'version $Default',
    },
  ],
  notApplicable: [
    {
      name: 'absent, whatever is expected: that is said elsewhere',
      facts: { 'autoscaling.groups': [] },
      expected: { templates: ['5-1-ecs-cluster'] },
      subject: 'acme',
      reason: 'has no Auto Scaling group',
    },
  ],
  several: [
    {
      name: 'each group by its own template',
      facts: {
        'autoscaling.groups': [
          anAutoScalingGroup(),
          anAutoScalingGroup({ name: 'timescale', launchTemplate: { id: 'lt-1', version: '8' } }),
        ],
      },
      statuses: { [name]: 'pass', timescale: 'fail' },
    },
  ],
});
