/**
 * What other teams keep in the same account. None of it is The Things Stack, so none of it may be judged unless
 * somebody asks for the whole region. The billing team's things are in a bad way, so that a mistake shows; everybody
 * else's are there to fill the first pages of every list, so that an auditor who reads only those finds nothing of ours.
 */
import type { Account } from '../account.ts';
import { addNeighbouringAlarms } from './alerting.ts';
import { addAurora, addAuroraSnapshots, auroraCluster, auroraInstance } from './aurora.ts';
import { addNeighbouringBuckets } from './buckets.ts';
import { addNeighbouringCertificates } from './certificates.ts';
import { addEcsCluster, addEcsService, loseTasks } from './containers.ts';
import { addNeighbouringBackups, addNeighbouringFileSystems } from './file-systems.ts';
import { ec2Id, physicalId, publicAddress } from './identifiers.ts';
import { addNeighbouringLoadBalancers } from './load-balancing.ts';
import { addMachine, answerWithoutToken, machine, manage } from './machines.ts';
import { addNeighbouringMaintenance } from './maintenance.ts';
import { addNeighbouringNetworks, billingSecurityGroupId } from './neighbouring-network.ts';
import { networkNamed } from './network.ts';
import { addRedis, addRedisSnapshots } from './redis.ts';
import { addStack, ecsTags, own, stackTags } from './stacks.ts';
import { ago, days, hours } from './times.ts';

const zones = ['eu-west-1a', 'eu-west-1b'] as const;
const billingNetwork = networkNamed('billing', zones);
const warehouseNetwork = networkNamed('warehouse', zones);

/** Puts the other teams' things into the account; call it first, so that they come first in every list. */
export function addNeighbours(account: Account): void {
  addStorefront(account);
  addWarehouse(account);
  addBilling(account);
  addNeighbouringNetworks(account);
  addNeighbouringLoadBalancers(account);
  addNeighbouringCertificates(account);
  addNeighbouringBuckets(account);
  addNeighbouringFileSystems(account);
  addNeighbouringBackups(account);
  addNeighbouringAlarms(account);
  addNeighbouringMaintenance(account);
}

// DescribeStacks sends 100 a page here: with these, two deployments are spread over two pages.
const storefrontPreviews = 85;

/** Preview environments of a web shop: stacks and nothing else. */
function addStorefront(account: Account): void {
  for (let number = 1; number <= storefrontPreviews; number++) {
    addStack(account, {
      name: `storefront-preview-${String(number).padStart(3, '0')}`,
      description: 'Preview environment',
      age: days(number),
      updated: days(number),
      parameters: { Environment: 'preview' },
    });
  }
}

// 3 × 35 snapshots are more than the 100 of a page of RDS, 2 × 35 more than the 50 of one of ElastiCache,
// and 60 machines more than the 50 of one of Systems Manager.
const warehouseDatabases = ['warehouse-facts', 'warehouse-orders', 'warehouse-stock'];
const warehouseCaches = ['warehouse-jobs', 'warehouse-locks'];
const warehouseWorkers = 60;
const warehouseRetention = 35;

function addWarehouse(account: Account): void {
  for (const id of warehouseDatabases) addWarehouseDatabase(account, id);
  for (const id of warehouseCaches) addWarehouseCache(account, id);
  for (let number = 1; number <= warehouseWorkers; number++) addWarehouseWorker(account, number);
}

function addWarehouseDatabase(account: Account, clusterId: string): void {
  addAurora(account, {
    clusterId,
    network: warehouseNetwork,
    engineVersion: '16.8',
    instanceClass: 'db.r6g.large',
    age: days(300),
    retentionDays: warehouseRetention,
    tags: [],
    instances: warehouseNetwork.zones.map((zone, at) => ({
      id: `${clusterId}-${at}`,
      zone,
      tags: [],
    })),
  });
  addAuroraSnapshots(account, clusterId, { count: warehouseRetention, newest: hours(7) });
}

