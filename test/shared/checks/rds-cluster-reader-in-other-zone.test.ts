import check from '../../../shared/checks/rds-cluster-reader-in-other-zone.ts';
import type { DbCluster, DbInstance } from '../../../shared/model/rds.ts';
import { aDbCluster, aDbInstance, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const writer = aDbInstance({ id: 'orders-1', availabilityZone: 'eu-west-1a' });
const reader = (over: Partial<DbInstance> = {}) =>
  aDbInstance({ id: 'orders-2', availabilityZone: 'eu-west-1b', ...over });
const withInstances = (...instances: readonly DbInstance[]) => ({
  'rds.clusters': [aDbCluster()],
  'rds.instances': instances,
});
const withMembers = (members: DbCluster['members']) => ({
  'rds.clusters': [aDbCluster({ members })],
  'rds.instances': [writer, reader()],
});

/** An instance in these states serves, or will in a moment. */
const serving = ['available', 'backing-up', 'modifying', 'rebooting', 'upgrading'];
/** One in these cannot take over. */
const notServing = [
  'creating',
  'deleting',
  'failed',
  'starting',
  'stopped',
  'stopping',
  'inaccessible-encryption-credentials',
  'incompatible-network',
  'insufficient-capacity',
  'restore-error',
  'storage-full',
];

testCheck(check, {
  pass: [
    {
      name: 'a reader in another zone',
      facts: withInstances(writer, reader()),
      reason: 'writes in eu-west-1a, can take over in eu-west-1b',
    },
    {
      name: 'one of two readers is in another zone',
      facts: {
        'rds.clusters': [
          aDbCluster({
            members: [
              { instanceId: 'orders-3', writer: false },
              { instanceId: 'orders-1', writer: true },
              { instanceId: 'orders-2', writer: false },
            ],
          }),
        ],
        'rds.instances': [
          writer,
          reader(),
          aDbInstance({ id: 'orders-3', availabilityZone: 'eu-west-1a' }),
        ],
      },
    },
    ...serving.map((status) => ({
      name: `a reader that is ${status}`,
      facts: withInstances(writer, reader({ status })),
    })),
  ],
  fail: [
    {
      name: 'no reader',
      facts: withMembers([{ instanceId: 'orders-1', writer: true }]),
      subject: 'orders',
      reason: 'has no reader',
      severity: 'critical',
    },
    {
      name: 'no writer',
      facts: withMembers([{ instanceId: 'orders-2', writer: false }]),
      reason: 'has no writer instance',
    },
    { name: 'no members at all', facts: withMembers([]), reason: 'has no writer instance' },
    {
      name: 'the reader is in the zone of the writer',
      facts: withInstances(writer, reader({ availabilityZone: 'eu-west-1a' })),
      reason: 'has its writer and all readers in eu-west-1a',
    },
    ...notServing.map((status) => ({
      name: `the only reader is ${status}`,
      facts: withInstances(writer, reader({ status })),
      reason: 'has 1 reader, and none can take over now',
    })),
    {
      name: 'the list, read to its end, has no such reader',
      facts: withInstances(writer),
      reason: 'none can take over now',
    },
    {
      name: 'a reader that has no zone yet is not elsewhere',
      facts: withInstances(writer, reader({ availabilityZone: null })),
    },
    {
      name: 'the writer has no zone yet',
      facts: withInstances(aDbInstance({ id: 'orders-1', availabilityZone: null }), reader()),
      reason: 'has a writer that is in no availability zone yet',
    },
    {
      name: 'expected and absent',
      facts: { 'rds.clusters': [], 'rds.instances': [] },
      expected: { templates: ['2-1-db-aurora-master'] },
      subject: '2-1-db-aurora-master',
      reason: 'should have brought an Aurora cluster',
    },
  ],
  unknown: [
    {
      name: 'the instances may not be listed',
      facts: { 'rds.clusters': [aDbCluster()], 'rds.instances': denied('rds:DescribeDBInstances') },
    },
  ],
  notApplicable: [
    {
      name: 'absent and not expected',
      facts: { 'rds.clusters': [], 'rds.instances': [] },
      deployment: { clusterRole: 'secondary' },
      reason: 'has no Aurora cluster, and none is expected',
    },
  ],
  several: [
    {
      name: 'each cluster by its own members',
      facts: {
        'rds.clusters': [
          aDbCluster(),
          aDbCluster({ id: 'users', members: [{ instanceId: 'users-1', writer: true }] }),
        ],
        'rds.instances': [writer, reader(), aDbInstance({ id: 'users-1', clusterId: 'users' })],
      },
      statuses: { orders: 'pass', users: 'fail' },
    },
  ],
});
