import check from '../../../shared/checks/ssm-instance-platform-supported.ts';
import { known } from '../../../shared/model/fact.ts';
import {
  aClusterServices,
  aManagedInstance,
  anEcsService,
  anInstance,
  denied,
} from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const platform = (platformName: string | null, platformVersion: string | null) => ({
  'ec2.instances': [anInstance()],
  'ssm.instances': [aManagedInstance({ platformName, platformVersion })],
});
const noInstances = { 'ec2.instances': [], 'ssm.instances': [] };
const ecsExpected = { templates: ['5-1-ecs-cluster'] } as const;

testCheck(check, {
  pass: [
    {
      name: 'Amazon Linux 2023',
      facts: platform('Amazon Linux', '2023'),
      reason: 'runs Amazon Linux 2023, supported until 2029-06-30',
    },
    { name: 'Amazon Linux 2023, with its release', facts: platform('Amazon Linux', '2023.9.1') },
  ],
  fail: [
    {
      // Its last day was 2026-06-30, so at 06:00 on 2026-11-23 it had been over for 145 days and 6 hours.
      name: 'Amazon Linux 2, just after the days of grace',
      facts: platform('Amazon Linux', '2'),
      settings: { graceDays: 145 },
      subject: 'i-1',
      reason: 'runs Amazon Linux 2, without security updates since 2026-06-30, 145 days ago',
      severity: 'high',
    },
    {
      name: 'Amazon Linux 2, where it is not tolerated',
      facts: platform('Amazon Linux', '2'),
      settings: { graceDays: 0 },
    },
    {
      name: 'Amazon Linux 1',
      facts: platform('Amazon Linux AMI', '2018.03'),
      reason: 'runs Amazon Linux 1, without security updates since 2023-12-31',
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
      name: 'a platform that is not ours',
      facts: platform('Ubuntu', '22.04'),
      reason: 'runs Ubuntu 22.04, of which the end of support is not known here',
    },
    {
      name: 'an Amazon Linux nobody has heard of yet',
      facts: platform('Amazon Linux', '2027'),
      reason: 'runs Amazon Linux 2027, of which',
    },
    {
      name: 'Amazon Linux 2, within the grace',
      facts: platform('Amazon Linux', '2'),
      reason: 'runs Amazon Linux 2, without security updates since 2026-06-30',
    },
    {
      name: 'Amazon Linux 2, on the last day of grace',
      facts: platform('Amazon Linux', '2'),
      settings: { graceDays: 146 },
    },
    {
      name: 'an instance Systems Manager does not know',
      facts: { 'ec2.instances': [anInstance()], 'ssm.instances': [] },
      reason: 'runs a platform nobody knows: Systems Manager does not know the instance',
    },
  ],
  unknown: [
    {
      name: 'a platform the agent does not name',
      facts: platform(null, null),
      reason: 'its agent does not name the platform it runs',
    },
    {
      name: 'Systems Manager may not be asked',
      facts: {
        'ec2.instances': [anInstance()],
        'ssm.instances': denied('ssm:DescribeInstanceInformation'),
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
