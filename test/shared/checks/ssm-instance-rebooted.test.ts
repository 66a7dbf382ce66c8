import check from '../../../shared/checks/ssm-instance-rebooted.ts';
import { known } from '../../../shared/model/fact.ts';
import type { PatchState } from '../../../shared/model/ssm.ts';
import {
  aClusterServices,
  anEcsService,
  anInstance,
  aPatchState,
  daysAgo,
  denied,
} from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const patched = (over: Partial<PatchState> = {}) => ({
  'ec2.instances': [anInstance()],
  'ssm.patch-states': [aPatchState(over)],
});
const noInstances = { 'ec2.instances': [], 'ssm.patch-states': [] };
const ecsExpected = { templates: ['5-1-ecs-cluster'] } as const;

testCheck(check, {
  pass: [
    {
      name: 'nothing waits',
      facts: patched(),
      reason: 'has no patch that waits for a reboot',
    },
    {
      name: 'nothing waits, however long ago it was patched',
      facts: patched({ installedWithoutRebootAt: daysAgo(90), operationEndedAt: daysAgo(20) }),
    },
    {
      name: 'waits for exactly as long as allowed',
      facts: patched({ pendingReboot: 1, operationEndedAt: daysAgo(7) }),
      reason: 'is to be rebooted: 1 patch waits for it, installed 7 days ago',
    },
    {
      name: 'waits longer, where that is allowed',
      facts: patched({ pendingReboot: 1, installedWithoutRebootAt: daysAgo(9) }),
      settings: { graceDays: 10 },
    },
  ],
  fail: [
    {
      name: 'waits for just longer than allowed',
      facts: patched({ pendingReboot: 2, operationEndedAt: daysAgo(7.01) }),
      subject: 'i-1',
      reason: 'is to be rebooted: 2 patches wait for it, installed 7 days ago',
      severity: 'medium',
    },
    {
      name: 'patched long ago, and scanned every day since: the scan starts no new wait',
      facts: patched({
        pendingReboot: 1,
        installedWithoutRebootAt: daysAgo(9),
        operationEndedAt: daysAgo(1),
      }),
      reason: 'installed 9 days ago',
    },
    {
      name: 'expected and absent: a service waits for an instance',
      facts: {
        ...noInstances,
        'ecs.services': [
          aClusterServices({ services: known([anEcsService({ launchType: 'EC2' })]) }),
        ],
      },
      expected: ecsExpected,
      subject: '5-1-ecs-cluster',
    },
  ],
  warn: [
    {
      name: 'never scanned',
      facts: { 'ec2.instances': [anInstance()], 'ssm.patch-states': [] },
      reason: 'was never scanned for patches, so nobody knows whether it needs a reboot',
    },
  ],
  unknown: [
    {
      name: 'the scan does not say',
      facts: patched({ pendingReboot: null }),
      reason: 'the scan does not say whether a patch waits for a reboot',
    },
    {
      name: 'the patch states may not be read',
      facts: {
        'ec2.instances': [anInstance()],
        'ssm.patch-states': denied('ssm:DescribeInstancePatchStates'),
      },
    },
    {
      name: 'no instance runs, and whether one should could not be read',
      facts: { ...noInstances, 'ecs.services': denied('ecs:ListServices') },
      expected: ecsExpected,
    },
  ],
  notApplicable: [{ name: 'absent and not expected', facts: noInstances }],
});
