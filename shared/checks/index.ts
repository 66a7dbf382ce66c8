/** The catalogue: every check there is, in the order of their ids. */
import type { AnyCheck } from '../model/check.ts';
import cloudformationDeploymentPresent from './cloudformation-deployment-present.ts';
import cloudformationParametersConsistent from './cloudformation-parameters-consistent.ts';
import cloudformationStackNamed from './cloudformation-stack-named.ts';
import cloudformationStackProtected from './cloudformation-stack-protected.ts';
import cloudformationStackSettled from './cloudformation-stack-settled.ts';
import cloudformationTemplateCurrent from './cloudformation-template-current.ts';
import cloudformationTemplatePresent from './cloudformation-template-present.ts';
import cloudformationVersionAligned from './cloudformation-version-aligned.ts';
import ec2InstanceManagedBySsm from './ec2-instance-managed-by-ssm.ts';
import ec2InstanceMetadataV2 from './ec2-instance-metadata-v2.ts';
import ec2InstancePrivate from './ec2-instance-private.ts';
import ec2InstanceWithoutKey from './ec2-instance-without-key.ts';
import ecsServiceImageAligned from './ecs-service-image-aligned.ts';
import ecsServiceImagePinned from './ecs-service-image-pinned.ts';
import ecsServiceNotUdpDaemon from './ecs-service-not-udp-daemon.ts';
import ecsServiceRedundant from './ecs-service-redundant.ts';
import ecsServiceRolloutSafe from './ecs-service-rollout-safe.ts';
import ecsServiceRunningAsDesired from './ecs-service-running-as-desired.ts';
import elasticacheGroupClusterModeDisabled from './elasticache-group-cluster-mode-disabled.ts';
import elasticacheGroupFailoverReady from './elasticache-group-failover-ready.ts';
import elasticacheGroupRestoreDrilled from './elasticache-group-restore-drilled.ts';
import elasticacheGroupRetentionSufficient from './elasticache-group-retention-sufficient.ts';
import elasticacheGroupSnapshotRecent from './elasticache-group-snapshot-recent.ts';
import rdsClusterDeletionProtected from './rds-cluster-deletion-protected.ts';
import rdsClusterEncrypted from './rds-cluster-encrypted.ts';
import rdsClusterMinorUpgradeConsistent from './rds-cluster-minor-upgrade-consistent.ts';
import rdsClusterReaderInOtherZone from './rds-cluster-reader-in-other-zone.ts';
import rdsClusterRestorableToNow from './rds-cluster-restorable-to-now.ts';
import rdsClusterRestoreDrilled from './rds-cluster-restore-drilled.ts';
import rdsClusterRetentionSufficient from './rds-cluster-retention-sufficient.ts';
import rdsClusterSnapshotRecent from './rds-cluster-snapshot-recent.ts';
import rdsClusterSnapshotUnbroken from './rds-cluster-snapshot-unbroken.ts';
import rdsInstanceMinorUpgradeManual from './rds-instance-minor-upgrade-manual.ts';
import ssmInstanceAgentCurrent from './ssm-instance-agent-current.ts';
import ssmInstancePatched from './ssm-instance-patched.ts';
import ssmInstancePlatformSupported from './ssm-instance-platform-supported.ts';
import ssmInstanceRebooted from './ssm-instance-rebooted.ts';

export const checks: readonly AnyCheck[] = [
  cloudformationDeploymentPresent,
  cloudformationParametersConsistent,
  cloudformationStackNamed,
  cloudformationStackProtected,
  cloudformationStackSettled,
  cloudformationTemplateCurrent,
  cloudformationTemplatePresent,
  cloudformationVersionAligned,
  ec2InstanceManagedBySsm,
  ec2InstanceMetadataV2,
  ec2InstancePrivate,
  ec2InstanceWithoutKey,
  ecsServiceImageAligned,
  ecsServiceImagePinned,
  ecsServiceNotUdpDaemon,
  ecsServiceRedundant,
  ecsServiceRolloutSafe,
  ecsServiceRunningAsDesired,
  elasticacheGroupClusterModeDisabled,
  elasticacheGroupFailoverReady,
  elasticacheGroupRestoreDrilled,
  elasticacheGroupRetentionSufficient,
  elasticacheGroupSnapshotRecent,
  rdsClusterDeletionProtected,
  rdsClusterEncrypted,
  rdsClusterMinorUpgradeConsistent,
  rdsClusterReaderInOtherZone,
  rdsClusterRestorableToNow,
  rdsClusterRestoreDrilled,
  rdsClusterRetentionSufficient,
  rdsClusterSnapshotRecent,
  rdsClusterSnapshotUnbroken,
  rdsInstanceMinorUpgradeManual,
  ssmInstanceAgentCurrent,
  ssmInstancePatched,
  ssmInstancePlatformSupported,
  ssmInstanceRebooted,
];
