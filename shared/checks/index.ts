/** The catalogue: every check there is, in the order of their ids. */
import type { AnyCheck } from '../model/check.ts';
import acmCertificateCoversTenants from './acm-certificate-covers-tenants.ts';
import acmCertificateNotExpiring from './acm-certificate-not-expiring.ts';
import acmCertificateReimported from './acm-certificate-reimported.ts';
import acmCertificateRenewable from './acm-certificate-renewable.ts';
import autoscalingGroupHealthy from './autoscaling-group-healthy.ts';
import autoscalingInstanceTemplateCurrent from './autoscaling-instance-template-current.ts';
import cloudformationCertificateAligned from './cloudformation-certificate-aligned.ts';
import cloudformationDefaultTenantSet from './cloudformation-default-tenant-set.ts';
import cloudformationDeploymentIsolatedFromStaging from './cloudformation-deployment-isolated-from-staging.ts';
import cloudformationDeploymentPresent from './cloudformation-deployment-present.ts';
import cloudformationDeploymentStaged from './cloudformation-deployment-staged.ts';
import cloudformationDeploymentStagingAlive from './cloudformation-deployment-staging-alive.ts';
import cloudformationInteropConsistent from './cloudformation-interop-consistent.ts';
import cloudformationMtlsSupported from './cloudformation-mtls-supported.ts';
import cloudformationNocConsistent from './cloudformation-noc-consistent.ts';
import cloudformationParametersConsistent from './cloudformation-parameters-consistent.ts';
import cloudformationProxyTlsConsistent from './cloudformation-proxy-tls-consistent.ts';
import cloudformationStackNamed from './cloudformation-stack-named.ts';
import cloudformationStackProtected from './cloudformation-stack-protected.ts';
import cloudformationStackSettled from './cloudformation-stack-settled.ts';
import cloudformationTemplateCurrent from './cloudformation-template-current.ts';
import cloudformationTemplatePresent from './cloudformation-template-present.ts';
import cloudformationTemplateStaged from './cloudformation-template-staged.ts';
import cloudformationTenancyAsDeclared from './cloudformation-tenancy-as-declared.ts';
import cloudformationTenancyDeclared from './cloudformation-tenancy-declared.ts';
import cloudformationUpdateSoaked from './cloudformation-update-soaked.ts';
import cloudformationVersionAligned from './cloudformation-version-aligned.ts';
import cloudformationVersionCheckKept from './cloudformation-version-check-kept.ts';
import cloudformationVersionStagedFirst from './cloudformation-version-staged-first.ts';
import cloudwatchAlarmActionable from './cloudwatch-alarm-actionable.ts';
import cloudwatchAlarmNotStuck from './cloudwatch-alarm-not-stuck.ts';
import cloudwatchAlarmPresent from './cloudwatch-alarm-present.ts';
import ec2InstanceBastionStopped from './ec2-instance-bastion-stopped.ts';
import ec2InstanceImageRecent from './ec2-instance-image-recent.ts';
import ec2InstanceManagedBySsm from './ec2-instance-managed-by-ssm.ts';
import ec2InstanceMetadataV2 from './ec2-instance-metadata-v2.ts';
import ec2InstancePrivate from './ec2-instance-private.ts';
import ec2InstanceWithoutKey from './ec2-instance-without-key.ts';
import ec2NetworkNatInEveryZone from './ec2-network-nat-in-every-zone.ts';
import ec2SecurityGroupSshFromAllowedRanges from './ec2-security-group-ssh-from-allowed-ranges.ts';
import ec2SecurityGroupSshNotFromWorld from './ec2-security-group-ssh-not-from-world.ts';
import ec2VolumeKeptAndEncrypted from './ec2-volume-kept-and-encrypted.ts';
import ec2VolumeSnapshotRecent from './ec2-volume-snapshot-recent.ts';
import ecsAccountTrunkingEnabled from './ecs-account-trunking-enabled.ts';
import ecsClusterInstancesRedundant from './ecs-cluster-instances-redundant.ts';
import ecsServiceImageAligned from './ecs-service-image-aligned.ts';
import ecsServiceImagePinned from './ecs-service-image-pinned.ts';
import ecsServiceImageStagedFirst from './ecs-service-image-staged-first.ts';
import ecsServiceNotUdpDaemon from './ecs-service-not-udp-daemon.ts';
import ecsServicePrometheusAlerting from './ecs-service-prometheus-alerting.ts';
import ecsServiceRedundant from './ecs-service-redundant.ts';
import ecsServiceRolloutSafe from './ecs-service-rollout-safe.ts';
import ecsServiceRunningAsDesired from './ecs-service-running-as-desired.ts';
import ecsServiceSpreadOverZones from './ecs-service-spread-over-zones.ts';
import ecsServiceTasksAligned from './ecs-service-tasks-aligned.ts';
import ecsServiceVersionSupported from './ecs-service-version-supported.ts';
import efsFileSystemBackedUp from './efs-file-system-backed-up.ts';
import efsFileSystemEncrypted from './efs-file-system-encrypted.ts';
import efsFileSystemMountableInEveryZone from './efs-file-system-mountable-in-every-zone.ts';
import elasticacheGroupClusterModeDisabled from './elasticache-group-cluster-mode-disabled.ts';
import elasticacheGroupEngineSupported from './elasticache-group-engine-supported.ts';
import elasticacheGroupFailoverReady from './elasticache-group-failover-ready.ts';
import elasticacheGroupMemoryHeadroom from './elasticache-group-memory-headroom.ts';
import elasticacheGroupRestoreDrilled from './elasticache-group-restore-drilled.ts';
import elasticacheGroupRetentionSufficient from './elasticache-group-retention-sufficient.ts';
import elasticacheGroupSnapshotRecent from './elasticache-group-snapshot-recent.ts';
import elasticacheGroupSnapshotUnbroken from './elasticache-group-snapshot-unbroken.ts';
import elasticacheGroupUpdateApplied from './elasticache-group-update-applied.ts';
import elasticacheGroupVersionStaged from './elasticache-group-version-staged.ts';
import elbv2ListenerInteropHealthy from './elbv2-listener-interop-healthy.ts';
import elbv2ListenerTlsCurrent from './elbv2-listener-tls-current.ts';
import elbv2LoadBalancerDeletionProtected from './elbv2-load-balancer-deletion-protected.ts';
import elbv2LoadBalancerInEveryZone from './elbv2-load-balancer-in-every-zone.ts';
import elbv2TargetGroupHealthy from './elbv2-target-group-healthy.ts';
import elbv2TargetGroupUdpByAddress from './elbv2-target-group-udp-by-address.ts';
import eventsRuleCertbotScheduled from './events-rule-certbot-scheduled.ts';
import rdsClusterCopiedElsewhere from './rds-cluster-copied-elsewhere.ts';
import rdsClusterDeletionProtected from './rds-cluster-deletion-protected.ts';
import rdsClusterEncrypted from './rds-cluster-encrypted.ts';
import rdsClusterMaintenanceNotForced from './rds-cluster-maintenance-not-forced.ts';
import rdsClusterMajorVersionSupported from './rds-cluster-major-version-supported.ts';
import rdsClusterMinorUpgradeConsistent from './rds-cluster-minor-upgrade-consistent.ts';
import rdsClusterMinorVersionCurrent from './rds-cluster-minor-version-current.ts';
import rdsClusterReaderInOtherZone from './rds-cluster-reader-in-other-zone.ts';
import rdsClusterRestorableToNow from './rds-cluster-restorable-to-now.ts';
import rdsClusterRestoreDrilled from './rds-cluster-restore-drilled.ts';
import rdsClusterRetentionSufficient from './rds-cluster-retention-sufficient.ts';
import rdsClusterSnapshotRecent from './rds-cluster-snapshot-recent.ts';
import rdsClusterSnapshotUnbroken from './rds-cluster-snapshot-unbroken.ts';
import rdsClusterVersionStaged from './rds-cluster-version-staged.ts';
import rdsInstanceMinorUpgradeManual from './rds-instance-minor-upgrade-manual.ts';
import s3BucketConfigPresent from './s3-bucket-config-present.ts';
import s3BucketOldVersionsExpire from './s3-bucket-old-versions-expire.ts';
import s3BucketPrivate from './s3-bucket-private.ts';
import s3BucketVersioned from './s3-bucket-versioned.ts';
import snsTopicDelivering from './sns-topic-delivering.ts';
import snsTopicDeployed from './sns-topic-deployed.ts';
import snsTopicPublishable from './sns-topic-publishable.ts';
import snsTopicReceiverSupported from './sns-topic-receiver-supported.ts';
import snsTopicSubscribed from './sns-topic-subscribed.ts';
import ssmInstanceAgentCurrent from './ssm-instance-agent-current.ts';
import ssmInstancePatched from './ssm-instance-patched.ts';
import ssmInstancePlatformSupported from './ssm-instance-platform-supported.ts';
import ssmInstanceRebooted from './ssm-instance-rebooted.ts';
import ssmSessionLogged from './ssm-session-logged.ts';

