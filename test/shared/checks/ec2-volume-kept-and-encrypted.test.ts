import check from '../../../shared/checks/ec2-volume-kept-and-encrypted.ts';
import { anInstance, denied, stackTag } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const attached = (deletedWithInstance: boolean | null, id = 'vol-data') => ({
  id,
  device: '/dev/sdf',
  root: false,
  deletedWithInstance,
});
const machine = (...volumes: readonly ReturnType<typeof attached>[]) =>
  anInstance({
    // The root volume goes with its instance, as it should.
    volumes: [...anInstance().volumes, ...volumes],
    tags: stackTag('acme-2-5-db-timescale-master'),
  });
const volume = (encrypted: boolean | null, deletedWithInstance: boolean | null = false) => ({
  'ec2.instances': [machine(attached(deletedWithInstance))],
  'ec2.volumes': [{ id: 'vol-data', encrypted }],
});
const nothing = { 'ec2.instances': [], 'ec2.volumes': [] };

testCheck(check, {
  pass: [
    {
      name: 'encrypted and kept',
      facts: volume(true),
      subject: 'vol-data',
      reason: 'is encrypted and outlives its instance',
    },
  ],
  fail: [
    {
      name: 'not encrypted',
      facts: volume(false),
      subject: 'vol-data',
      reason: 'is not encrypted',
      severity: 'medium',
    },
    {
      name: 'deleted with its instance',
      facts: volume(true, true),
      reason: 'is deleted with its instance',
    },
    {
      name: 'neither encrypted nor kept',
      facts: volume(false, true),
      reason: 'is not encrypted and is deleted with its instance',
    },
    { name: 'not encrypted, and nobody knows whether it is kept', facts: volume(false, null) },
    { name: 'not kept, and nobody knows whether it is encrypted', facts: volume(null, true) },
    {
      name: 'expected and absent',
      facts: nothing,
      expected: { templates: ['2-5-db-timescale-master'] },
      subject: '2-5-db-timescale-master',
    },
  ],
  warn: [
    {
      name: 'a machine without data volume',
      facts: { ...nothing, 'ec2.instances': [machine()] },
      subject: 'i-1',
      reason: 'has no data volume',
    },
  ],
  unknown: [
    {
      name: 'the volumes may not be listed',
      facts: { ...volume(true), 'ec2.volumes': denied('ec2:DescribeVolumes') },
      reason: 'ec2:DescribeVolumes was refused',
    },
    {
      name: 'whether it is encrypted is not said',
      facts: volume(null),
      subject: 'vol-data',
      reason: 'EC2 does not say whether it is encrypted',
    },
    {
      name: 'whether it is kept is not said',
      facts: volume(true, null),
      subject: 'vol-data',
      reason: 'EC2 does not say whether it is deleted with its instance',
    },
    {
      name: 'the volume is not listed',
      facts: { ...volume(true), 'ec2.volumes': [{ id: 'vol-other', encrypted: true }] },
      subject: 'vol-data',
      reason: 'EC2 does not say whether it is encrypted',
    },
  ],
  notApplicable: [{ name: 'absent and not expected', facts: nothing }],
  several: [
    {
      name: 'each data volume by itself; root volumes say nothing',
      facts: {
        'ec2.instances': [machine(attached(false), attached(true, 'vol-more'))],
        'ec2.volumes': [
          { id: 'vol-i-1', encrypted: false },
          { id: 'vol-data', encrypted: true },
          { id: 'vol-more', encrypted: true },
        ],
      },
      statuses: { 'vol-data': 'pass', 'vol-more': 'fail' },
    },
  ],
});
