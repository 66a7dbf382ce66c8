import check from '../../../shared/checks/s3-bucket-private.ts';
import { known } from '../../../shared/model/fact.ts';
import type { Bucket } from '../../../shared/model/s3.ts';
import { denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';
import { aBucket } from '../../support/surroundings.ts';

const bucket = (over: Partial<Bucket>) => ({ 's3.buckets': [aBucket(over)] });
const open = { publicAccessBlocked: known(false) };

testCheck(check, {
  pass: [
    {
      name: 'public access is blocked',
      facts: bucket({}),
      subject: 'acme-interop',
      reason: 'blocks public access',
    },
    {
      name: 'public access is blocked, and nobody asked for its policy',
      facts: bucket({ publicByPolicy: denied('s3:GetBucketPolicyStatus') }),
    },
    { name: 'the certificates of Mutual TLS', facts: bucket({ stackName: 'acme-2-4c-mtls-s3' }) },
  ],
  fail: [
    {
      name: 'public by its policy',
      facts: bucket({ ...open, publicByPolicy: known(true) }),
      subject: 'acme-interop',
      reason: 'is public by its policy',
      severity: 'critical',
    },
    {
      name: 'not public, and not kept from it',
      facts: bucket(open),
      reason: 'does not block public access; its policy does not make it public now',
      severity: 'high',
    },
    {
      name: 'not kept from it, and its policy may not be read',
      facts: bucket({ ...open, publicByPolicy: denied('s3:GetBucketPolicyStatus') }),
      reason: 'does not block public access; whether its policy makes it public is not known',
      severity: 'high',
    },
    {
      name: 'a bucket of a stack whose name says nothing: the strictest',
      facts: bucket({ ...open, stackName: 'buckets' }),
    },
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
      name: 'whether public access is blocked may not be read',
      facts: bucket({ publicAccessBlocked: denied('s3:GetBucketPublicAccessBlock') }),
      subject: 'acme-interop',
      reason: 's3:GetBucketPublicAccessBlock was refused',
    },
  ],
  notApplicable: [
    {
      name: 'pictures are meant to be seen',
      facts: bucket({ ...open, publicByPolicy: known(true), stackName: 'acme-2-4a-is-s3' }),
      subject: 'acme-interop',
      reason: 'holds pictures, which are meant to be seen',
    },
    { name: 'absent and not expected', facts: { 's3.buckets': [] } },
  ],
  several: [
    {
      name: 'each by its own settings',
      facts: { 's3.buckets': [aBucket(), aBucket({ name: 'edcs', ...open })] },
      statuses: { 'acme-interop': 'pass', edcs: 'fail' },
    },
  ],
});
