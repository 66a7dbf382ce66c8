/** What AWS wants done to databases and caches: maintenance and service updates. */
import type { PendingMaintenanceAction } from '@aws-sdk/client-rds';
import type { Account } from '../account.ts';
import { auroraCluster } from './aurora.ts';
import { failRedisSnapshotEvent, redisGroup } from './redis.ts';
import { ago, days } from './times.ts';

/** Not wrong: an update that may be applied, and never is unless somebody does. */
export function offerSystemUpdate(account: Account, clusterId: string): void {
  addMaintenance(account, clusterId, {
    Action: 'system-update',
    Description: 'New operating system patch is available',
  });
}

/**
 * AWS upgrades the cluster on a date it chose: in the first maintenance window after so many days, and a week later
 * without one.
 */
export function forceMaintenance(account: Account, clusterId: string, inDays: number): void {
  const date = ago(account, -days(inDays));
  addMaintenance(account, clusterId, {
    Action: 'db-upgrade',
    AutoAppliedAfterDate: date,
    ForcedApplyDate: ago(account, -days(inDays + 7)),
    CurrentApplyDate: date,
    Description: 'Upgrade to a supported engine version',
  });
}

function addMaintenance(
  account: Account,
  clusterId: string,
  action: PendingMaintenanceAction,
): void {
  account.rds.pendingMaintenance.push({
    ResourceIdentifier: auroraCluster(account, clusterId).DBClusterArn,
    PendingMaintenanceActionDetails: [action],
  });
}

/** A security update of Redis that should have been applied a month ago. */
export function leaveUpdateUnapplied(account: Account, groupId: string): void {
  account.elasticache.updateActions.push({
    ReplicationGroupId: redisGroup(account, groupId).ReplicationGroupId,
    ServiceUpdateName: 'elasticache-20260911-001',
    ServiceUpdateReleaseDate: ago(account, days(60)),
    ServiceUpdateSeverity: 'critical',
    ServiceUpdateStatus: 'available',
    ServiceUpdateType: 'security-update',
    ServiceUpdateRecommendedApplyByDate: ago(account, days(30)),
    UpdateActionAvailableDate: ago(account, days(60)),
    UpdateActionStatus: 'not-applied',
    UpdateActionStatusModifiedDate: ago(account, days(60)),
    NodesUpdated: '0/2',
    SlaMet: 'no',
    EstimatedUpdateTime: '30 minutes per node',
    Engine: 'redis',
  });
}

/** The billing team neglects this too; call it when its database and cache are there. */
export function addNeighbouringMaintenance(account: Account): void {
  forceMaintenance(account, 'billing', 2);
  failRedisSnapshotEvent(account, 'billing-sessions');
  leaveUpdateUnapplied(account, 'billing-sessions');
}
