import check from '../../../shared/checks/ssm-instance-patched.ts';
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

const scanned = (over: Partial<PatchState> = {}) => ({
  'ec2.instances': [anInstance()],
  'ssm.patch-states': [aPatchState(over)],
});
const unscanned = (launchedAt: string | null) => ({
  'ec2.instances': [anInstance({ launchedAt })],
  'ssm.patch-states': [],
});
const noInstances = { 'ec2.instances': [], 'ssm.patch-states': [] };
const ecsExpected = { templates: ['5-1-ecs-cluster'] } as const;

testCheck(check, {
  pass: [
    {
      name: 'scanned yesterday, nothing found',
      facts: scanned(),
      reason: 'lacks no security patch, last scanned 24 hours ago',
    },
    {
      name: 'scanned exactly as long ago as allowed',
      facts: scanned({ operationEndedAt: daysAgo(30) }),
    },
    {
      name: 'an installation looks for patches too',
      facts: scanned({ operation: 'Install' }),
    },
    {
      name: 'only patches of no weight are missing',
      facts: scanned({ missing: 4 }),
    },
    {
      name: 'scanned longer ago, where that is allowed',
      facts: scanned({ operationEndedAt: daysAgo(40) }),
      settings: { maximumScanAgeDays: 45 },
    },
  ],
  fail: [
    {
      name: 'a count is left out, and another is bad enough',
      facts: scanned({ criticalNonCompliant: 2, securityNonCompliant: null, failed: null }),
      reason: 'lacks 2 critical patches',
    },
    {
      name: 'scanned just longer ago than allowed',
      facts: scanned({ operationEndedAt: daysAgo(30.1) }),
      reason: 'was last scanned 30 days ago, over the 30 days allowed',
      severity: 'high',
    },
    {
      name: 'an old scan that found something: it says nothing of today',
      facts: scanned({ operationEndedAt: daysAgo(45), criticalNonCompliant: 1 }),
      reason: 'was last scanned 45 days ago',
    },
    {
      name: 'one critical patch is missing',
      facts: scanned({ missing: 1, criticalNonCompliant: 1 }),
      reason: 'lacks 1 critical patch, last scanned',
    },
    {
      name: 'security patches are missing',
      facts: scanned({ missing: 3, securityNonCompliant: 3 }),
      reason: 'lacks 3 security patches, last scanned',
    },
    {
      name: 'both are missing',
      facts: scanned({ missing: 3, criticalNonCompliant: 2, securityNonCompliant: 1 }),
      reason: 'lacks 2 critical patches and 1 security patch, last scanned',
    },
    {
      name: 'a patch failed to install',
      facts: scanned({ operation: 'Install', failed: 1 }),
      reason: 'failed to install 1 patch, last scanned',
    },
    {
      name: 'patches failed to install',
      facts: scanned({ operation: 'Install', failed: 2 }),
      reason: 'failed to install 2 patches, last scanned',
    },
    {
      name: 'never scanned, after the grace',
      facts: unscanned(daysAgo(2.01)),
      reason: 'was never scanned for patches',
    },
    { name: 'never scanned, started nobody knows when', facts: unscanned(null) },
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
      name: 'never scanned, within the grace',
      facts: unscanned(daysAgo(2)),
      reason: 'started 48 hours ago and was not scanned for patches yet',
    },
    {
      name: 'never scanned, within a longer grace',
      facts: unscanned(daysAgo(5)),
      settings: { graceDays: 7 },
    },
  ],
  unknown: [
    {
      name: 'the scan leaves a count out, and the others are nought',
      facts: scanned({ securityNonCompliant: null }),
      reason: 'the scan does not say how many patches it lacks',
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
  notApplicable: [
    {
      name: 'absent and not expected: all services are on Fargate',
      facts: { ...noInstances, 'ecs.services': [aClusterServices()] },
      expected: ecsExpected,
    },
  ],
  several: [
    {
      name: 'each running instance by its own scan',
      facts: {
        'ec2.instances': [anInstance({ id: 'i-1' }), anInstance({ id: 'i-2' })],
        'ssm.patch-states': [
          aPatchState({ instanceId: 'i-2', securityNonCompliant: 1 }),
          aPatchState({ instanceId: 'i-1' }),
        ],
      },
      statuses: { 'i-1': 'pass', 'i-2': 'fail' },
    },
  ],
});
