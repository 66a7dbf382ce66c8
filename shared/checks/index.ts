/** The catalogue: every check there is, in the order of their ids. */
import type { AnyCheck } from '../model/check.ts';
import cloudformationDeploymentPresent from './cloudformation-deployment-present.ts';
import cloudformationStackNamed from './cloudformation-stack-named.ts';
import cloudformationTemplatePresent from './cloudformation-template-present.ts';
import ec2InstanceManagedBySsm from './ec2-instance-managed-by-ssm.ts';
import ecsServiceRedundant from './ecs-service-redundant.ts';
import ecsServiceRunningAsDesired from './ecs-service-running-as-desired.ts';
import elasticacheGroupFailoverReady from './elasticache-group-failover-ready.ts';
import elasticacheGroupRestoreDrilled from './elasticache-group-restore-drilled.ts';
import elasticacheGroupSnapshotRecent from './elasticache-group-snapshot-recent.ts';
import rdsClusterReaderInOtherZone from './rds-cluster-reader-in-other-zone.ts';
import rdsClusterRestorableToNow from './rds-cluster-restorable-to-now.ts';
import rdsClusterRestoreDrilled from './rds-cluster-restore-drilled.ts';
import rdsClusterRetentionSufficient from './rds-cluster-retention-sufficient.ts';
import rdsClusterSnapshotRecent from './rds-cluster-snapshot-recent.ts';
import rdsInstanceMinorUpgradeManual from './rds-instance-minor-upgrade-manual.ts';
import ssmInstancePatched from './ssm-instance-patched.ts';

export const checks: readonly AnyCheck[] = [
  cloudformationDeploymentPresent,
  cloudformationStackNamed,
  cloudformationTemplatePresent,
  ec2InstanceManagedBySsm,
  ecsServiceRedundant,
  ecsServiceRunningAsDesired,
  elasticacheGroupFailoverReady,
  elasticacheGroupRestoreDrilled,
  elasticacheGroupSnapshotRecent,
  rdsClusterReaderInOtherZone,
  rdsClusterRestorableToNow,
  rdsClusterRestoreDrilled,
  rdsClusterRetentionSufficient,
  rdsClusterSnapshotRecent,
  rdsInstanceMinorUpgradeManual,
  ssmInstancePatched,
];