export const checks: readonly AnyCheck[] = [
  acmCertificateCoversTenants,
  acmCertificateNotExpiring,
  acmCertificateReimported,
  acmCertificateRenewable,
  autoscalingGroupHealthy,
  autoscalingInstanceTemplateCurrent,
  cloudformationCertificateAligned,
  cloudformationDefaultTenantSet,
  cloudformationDeploymentIsolatedFromStaging,
  cloudformationDeploymentPresent,
  cloudformationDeploymentStaged,
  cloudformationDeploymentStagingAlive,
  cloudformationInteropConsistent,
  cloudformationMtlsSupported,
  cloudformationNocConsistent,
  cloudformationParametersConsistent,
  cloudformationProxyTlsConsistent,
  cloudformationStackNamed,
  cloudformationStackProtected,
  cloudformationStackSettled,
  cloudformationTemplateCurrent,
  cloudformationTemplatePresent,
  cloudformationTemplateStaged,
  cloudformationTenancyAsDeclared,
  cloudformationTenancyDeclared,
  cloudformationUpdateSoaked,
  cloudformationVersionAligned,
  cloudformationVersionCheckKept,
  cloudformationVersionStagedFirst,
  cloudwatchAlarmActionable,
  cloudwatchAlarmNotStuck,
  cloudwatchAlarmPresent,
  ec2InstanceBastionStopped,
  ec2InstanceImageRecent,
  ec2InstanceManagedBySsm,
  ec2InstanceMetadataV2,
  ec2InstancePrivate,
  ec2InstanceWithoutKey,
  ec2NetworkNatInEveryZone,
  ec2SecurityGroupSshFromAllowedRanges,
  ec2SecurityGroupSshNotFromWorld,
  ec2VolumeKeptAndEncrypted,
  ec2VolumeSnapshotRecent,
  ecsAccountTrunkingEnabled,
  ecsClusterInstancesRedundant,
  ecsServiceImageAligned,
  ecsServiceImagePinned,
  ecsServiceImageStagedFirst,
  ecsServiceNotUdpDaemon,
  ecsServicePrometheusAlerting,
  ecsServiceRedundant,
  ecsServiceRolloutSafe,
  ecsServiceRunningAsDesired,
  ecsServiceSpreadOverZones,
  ecsServiceTasksAligned,
  ecsServiceVersionSupported,
  efsFileSystemBackedUp,
  efsFileSystemEncrypted,
  efsFileSystemMountableInEveryZone,
  elasticacheGroupClusterModeDisabled,
  elasticacheGroupEngineSupported,
  elasticacheGroupFailoverReady,
  elasticacheGroupMemoryHeadroom,
  elasticacheGroupRestoreDrilled,
  elasticacheGroupRetentionSufficient,
  elasticacheGroupSnapshotRecent,
  elasticacheGroupSnapshotUnbroken,
  elasticacheGroupUpdateApplied,
  elasticacheGroupVersionStaged,
  elbv2ListenerInteropHealthy,
  elbv2ListenerTlsCurrent,
  elbv2LoadBalancerDeletionProtected,
  elbv2LoadBalancerInEveryZone,
  elbv2TargetGroupHealthy,
  elbv2TargetGroupUdpByAddress,
  eventsRuleCertbotScheduled,
  rdsClusterCopiedElsewhere,
  rdsClusterDeletionProtected,
  rdsClusterEncrypted,
  rdsClusterMaintenanceNotForced,
  rdsClusterMajorVersionSupported,
  rdsClusterMinorUpgradeConsistent,
  rdsClusterMinorVersionCurrent,
  rdsClusterReaderInOtherZone,
  rdsClusterRestorableToNow,
  rdsClusterRestoreDrilled,
  rdsClusterRetentionSufficient,
  rdsClusterSnapshotRecent,
  rdsClusterSnapshotUnbroken,
  rdsClusterVersionStaged,
  rdsInstanceMinorUpgradeManual,
  s3BucketConfigPresent,
  s3BucketOldVersionsExpire,
  s3BucketPrivate,
  s3BucketVersioned,
  snsTopicDelivering,
  snsTopicDeployed,
  snsTopicPublishable,
  snsTopicReceiverSupported,
  snsTopicSubscribed,
  ssmInstanceAgentCurrent,
  ssmInstancePatched,
  ssmInstancePlatformSupported,
  ssmInstanceRebooted,
  ssmSessionLogged,
];
