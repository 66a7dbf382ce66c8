import check from '../../../shared/checks/s3-bucket-config-present.ts';
import { known } from '../../../shared/model/fact.ts';
import { denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';
import { aBucket } from '../../support/surroundings.ts';

const bucket = (key: string, present: boolean) => ({
  's3.buckets': [aBucket({ configFile: known({ key, present }) })],
});

testCheck(check, {
  pass: [
    {
      name: 'the file is there',
      facts: bucket('config.yml', true),
      subject: 'acme-interop',
      reason: 'has config.yml',
    },
    { name: 'the file of another bucket', facts: bucket('plugins.yml', true), reason: 'plugins' },
  ],
  fail: [
    {
      name: 'the file is missing',
      facts: bucket('config.yml', false),
      subject: 'acme-interop',
      reason: 'has no config.yml',
      severity: 'medium',
    },
    { name: 'the file of another bucket', facts: bucket('index.yml', false), reason: 'index.yml' },
    {
      name: 'expected and absent',
      facts: { 's3.buckets': [] },
      expected: { templates: ['2-4b-routing-s3'] },
      subject: '2-4b-routing-s3',
    },
  ],
  unknown: [
    {
      name: 'the buckets may not be found',
      facts: { 's3.buckets': denied('cloudformation:ListStackResources') },
    },
    {
      name: 'the bucket may not be listed',
      facts: { 's3.buckets': [aBucket({ configFile: denied('s3:ListBucket') })] },
      subject: 'acme-interop',
      reason: 's3:ListBucket was refused',
    },
  ],
  notApplicable: [
    {
      name: 'a bucket into which no file belongs',
      facts: { 's3.buckets': [aBucket({ configFile: known(null) })] },
      subject: 'acme-interop',
      reason: 'needs no configuration file',
    },
    { name: 'absent and not expected', facts: { 's3.buckets': [] } },
  ],
  several: [
    {
      name: 'each by its own file',
      facts: {
        's3.buckets': [
          aBucket(),
          aBucket({ name: 'edcs', configFile: known({ key: 'config.yml', present: false }) }),
          aBucket({ name: 'pictures', configFile: known(null) }),
        ],
      },
      statuses: { 'acme-interop': 'pass', edcs: 'fail', pictures: 'not-applicable' },
    },
  ],
});
