import check from '../../../shared/checks/ec2-instance-bastion-stopped.ts';
import type { Instance } from '../../../shared/model/ec2.ts';
import type { ManagedInstance } from '../../../shared/model/ssm.ts';
import { aManagedInstance, anInstance, daysAgo, denied, stackTag } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const aBastion = (over: Partial<Instance> = {}) =>
  anInstance({
    id: 'i-bastion',
    launchedAt: daysAgo(61),
    tags: stackTag('acme-1-2-bastion'),
    ...over,
  });
/** A bastion, another instance, and whom Systems Manager reaches. */
const bastion = (
  over: Partial<Instance> = {},
  managed: readonly ManagedInstance[] = [aManagedInstance()],
) => ({
  'ec2.instances': [aBastion(over), anInstance()],
  'ssm.instances': managed,
});

testCheck(check, {
  pass: [
    {
      name: 'stopped',
      facts: bastion({ state: 'stopped' }),
      subject: 'i-bastion',
      reason: 'is stopped',
    },
    { name: 'about to stop', facts: bastion({ state: 'stopping' }), reason: 'is stopping' },
    {
      name: 'running for exactly as long as allowed',
      facts: bastion({ launchedAt: daysAgo(30) }),
      reason: 'has run for 30 days',
    },
    {
      name: 'running for longer, where that is allowed',
      facts: bastion(),
      settings: { maximumDays: 90 },
    },
    {
      name: 'needed for an instance that lost its connection',
      facts: bastion({}, [aManagedInstance({ pingStatus: 'ConnectionLost' })]),
      reason: 'is needed while Systems Manager does not reach i-1',
    },
    { name: 'needed for an instance that is not managed', facts: bastion({}, []) },
    {
      name: 'needed, running since nobody knows when',
      facts: bastion({ launchedAt: null }, []),
    },
    {
      name: 'needed for one of two instances',
      facts: {
        ...bastion(),
        'ec2.instances': [aBastion(), anInstance(), anInstance({ id: 'i-2' })],
      },
      reason: 'does not reach i-2',
    },
  ],
  // Where the vendor calls a bastion optional, running one is never more than a warning.
  fail: [] as never,
  warn: [
    {
      name: 'running for just longer than allowed',
      facts: bastion({ launchedAt: daysAgo(30.1) }),
      subject: 'i-bastion',
      reason: 'has run for 30 days, while Session Manager reaches every other instance',
      severity: 'low',
    },
    {
      name: 'that Systems Manager does not reach the bastion itself is no need for it',
      facts: bastion({}, [
        aManagedInstance(),
        aManagedInstance({ instanceId: 'i-bastion', pingStatus: 'Inactive' }),
      ]),
    },
    {
      name: 'only a stopped instance is not reached',
      facts: {
        ...bastion(),
        'ec2.instances': [aBastion(), anInstance(), anInstance({ id: 'i-2', state: 'stopped' })],
      },
    },
    {
      name: 'there is nothing else to reach',
      facts: { 'ec2.instances': [aBastion()], 'ssm.instances': [] },
    },
  ],
  unknown: [
    {
      name: 'Systems Manager may not be asked',
      facts: { ...bastion(), 'ssm.instances': denied('ssm:DescribeInstanceInformation') },
      reason: 'ssm:DescribeInstanceInformation was refused',
    },
    {
      name: 'not needed, running since nobody knows when',
      facts: bastion({ launchedAt: null }),
      subject: 'i-bastion',
      reason: 'EC2 does not say since when it runs',
    },
  ],
  notApplicable: [
    {
      name: 'no bastion',
      facts: {
        'ec2.instances': [anInstance({ tags: stackTag('acme-5-1-ecs-cluster') })],
        'ssm.instances': [],
      },
      subject: 'acme',
      reason: 'has no bastion',
    },
    { name: 'no instance', facts: { 'ec2.instances': [], 'ssm.instances': [] } },
  ],
  several: [
    {
      name: 'each bastion by itself; other instances say nothing',
      facts: {
        ...bastion(),
        'ec2.instances': [
          aBastion(),
          aBastion({ id: 'i-bastion-2', state: 'stopped' }),
          anInstance(),
        ],
      },
      statuses: { 'i-bastion': 'warn', 'i-bastion-2': 'pass' },
    },
  ],
});
