import check from '../../../shared/checks/ec2-volume-snapshot-recent.ts';
import type { VolumeSnapshot } from '../../../shared/model/ec2.ts';
import { anInstance, daysAgo, denied, stackTag } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const volume = (id: string) => ({
  id,
  device: '/dev/sdf',
  root: false,
  deletedWithInstance: false,
});
const machine = (...volumeIds: readonly string[]) =>
  anInstance({
    volumes: [...anInstance().volumes, ...volumeIds.map(volume)],
    tags: stackTag('acme-2-5-db-timescale-master'),
  });
const snapshot = (over: Partial<VolumeSnapshot> = {}): VolumeSnapshot => ({
  id: 'snap-1',
  volumeId: 'vol-data',
  state: 'completed',
  startedAt: daysAgo(1),
  ...over,
});
const snapshots = (...each: readonly Partial<VolumeSnapshot>[]) => ({
  'ec2.instances': [machine('vol-data')],
  'ec2.volume-snapshots': each.map(snapshot),
});
const nothing = { 'ec2.instances': [], 'ec2.volume-snapshots': [] };
const important = { importantStores: ['timescale'] } as const;

testCheck(check, {
  pass: [
    {
      name: 'a snapshot of yesterday',
      facts: snapshots({}),
      subject: 'vol-data',
      reason: 'newest completed snapshot is 24 hours old',
    },
    { name: 'exactly as old as allowed', facts: snapshots({ startedAt: daysAgo(7) }) },
    {
      name: 'the newest counts, in whatever order',
      facts: snapshots({ startedAt: daysAgo(20) }, {}, { startedAt: daysAgo(30) }),
      declared: important,
    },
    {
      name: 'an older one, where that is allowed',
      facts: snapshots({ startedAt: daysAgo(10) }),
      settings: { maximumDays: 14 },
    },
  ],
  fail: [
    {
      name: 'none, and the data is important',
      facts: snapshots(),
      declared: important,
      subject: 'vol-data',
      reason: 'has no completed snapshot',
      severity: 'low',
    },
    {
      name: 'too old a one, and the data is important',
      facts: snapshots({ startedAt: daysAgo(7.1) }),
      declared: important,
      reason: 'newest completed snapshot is 7 days old, over the 7 days allowed',
    },
    {
      name: 'expected and absent',
      facts: nothing,
      expected: { templates: ['2-5-db-timescale-master'] },
      subject: '2-5-db-timescale-master',
      reason: 'should have brought a TimescaleDB machine',
    },
  ],
  warn: [
    { name: 'none', facts: snapshots(), subject: 'vol-data', reason: 'has no completed snapshot' },
    {
      name: 'just older than allowed',
      facts: snapshots({ startedAt: daysAgo(7.1) }),
      reason: 'over the 7 days allowed',
      severity: 'low',
    },
    {
      name: 'another store is important',
      facts: snapshots(),
      declared: { importantStores: ['efs'] },
    },
    { name: 'one that is not completed', facts: snapshots({ state: 'pending' }) },
    { name: 'one that failed', facts: snapshots({ state: 'error' }) },
    { name: 'one without a time', facts: snapshots({ startedAt: null }) },
    { name: 'one of another volume', facts: snapshots({ volumeId: 'vol-other' }) },
    {
      name: 'a machine without data volume',
      facts: { 'ec2.instances': [machine()], 'ec2.volume-snapshots': [] },
      subject: 'i-1',
      reason: 'has no data volume',
    },
  ],
  unknown: [
    {
      name: 'the snapshots may not be listed',
      facts: { ...snapshots(), 'ec2.volume-snapshots': denied('ec2:DescribeSnapshots') },
      reason: 'ec2:DescribeSnapshots was refused',
    },
    {
      name: 'the instances may not be listed',
      facts: { ...nothing, 'ec2.instances': denied('ec2:DescribeInstances') },
    },
  ],
  notApplicable: [
    { name: 'absent and not expected', facts: nothing },
    {
      name: 'other machines only',
      facts: { 'ec2.instances': [anInstance()], 'ec2.volume-snapshots': [] },
    },
  ],
  several: [
    {
      name: 'each data volume by its own snapshots',
      facts: {
        'ec2.instances': [machine('vol-data', 'vol-more')],
        'ec2.volume-snapshots': [snapshot()],
      },
      statuses: { 'vol-data': 'pass', 'vol-more': 'warn' },
    },
  ],
});
