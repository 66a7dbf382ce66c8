import check from '../../../shared/checks/cloudformation-version-staged-first.ts';
import { aDeployment, aStack, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const staging = aDeployment({ name: 'test', environment: 'staging' });
const { versionTag: _, ...untagged } = aStack();
/** Stacks of one template, of these versions. */
const made = (prefix: string, versions: readonly (string | undefined)[]) =>
  versions.map((versionTag, n) => {
    const name = `${prefix}-2-3-db-redis-${n}`;
    const ref = { type: 'cloudformation-stack', name };
    return versionTag === undefined ? { ...untagged, name, ref } : aStack({ name, versionTag });
  });
const versions = (
  production: readonly (string | undefined)[],
  staged: readonly (string | undefined)[],
) => ({
  'cloudformation.stacks': made('acme', production),
  'counterpart.deployments': [staging],
  'counterpart.stacks': made('test', staged),
});

testCheck(check, {
  pass: [
    {
      name: 'of one version',
      facts: versions(['3.36.2'], ['3.36.2']),
      subject: '2-3-db-redis',
      reason: 'is of 3.36.2, and in staging of 3.36.2',
    },
    { name: 'staging is ahead', facts: versions(['3.9.10'], ['3.10.0']) },
    { name: 'spelled with a v', facts: versions(['3.36.2'], ['v3.36.2']) },
    {
      name: 'by the newest of several in staging',
      facts: versions(['3.36.2'], ['3.36.2', '3.9.0']),
    },
  ],
  fail: [
    {
      name: 'production is ahead by a patch',
      facts: versions(['3.36.10'], ['3.36.9']),
      subject: '2-3-db-redis',
      severity: 'high',
      reason: 'is of 3.36.10, and in staging of 3.36.9',
    },
    {
      name: 'by the newest of several in production',
      facts: versions(['3.35.0', '3.36.2', '3.9.0'], ['3.36.1']),
      reason: 'is of 3.36.2, and in staging of 3.36.1',
    },
  ],
  unknown: [
    {
      name: 'the stacks of staging may not be listed',
      facts: {
        ...versions(['3.36.2'], []),
        'counterpart.stacks': denied('cloudformation:DescribeStacks'),
      },
    },
    {
      name: 'staging says no version',
      facts: versions(['3.36.2'], [undefined]),
      subject: '2-3-db-redis',
      reason: 'is of 3.36.2, and says no version in staging',
    },
  ],
  notApplicable: [
    {
      name: 'production says no version',
      facts: versions([undefined], ['3.36.2']),
      subject: '2-3-db-redis',
      reason: 'says no version',
    },
    {
      name: 'staging lacks the template',
      facts: versions(['3.36.2'], []),
      subject: 'acme',
      reason: 'has no template that staging has too',
    },
    {
      name: 'no staging deployment',
      facts: { ...versions(['3.36.2'], []), 'counterpart.deployments': [] },
      reason: 'has no staging deployment to compare with',
    },
  ],
  several: [
    {
      name: 'each template that both have',
      facts: {
        ...versions(['3.36.2'], ['3.36.1']),
        'cloudformation.stacks': [
          ...made('acme', ['3.36.2']),
          aStack(),
          aStack({ name: 'acme-4-1-secrets' }),
        ],
        'counterpart.stacks': [...made('test', ['3.36.1']), aStack({ name: 'test-1-1-vpc' })],
      },
      statuses: { '1-1-vpc': 'pass', '2-3-db-redis': 'fail' },
    },
  ],
});
