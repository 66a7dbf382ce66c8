import check from '../../../shared/checks/ec2-instance-metadata-v2.ts';
import { known } from '../../../shared/model/fact.ts';
import { aClusterServices, anEcsService, anInstance, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const instance = (metadataWithoutToken: boolean | null) => ({
  'ec2.instances': [anInstance({ metadataWithoutToken })],
});
const ecsExpected = { templates: ['5-1-ecs-cluster'] } as const;

testCheck(check, {
  pass: [
    {
      name: 'tokens are required',
      facts: instance(false),
      reason: 'answers no metadata request without a token',
    },
  ],
  fail: [
    {
      name: 'expected and absent: a service waits for an instance',
      facts: {
        'ec2.instances': [],
        'ecs.services': [
          aClusterServices({ services: known([anEcsService({ launchType: 'EC2' })]) }),
        ],
      },
      expected: ecsExpected,
      subject: '5-1-ecs-cluster',
      severity: 'medium',
    },
  ],
  warn: [
    {
      name: 'tokens are optional',
      facts: instance(true),
      subject: 'i-1',
      reason: 'answers metadata requests without a token (IMDSv1)',
    },
    {
      name: 'AWS does not say',
      facts: instance(null),
      reason: 'does not say whether its metadata service requires tokens',
    },
  ],
  unknown: [
    {
      name: 'the instances may not be listed',
      facts: { 'ec2.instances': denied('ec2:DescribeInstances') },
    },
    {
      name: 'no instance runs, and whether one should could not be read',
      facts: { 'ec2.instances': [], 'ecs.services': denied('ecs:ListServices') },
      expected: ecsExpected,
    },
  ],
  notApplicable: [
    { name: 'absent and not expected', facts: { 'ec2.instances': [] } },
    {
      name: 'the only instance is stopped',
      facts: { 'ec2.instances': [anInstance({ state: 'stopped', metadataWithoutToken: true })] },
    },
  ],
});