function addWarehouseCache(account: Account, groupId: string): void {
  addRedis(account, {
    groupId,
    description: 'Queues of the warehouse',
    network: warehouseNetwork,
    subnetGroupName: `${groupId}-subnets`,
    nodeType: 'cache.t4g.small',
    age: days(300),
    retentionDays: warehouseRetention,
    tags: [],
    zones: warehouseNetwork.zones,
  });
  addRedisSnapshots(account, groupId, { count: warehouseRetention, newest: hours(7) });
}

function addWarehouseWorker(account: Account, number: number): void {
  const id = ec2Id('i', `warehouse worker ${number}`);
  const [zone] = warehouseNetwork.zones;
  addMachine(account, {
    id,
    name: `warehouse-worker-${number}`,
    type: 'm5.large',
    vpcId: warehouseNetwork.vpcId,
    subnetId: zone.privateSubnetId,
    zone: zone.name,
    age: days(5),
    tags: [],
  });
  manage(account, id);
}

/** No reader, no snapshots, upgrades by themselves, one node, nothing running, an open and unmanaged machine. */
function addBilling(account: Account): void {
  const stack = 'billing-database';
  addBillingStacks(account, stack);
  addBillingDatabase(account, stack);
  addBillingCache(account);
  addBillingService(account);
  addBillingMachine(account);
}

function addBillingStacks(account: Account, databaseStack: string): void {
  for (const name of ['billing-network', databaseStack]) {
    addStack(account, {
      name,
      description: 'Billing',
      age: days(900),
      updated: days(500),
      // The same word as the vendor's templates use, for something else.
      parameters: { Environment: 'prod' },
      outputs: { Version: '12' },
    });
  }
  own(account, 'billing-network', {
    type: 'AWS::EC2::VPC',
    logicalId: 'VPC',
    physicalId: billingNetwork.vpcId,
  });
}

function addBillingDatabase(account: Account, stack: string): void {
  const instanceId = 'billing-0';
  addAurora(account, {
    clusterId: 'billing',
    network: billingNetwork,
    engineVersion: '13.20',
    instanceClass: 'db.t3.medium',
    age: days(900),
    retentionDays: 1,
    tags: stackTags(account, stack, 'Cluster'),
    instances: [
      {
        id: instanceId,
        zone: billingNetwork.zones[0],
        tags: stackTags(account, stack, 'Instance'),
      },
    ],
  });
  auroraCluster(account, 'billing').LatestRestorableTime = ago(account, days(2));
  auroraInstance(account, instanceId).AutoMinorVersionUpgrade = true;
  own(account, stack, {
    type: 'AWS::RDS::DBCluster',
    logicalId: 'Cluster',
    physicalId: 'billing',
  });
}

function addBillingCache(account: Account): void {
  addRedis(account, {
    groupId: 'billing-sessions',
    description: 'Sessions',
    network: billingNetwork,
    subnetGroupName: 'billing-subnets',
    nodeType: 'cache.t3.micro',
    age: days(900),
    retentionDays: 0,
    tags: [],
    zones: [billingNetwork.zones[0]],
  });
}

function addBillingService(account: Account): void {
  const cluster = 'billing';
  addEcsCluster(account, cluster, ecsTags(account, 'billing-network', 'Cluster'));
  addEcsService(account, {
    cluster,
    name: 'invoices',
    family: 'invoices',
    revision: 3,
    container: { name: 'invoices', image: 'registry.example.com/invoices:latest' },
    desired: 1,
    network: billingNetwork,
    tags: [],
    created: days(900),
    deployed: days(30),
  });
  loseTasks(account, 'invoices', 1);
}

function addBillingMachine(account: Account): void {
  const [zone] = billingNetwork.zones;
  const id = ec2Id('i', 'billing');
  addMachine(account, {
    id,
    name: physicalId('billing-network', 'Jumphost'),
    type: 't3.micro',
    vpcId: billingNetwork.vpcId,
    subnetId: zone.publicSubnetId,
    zone: zone.name,
    age: days(800),
    publicIp: publicAddress(id),
    securityGroupIds: [billingSecurityGroupId],
    tags: [],
  });
  machine(account, id).KeyName = 'billing';
  answerWithoutToken(account, id);
}
