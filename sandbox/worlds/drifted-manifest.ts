/**
 * What is wrong in the drifted world, written by hand: every check that must fail, on which subject of which
 * deployment. Nothing else may fail there.
 */
export const driftedManifest: readonly { check: string; deployment: string; subject: string }[] = [
  // Production.
  {
    // Deployed from 2-7-queue-sqs with production's parameters, under a name of somebody's own.
    check: 'cloudformation-stack-named',
    deployment: 'acme-prod-eu1',
    subject: 'acme-webhook-queue',
  },
  {
    // Obligatory even for those who limit nothing; never deployed.
    check: 'cloudformation-template-present',
    deployment: 'acme-prod-eu1',
    subject: '4-2b-configuration-rate-limiting',
  },
  {
    // The newest automated snapshot is three days old.
    check: 'rds-cluster-snapshot-recent',
    deployment: 'acme-prod-eu1',
    subject: 'acme-prod-eu1-2-1-db-aurora-master-auroracluster-1d9uyizmothi',
  },
  {
    // The reader upgrades itself; the writer does not.
    check: 'rds-instance-minor-upgrade-manual',
    deployment: 'acme-prod-eu1',
    subject: 'acme-prod-eu1-2-2-db-aurora-replica-aurorareplica-idhqommsyefi',
  },
  {
    // Multi-AZ is off and both nodes of the general group are in eu-west-1a.
    check: 'elasticache-group-failover-ready',
    deployment: 'acme-prod-eu1',
    subject: 'acrk04n6sce0ejv5',
  },
  {
    // The last drill that passed is 45 days old; the one five days ago failed.
    check: 'elasticache-group-restore-drilled',
    deployment: 'acme-prod-eu1',
    subject: 'acrk04n6sce0ejv5',
  },
  {
    // One Console is wanted, and one runs.
    check: 'ecs-service-redundant',
    deployment: 'acme-prod-eu1',
    subject:
      'acme-prod-eu1-5-1-ecs-cluster-ECSCluster-Thyht9lf8Jyl/acme-prod-eu1-5-4-ecs-services-ConsoleService-GTeXLCdlGg22',
  },
  {
    // One of two Gateway Servers runs, twelve days after the last deployment.
    check: 'ecs-service-running-as-desired',
    deployment: 'acme-prod-eu1',
    subject:
      'acme-prod-eu1-5-1-ecs-cluster-ECSCluster-Thyht9lf8Jyl/acme-prod-eu1-5-4-ecs-services-GatewayServerService-A8lyzuU2yq3D',
  },
  {
    // The container instance in eu-west-1b lost its connection five hours ago.
    check: 'ec2-instance-managed-by-ssm',
    deployment: 'acme-prod-eu1',
    subject: 'i-84718f9607632ea0d',
  },
  {
    // The bastion is managed, but was never scanned.
    check: 'ssm-instance-patched',
    deployment: 'acme-prod-eu1',
    subject: 'i-a9f70facc525c2ed4',
  },
  {
    // The Packet Broker Agent is one patch behind the other services.
    check: 'ecs-service-image-aligned',
    deployment: 'acme-prod-eu1',
    subject:
      'acme-prod-eu1-5-1-ecs-cluster-ECSCluster-Thyht9lf8Jyl/acme-prod-eu1-5-4-ecs-services-PacketBrokerAgentService-KvC2FfnOR3Bs',
  },
  {
    // The container instance in eu-west-1a has a public IP address.
    check: 'ec2-instance-private',
    deployment: 'acme-prod-eu1',
    subject: 'i-2d5073bd6c4bc3f96',
  },
  {
    // Updated to 3.33 and not since; the other stacks are of 3.36.
    check: 'cloudformation-version-aligned',
    deployment: 'acme-prod-eu1',
    subject: 'acme-prod-eu1-1-2-bastion',
  },
  {
    // Left behind by a Crypto Server that is no more.
    check: 'cloudformation-template-current',
    deployment: 'acme-prod-eu1',
    subject: 'acme-prod-eu1-6-1-vpc-peering',
  },
  {
    // The buckets of the Identity Server can be deleted by deleting their stack.
    check: 'cloudformation-stack-protected',
    deployment: 'acme-prod-eu1',
    subject: 'acme-prod-eu1-2-4a-is-s3',
  },
  {
    // Deletion protection is off.
    check: 'rds-cluster-deletion-protected',
    deployment: 'acme-prod-eu1',
    subject: 'acme-prod-eu1-2-1-db-aurora-master-auroracluster-1d9uyizmothi',
  },
  {
    // The automated snapshot of two days ago failed.
    check: 'rds-cluster-snapshot-unbroken',
    deployment: 'acme-prod-eu1',
    subject: 'acme-prod-eu1-2-1-db-aurora-master-auroracluster-1d9uyizmothi',
  },
  {
    // Cluster mode of the cache is enabled.
    check: 'elasticache-group-cluster-mode-disabled',
    deployment: 'acme-prod-eu1',
    subject: 'acrq8qfz6ow1ogb9',
  },
  // Staging.
  {
    // Says that it is of eu2, where all others are of eu1.
    check: 'cloudformation-parameters-consistent',
    deployment: 'acme-staging-eu1',
    subject: 'acme-staging-eu1-3-1-security-group-rules',
  },
  {
    // Its last update failed, and so did the way back.
    check: 'cloudformation-stack-settled',
    deployment: 'acme-staging-eu1',
    subject: 'acme-staging-eu1-5-5-ecs-monitoring',
  },
  {
    // Neither AWS nor a key of the operator encrypts it.
    check: 'rds-cluster-encrypted',
    deployment: 'acme-staging-eu1',
    subject: 'acme-staging-eu1-2-1-db-aurora-maste-auroracluster-i80wkcev47k8',
  },
  {
    // The cluster upgrades itself; its instances do not.
    check: 'rds-cluster-minor-upgrade-consistent',
    deployment: 'acme-staging-eu1',
    subject: 'acme-staging-eu1-2-1-db-aurora-maste-auroracluster-i80wkcev47k8',
  },
  {
    // Keeps automated snapshots for no day at all.
    check: 'elasticache-group-retention-sufficient',
    deployment: 'acme-staging-eu1',
    subject: 'acr6dcw9l26p45oq',
  },
  {
    // Keeps back-ups for one day.
    check: 'rds-cluster-retention-sufficient',
    deployment: 'acme-staging-eu1',
    subject: 'acme-staging-eu1-2-1-db-aurora-maste-auroracluster-i80wkcev47k8',
  },
  {
    // Restorable to three hours ago only.
    check: 'rds-cluster-restorable-to-now',
    deployment: 'acme-staging-eu1',
    subject: 'acme-staging-eu1-2-1-db-aurora-maste-auroracluster-i80wkcev47k8',
  },
  {
    // Has a reader, but in the writer's zone.
    check: 'rds-cluster-reader-in-other-zone',
    deployment: 'acme-staging-eu1',
    subject: 'acme-staging-eu1-2-1-db-aurora-maste-auroracluster-i80wkcev47k8',
  },
  {
    // The only drill passed, but got no further than L2.
    check: 'rds-cluster-restore-drilled',
    deployment: 'acme-staging-eu1',
    subject: 'acme-staging-eu1-2-1-db-aurora-maste-auroracluster-i80wkcev47k8',
  },
  {
    // Automated snapshots are switched off; the one there is was taken by hand.
    check: 'elasticache-group-snapshot-recent',
    deployment: 'acme-staging-eu1',
    subject: 'acr6dcw9l26p45oq',
  },
  {
    // Two of two Network Servers run, but of the deployment before: the newest one failed five hours ago.
    check: 'ecs-service-running-as-desired',
    deployment: 'acme-staging-eu1',
    subject:
      'acme-staging-eu1-5-1-ecs-cluster-ECSCluster-HcjBLPkLuFul/acme-staging-eu1-5-4-ecs-services-NetworkServerService-FuA887vOsVb2',
  },
  {
    // Misses four patches, three of them for security.
    check: 'ssm-instance-patched',
    deployment: 'acme-staging-eu1',
    subject: 'i-97825f643c2a6fe0b',
  },
  {
    // Last scanned 45 days ago, so what it misses is not known.
    check: 'ssm-instance-patched',
    deployment: 'acme-staging-eu1',
    subject: 'i-e5d70d0dca231fa63',
  },
  {
    // The Join Server runs 3.36-aws: whatever patch is the newest when a task starts.
    check: 'ecs-service-image-pinned',
    deployment: 'acme-staging-eu1',
    subject:
      'acme-staging-eu1-5-1-ecs-cluster-ECSCluster-HcjBLPkLuFul/acme-staging-eu1-5-4-ecs-services-JoinServerService-mF7DsVi6XqrW',
  },
  {
    // A rollout of the proxy may stop all its tasks at once.
    check: 'ecs-service-rollout-safe',
    deployment: 'acme-staging-eu1',
    subject:
      'acme-staging-eu1-5-1-ecs-cluster-ECSCluster-HcjBLPkLuFul/acme-staging-eu1-5-6-ecs-proxy-ProxyService-u4ffwVouHPdp',
  },
  {
    // The UDP Gateway Server of before 3.26 was never removed.
    check: 'ecs-service-not-udp-daemon',
    deployment: 'acme-staging-eu1',
    subject:
      'acme-staging-eu1-5-1-ecs-cluster-ECSCluster-HcjBLPkLuFul/acme-staging-eu1-5-4-ecs-services-UDPGatewayServerService-s2AyRF5TiWuU',
  },
  {
    // The bastion was patched nine days ago, and two patches wait for its reboot.
    check: 'ssm-instance-rebooted',
    deployment: 'acme-staging-eu1',
    subject: 'i-d0c994003a4bd71a8',
  },
];
