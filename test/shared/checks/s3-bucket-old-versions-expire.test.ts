import check from '../../../shared/checks/s3-bucket-old-versions-expire.ts';
import { known } from '../../../shared/model/fact.ts';
import { denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';
import { aBucket } from '../../support/surroundings.ts';

const bucket = (versioning: string, expire: boolean) => ({
  's3.buckets': [aBucket({ versioning: known(versioning), oldVersionsExpire: known(expire) })],
});

testCheck(check, {
  pass: [
    {
      name: 'versioned, with a rule',
      facts: bucket('Enabled', true),
      subject: 'acme-interop',
      reason: 'removes old versions',
    },
    { name: 'versioned once, with a rule', facts: bucket('Suspended', true) },
  ],
  fail: [
    {
      name: 'expected and absent',
      facts: { 's3.buckets': [] },
      expected: { templates: ['2-4b-routing-s3'] },
      subject: '2-4b-routing-s3',
    },
  ],
  warn: [
    {
      name: 'versioned, without a rule',
      facts: bucket('Enabled', false),
      subject: 'acme-interop',
      reason: 'keeps old versions forever',
      severity: 'low',
    },
    { name: 'versioned once: it still has what it kept', facts: bucket('Suspended', false) },
  ],
  unknown: [
    {
      name: 'the buckets may not be found',
      facts: { 's3.buckets': denied('cloudformation:ListStackResources') },
    },
    {
      name: 'the versioning may not be read',
      facts: { 's3.buckets': [aBucket({ versioning: denied('s3:GetBucketVersioning') })] },
      subject: 'acme-interop',
      reason: 's3:GetBucketVersioning was refused',
    },
    {
      name: 'the rules may not be read',
      facts: {
        's3.buckets': [aBucket({ oldVersionsExpire: denied('s3:GetLifecycleConfiguration') })],
      },
      subject: 'acme-interop',
      reason: 's3:GetLifecycleConfiguration was refused',
    },
  ],
  notApplicable: [
    {
      name: 'never versioned: nothing old is kept',
      facts: bucket('Never', false),
      subject: 'acme-interop',
      reason: 'was never versioned',
    },
    {
      name: 'never versioned, whatever the rules are',
      facts: {
        's3.buckets': [
          aBucket({
            versioning: known('Never'),
            oldVersionsExpire: denied('s3:GetLifecycleConfiguration'),
          }),
        ],
      },
    },
    { name: 'absent and not expected', facts: { 's3.buckets': [] } },
  ],
  several: [
    {
      name: 'each by its own rules',
      facts: {
        's3.buckets': [aBucket(), aBucket({ name: 'edcs', oldVersionsExpire: known(false) })],
      },
      statuses: { 'acme-interop': 'pass', edcs: 'warn' },
    },
  ],
});
