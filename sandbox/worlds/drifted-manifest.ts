/**
 * What is wrong in the drifted world, written by hand: every check that must fail or warn, on which subject of which
 * deployment. Nothing else may.
 */
export interface ManifestEntry {
  readonly check: string;
  readonly deployment: string;
  readonly subject: string;
}

// A service is named after its cluster.
const productionCluster = 'acme-prod-eu1-5-1-ecs-cluster-ECSCluster-Thyht9lf8Jyl';
const stagingCluster = 'acme-staging-eu1-5-1-ecs-cluster-ECSCluster-HcjBLPkLuFul';
const secondaryCluster = 'acme-prod-ap1-5-1-ecs-cluster-ECSCluster-QeUTCMv6HGQU';

const productionDatabase = 'acme-prod-eu1-2-1-db-aurora-master-auroracluster-1d9uyizmothi';
const stagingDatabase = 'acme-staging-eu1-2-1-db-aurora-maste-auroracluster-i80wkcev47k8';

export const driftedManifest: readonly ManifestEntry[] = [
  ...of('acme-prod-eu1', [
    // Deployed from 2-7-queue-sqs with production's parameters, under a name of somebody's own.
    ['cloudformation-stack-named', 'acme-webhook-queue'],
    // Obligatory even for those who limit nothing; never deployed.
    ['cloudformation-template-present', '4-2b-configuration-rate-limiting'],
    // The newest automated snapshot is three days old.
    ['rds-cluster-snapshot-recent', productionDatabase],
    // The reader upgrades itself; the writer does not.
    [
      'rds-instance-minor-upgrade-manual',
      'acme-prod-eu1-2-2-db-aurora-replica-aurorareplica-idhqommsyefi',
    ],
    // Multi-AZ is off and both nodes of the general group are in eu-west-1a.
    ['elasticache-group-failover-ready', 'acrk04n6sce0ejv5'],
    // The last drill that passed is 45 days old; the one five days ago failed.
    ['elasticache-group-restore-drilled', 'acrk04n6sce0ejv5'],
    // One Console is wanted, and one runs.
    [
      'ecs-service-redundant',
      `${productionCluster}/acme-prod-eu1-5-4-ecs-services-ConsoleService-GTeXLCdlGg22`,
    ],
    // One of two Gateway Servers runs, twelve days after the last deployment.
    [
      'ecs-service-running-as-desired',
      `${productionCluster}/acme-prod-eu1-5-4-ecs-services-GatewayServerService-A8lyzuU2yq3D`,
    ],
    // The container instance in eu-west-1b lost its connection five hours ago.
    ['ec2-instance-managed-by-ssm', 'i-84718f9607632ea0d'],
    // The bastion is managed, but was never scanned.
    ['ssm-instance-patched', 'i-a9f70facc525c2ed4'],
    // The Packet Broker Agent is one patch behind the other services.
    [
      'ecs-service-image-aligned',
      `${productionCluster}/acme-prod-eu1-5-4-ecs-services-PacketBrokerAgentService-KvC2FfnOR3Bs`,
    ],
    // The container instance in eu-west-1a has a public IP address.
    ['ec2-instance-private', 'i-2d5073bd6c4bc3f96'],
    // Updated to 3.33 and not since; the other stacks are of 3.36.
    ['cloudformation-version-aligned', 'acme-prod-eu1-1-2-bastion'],
    // Left behind by a Crypto Server that is no more.
    ['cloudformation-template-current', 'acme-prod-eu1-6-1-vpc-peering'],
    // The buckets of the Identity Server can be deleted by deleting their stack.
    ['cloudformation-stack-protected', 'acme-prod-eu1-2-4a-is-s3'],
    // Deletion protection is off.
    ['rds-cluster-deletion-protected', productionDatabase],
    // The automated snapshot of two days ago failed.
    ['rds-cluster-snapshot-unbroken', productionDatabase],
    // Cluster mode of the cache is enabled.
    ['elasticache-group-cluster-mode-disabled', 'acrq8qfz6ow1ogb9'],
    // Amazon tried to renew it and failed; 40 days are left.
    ['acm-certificate-renewable', 'eu1.acme.example.com/7bbbc7a2'],
    // The group of TimescaleDB would not replace its machine: launching was never resumed.
    [
      'autoscaling-group-healthy',
      'acme-prod-eu1-2-5-db-timescale-master-AutoScalingGroup-B14FK9sUUAh4',
    ],
    // Is told of the certificate of 2025, which no listener shows.
    ['cloudformation-certificate-aligned', 'acme-prod-eu1-3-2-load-balancer-rules'],
    // Redis of staging is in the network of production.
    ['cloudformation-deployment-isolated-from-staging', 'acme-prod-eu1'],
    // The Device Claiming Server of staging runs no task.
    ['cloudformation-deployment-staging-alive', 'acme-prod-eu1'],
    // Includes a Network Operations Center, which the others do not.
    ['cloudformation-noc-consistent', 'acme-prod-eu1-5-2-ecs-ops'],
    // Was never tried: staging limits no resources.
    ['cloudformation-template-staged', '4-2c-configuration-resource-limiting'],
    // Updated six hours after staging.
    ['cloudformation-update-soaked', '5-1-ecs-cluster'],
    // Staging is still of 3.36.1.
    ['cloudformation-version-staged-first', '2-4b-routing-s3'],
    // The actions of the alarm on the CPU of Aurora are switched off.
    [
      'cloudwatch-alarm-actionable',
      'acme-prod-eu1-2-1-db-aurora-master-AuroraCPUAlarm-sD0jMEI5S6Ec',
    ],
    // The alarm on the memory of Redis has been ringing for 50 hours.
    [
      'cloudwatch-alarm-not-stuck',
      'acme-prod-eu1-2-3-db-redis-general-RedisMemoryAlarm1-RWBKA6exmdZp',
    ],
    // Uses 92% of the memory of its first node.
    ['elasticache-group-memory-headroom', 'acrk04n6sce0ejv5'],
    // A critical update has been due for a month.
    ['elasticache-group-update-applied', 'acrq8qfz6ow1ogb9'],
    // Staging still runs Redis 6.
    ['elasticache-group-version-staged', 'acrk04n6sce0ejv5'],
    // The same, for the cache.
    ['elasticache-group-version-staged', 'acrq8qfz6ow1ogb9'],
    // The second private subnet leaves through the NAT gateway of the first zone.
    ['ec2-network-nat-in-every-zone', 'subnet-ba1f3bba477c2c2c2'],
    // The volume of TimescaleDB is deleted with its machine.
    ['ec2-volume-kept-and-encrypted', 'vol-40a0181134112591d'],
    // Disabled for the whole account.
    ['ecs-account-trunking-enabled', 'awsvpcTrunking'],
    // The Join Server runs 3.36-aws, as in staging.
    [
      'ecs-service-image-pinned',
      `${productionCluster}/acme-prod-eu1-5-4-ecs-services-JoinServerService-3jB1Qsx3xhb9`,
    ],
    // The Gateway Configuration Server of staging runs 3.36.1.
    [
      'ecs-service-image-staged-first',
      `${productionCluster}/acme-prod-eu1-5-4-ecs-services-GatewayConfigurationServerService-ARxFgCP6QPMU`,
    ],
    // Another image was pushed under the tag before the second Identity Server started.
    [
      'ecs-service-tasks-aligned',
      `${productionCluster}/acme-prod-eu1-5-3a-ecs-is-service-IdentityServerService-w3fyEHyfuVmj`,
    ],
    // AWS can no longer scale it.
    ['elbv2-load-balancer-in-every-zone', 'acme-p-LoadBa-V9SCJN05W4TJ'],
    // The Gateway Server that does not run is missing here too.
    ['elbv2-target-group-healthy', 'acme-p-UDPTar-UJLYTJ52EKNP'],
    // AWS upgrades it in five days.
    ['rds-cluster-maintenance-not-forced', productionDatabase],
    // Runs 16.2; 16.8 is out.
    ['rds-cluster-minor-version-current', productionDatabase],
    // Staging runs 13.
    ['rds-cluster-version-staged', productionDatabase],
    // The configuration of interoperability was deleted.
    ['s3-bucket-config-present', 'acme-prod-eu1-2-4b-routing-s3-interopconfigbucket-ieandia3t7k6'],
    // Was never versioned.
    ['s3-bucket-versioned', 'acme-prod-eu1-2-4b-routing-s3-edcsconfigbucket-2zdv0fcj8215'],
    // Is encrypted with a key that CloudWatch cannot use.
    ['sns-topic-publishable', 'acme-prod-eu1-1-3-opsgenie-AlarmTopic-8ATJZg3OhAHW'],
    // Nobody confirmed its subscription.
    ['sns-topic-subscribed', 'acme-prod-eu1-1-3-opsgenie-AlarmTopic-8ATJZg3OhAHW'],
    // Names no place, for the whole account and region.
    ['ssm-session-logged', 'SSM-SessionManagerRunShell'],
  ]),
  ...of('acme-staging-eu1', [
    // Says that it is of eu2, where all others are of eu1.
    ['cloudformation-parameters-consistent', 'acme-staging-eu1-3-1-security-group-rules'],
    // Its last update failed, and so did the way back.
    ['cloudformation-stack-settled', 'acme-staging-eu1-5-5-ecs-monitoring'],
    // Neither AWS nor a key of the operator encrypts it.
    ['rds-cluster-encrypted', stagingDatabase],
    // The cluster upgrades itself; its instances do not.
    ['rds-cluster-minor-upgrade-consistent', stagingDatabase],
    // Keeps automated snapshots for no day at all.
    ['elasticache-group-retention-sufficient', 'acr6dcw9l26p45oq'],
    // Keeps back-ups for one day.
    ['rds-cluster-retention-sufficient', stagingDatabase],
    // Restorable to three hours ago only.
    ['rds-cluster-restorable-to-now', stagingDatabase],
    // Has a reader, but in the writer's zone.
    ['rds-cluster-reader-in-other-zone', stagingDatabase],
    // The only drill passed, but got no further than L2.
    ['rds-cluster-restore-drilled', stagingDatabase],
    // Automated snapshots are switched off; the one there is was taken by hand.
    ['elasticache-group-snapshot-recent', 'acr6dcw9l26p45oq'],
    // Two of two Network Servers run, but of the deployment before: the newest one failed five hours ago.
    [
      'ecs-service-running-as-desired',
      `${stagingCluster}/acme-staging-eu1-5-4-ecs-services-NetworkServerService-FuA887vOsVb2`,
    ],
    // Misses four patches, three of them for security.
    ['ssm-instance-patched', 'i-97825f643c2a6fe0b'],
    // Last scanned 45 days ago, so what it misses is not known.
    ['ssm-instance-patched', 'i-e5d70d0dca231fa63'],
    // The Join Server runs 3.36-aws: whatever patch is the newest when a task starts.
    [
      'ecs-service-image-pinned',
      `${stagingCluster}/acme-staging-eu1-5-4-ecs-services-JoinServerService-mF7DsVi6XqrW`,
    ],
    // A rollout of the proxy may stop all its tasks at once.
    [
      'ecs-service-rollout-safe',
      `${stagingCluster}/acme-staging-eu1-5-6-ecs-proxy-ProxyService-u4ffwVouHPdp`,
    ],
    // The UDP Gateway Server of before 3.26 was never removed.
    [
      'ecs-service-not-udp-daemon',
      `${stagingCluster}/acme-staging-eu1-5-4-ecs-services-UDPGatewayServerService-s2AyRF5TiWuU`,
    ],
    // The bastion was patched nine days ago, and two patches wait for its reboot.
    ['ssm-instance-rebooted', 'i-d0c994003a4bd71a8'],
    // Over in ten days.
    ['acm-certificate-not-expiring', 'eu1.staging.acme.example.com/abd89bb1'],
    // Certbot brought it 80 days ago, and nothing since.
    ['acm-certificate-reimported', 'eu1.staging.acme.example.com/abd89bb1'],
    // The rule that starts certbot is disabled.
    ['events-rule-certbot-scheduled', 'eu1.staging.acme.example.com/abd89bb1'],
    // Both container instances are of version 7 of their launch template; the group has 8.
    [
      'autoscaling-instance-template-current',
      'acme-staging-eu1-5-1-ecs-cluster-AutoScalingGroup-Prl05a06Vj2X',
    ],
    // Its proxy is told of another domain than its configuration.
    ['cloudformation-default-tenant-set', 'acme-staging-eu1-4-2a-configuration'],
    // Interoperability is on in the load balancer, and not in the Identity Server.
    ['cloudformation-interop-consistent', 'acme-staging-eu1-3-2-load-balancer-rules'],
    // For the same reason nothing listens on its port.
    ['elbv2-listener-interop-healthy', 'acme-staging-eu1-3-2-load-balancer-rules'],
    // The alarm on the disk of TimescaleDB has been without data for three days.
    [
      'cloudwatch-alarm-not-stuck',
      'acme-staging-eu1-2-5-db-timescale-master-DiskAlarm-i5RSD1ifIKcf',
    ],
    // No template watches the UDP Gateway Server any more.
    [
      'cloudwatch-alarm-present',
      `${stagingCluster}/acme-staging-eu1-5-4-ecs-services-UDPGatewayServerService-s2AyRF5TiWuU`,
    ],
    // The container instance in eu-west-1b runs from an image that is 200 days old.
    ['ec2-instance-image-recent', 'i-e5d70d0dca231fa63'],
    // An office that moved out may still reach the bastion.
    ['ec2-security-group-ssh-from-allowed-ranges', 'sg-d5600c1e5ca7412cb'],
    // Disabled for the whole account.
    ['ecs-account-trunking-enabled', 'awsvpcTrunking'],
    // The Gateway Configuration Server is one patch behind the other services.
    [
      'ecs-service-image-aligned',
      `${stagingCluster}/acme-staging-eu1-5-4-ecs-services-GatewayConfigurationServerService-x7u7uMsIArZx`,
    ],
    // None of two Device Claiming Servers runs.
    [
      'ecs-service-running-as-desired',
      `${stagingCluster}/acme-staging-eu1-5-4-ecs-services-DeviceClaimingServerService-AFBfCi219mBz`,
    ],
    // Both Application Servers run in eu-west-1a.
    [
      'ecs-service-spread-over-zones',
      `${stagingCluster}/acme-staging-eu1-5-4-ecs-services-ApplicationServerService-RlAaRxvyW0o2`,
    ],
    // Has no mount target in eu-west-1b.
    ['efs-file-system-mountable-in-every-zone', 'fs-33355886413e5dba1'],
    // Can be deleted by a single call.
    ['elbv2-load-balancer-deletion-protected', 'acme-s-LoadBa-WU6RXJ0OIEAF'],
    // Reaches the UDP Gateway Server of before 3.26 by instance.
    ['elbv2-target-group-udp-by-address', 'acme-s-UDPTar-DWQ9GFX9HTZN'],
    // Runs 13, which is out of standard support.
    ['rds-cluster-major-version-supported', stagingDatabase],
    // One careless policy away from being public.
    ['s3-bucket-private', 'acme-staging-eu1-2-4b-routing--pluginsconfigbucket-aen28fd9sltc'],
    // One delivery of four fails.
    ['sns-topic-delivering', 'acme-staging-eu1-1-3-opsgenie-AlarmTopic-XEqiOMw2PI9I'],
    // Names no place, for the whole account and region.
    ['ssm-session-logged', 'SSM-SessionManagerRunShell'],
  ]),
  ...of('acme-prod-ap1', [
    // Never deployed.
    ['cloudformation-template-present', '5-2-ecs-ops'],
    // Left behind when its service moved to 5-4-ecs-services.
    ['cloudformation-template-current', 'acme-prod-ap1-5-3d-ecs-gcs-service'],
    // Nothing will renew its certificate.
    ['acm-certificate-renewable', 'ap1.acme-ap.example.com/94a61528'],
    // There is no staging of its network.
    ['cloudformation-deployment-staged', 'acme-prod-ap1'],
    // Nobody deployed alerting,
    ['sns-topic-deployed', '1-3-opsgenie'],
    // so nothing is watched: not Redis,
    ['cloudwatch-alarm-present', 'acrhdk1fboxokjvz'],
    // not the load balancer,
    ['cloudwatch-alarm-present', 'acme-p-LoadBa-KK32NDUDYWY5'],
    // and no service.
    [
      'cloudwatch-alarm-present',
      `${secondaryCluster}/acme-prod-ap1-5-3b-ecs-external-is-proxy-ExternalISProxyService-V7wgMFDeJjAF`,
    ],
    [
      'cloudwatch-alarm-present',
      `${secondaryCluster}/acme-prod-ap1-5-4-ecs-services-GatewayServerService-TgjswdJHE5Ou`,
    ],
    [
      'cloudwatch-alarm-present',
      `${secondaryCluster}/acme-prod-ap1-5-4-ecs-services-NetworkServerService-KT5hReYF26in`,
    ],
    [
      'cloudwatch-alarm-present',
      `${secondaryCluster}/acme-prod-ap1-5-4-ecs-services-ApplicationServerService-oPQ3yPP4scpW`,
    ],
    [
      'cloudwatch-alarm-present',
      `${secondaryCluster}/acme-prod-ap1-5-4-ecs-services-JoinServerService-TBLS6meAhala`,
    ],
    [
      'cloudwatch-alarm-present',
      `${secondaryCluster}/acme-prod-ap1-5-4-ecs-services-ConsoleService-8xrygWJw3rbw`,
    ],
    [
      'cloudwatch-alarm-present',
      `${secondaryCluster}/acme-prod-ap1-5-4-ecs-services-GatewayConfigurationServerService-IdfXxNj1YChQ`,
    ],
    [
      'cloudwatch-alarm-present',
      `${secondaryCluster}/acme-prod-ap1-5-4-ecs-services-DeviceClaimingServerService-D6Ie7qWCBnqi`,
    ],
    [
      'cloudwatch-alarm-present',
      `${secondaryCluster}/acme-prod-ap1-5-4-ecs-services-PacketBrokerAgentService-uptvkweGbuwi`,
    ],
    [
      'cloudwatch-alarm-present',
      `${secondaryCluster}/acme-prod-ap1-5-6-ecs-monitoring-PrometheusService-OfRMuRgc2l0d`,
    ],
    [
      'cloudwatch-alarm-present',
      `${secondaryCluster}/acme-prod-ap1-5-7-ecs-proxy-ProxyService-if2fRFTAObpy`,
    ],
    // Prometheus has no Alertmanager to tell.
    [
      'ecs-service-prometheus-alerting',
      `${secondaryCluster}/acme-prod-ap1-5-6-ecs-monitoring-PrometheusService-OfRMuRgc2l0d`,
    ],
    // Its proxy serves tenants, and the certificate stands for the domain alone.
    ['acm-certificate-covers-tenants', 'acme-p-LoadBa-KK32NDUDYWY5'],
    // Gateways are asked for certificates, and there is no bucket for who signs them.
    ['cloudformation-mtls-supported', '2-4c-mtls-s3'],
    // Is told that the proxy ends TLS; the others are not.
    ['cloudformation-proxy-tls-consistent', 'acme-prod-ap1-4-1-secrets'],
    // The NAT gateway of the second zone was deleted.
    ['ec2-network-nat-in-every-zone', 'subnet-5a9908bc21e4f7bac'],
    // Everybody may reach the bastion, which no declared range allows,
    ['ec2-security-group-ssh-from-allowed-ranges', 'sg-6395872d703409fa7'],
    // and which is worse than one range too many.
    ['ec2-security-group-ssh-not-from-world', 'sg-6395872d703409fa7'],
    // The volume of TimescaleDB is not encrypted.
    ['ec2-volume-kept-and-encrypted', 'vol-afce9da87b039d06f'],
    // The bastion runs Amazon Linux 1.
    ['ssm-instance-platform-supported', 'i-9f64b7466ef7fa0c4'],
    // Disabled for the whole account.
    ['ecs-account-trunking-enabled', 'awsvpcTrunking'],
    // The agent of the container instance in eu-west-1b is not heard of.
    ['ecs-cluster-instances-redundant', secondaryCluster],
    // The Packet Broker Agent runs 3.34.4,
    [
      'ecs-service-image-aligned',
      `${secondaryCluster}/acme-prod-ap1-5-4-ecs-services-PacketBrokerAgentService-uptvkweGbuwi`,
    ],
    // which gets no fixes any more.
    [
      'ecs-service-version-supported',
      `${secondaryCluster}/acme-prod-ap1-5-4-ecs-services-PacketBrokerAgentService-uptvkweGbuwi`,
    ],
    // Is not encrypted.
    ['efs-file-system-encrypted', 'fs-1c0c851e5c80b347e'],
    // Runs Redis 5, which is out of standard support.
    ['elasticache-group-engine-supported', 'acrhdk1fboxokjvz'],
    // The snapshot of three days ago failed.
    ['elasticache-group-snapshot-unbroken', 'acrhdk1fboxokjvz'],
    // Is in eu-west-1a only.
    ['elbv2-load-balancer-in-every-zone', 'acme-p-LoadBa-KK32NDUDYWY5'],
    // Everybody may read the configuration of device claiming.
    ['s3-bucket-private', 'acme-prod-ap1-2-4b-routing-s3-edcsconfigbucket-rka345zpcwoa'],
    // Names no place, for the whole account and region.
    ['ssm-session-logged', 'SSM-SessionManagerRunShell'],
  ]),
];

/** What works today and will not some day: of some checks nothing worse is to be had. */
export const driftedWarnings: readonly ManifestEntry[] = [
  ...of('acme-prod-eu1', [
    // Cannot be declared without a configuration file.
    ['cloudformation-tenancy-declared', 'acme-prod-eu1'],
    // Staging got another update since.
    ['cloudformation-update-soaked', '5-2-ecs-ops'],
    // The Device Claiming Server runs nowhere in staging.
    [
      'ecs-service-image-staged-first',
      `${productionCluster}/acme-prod-eu1-5-4-ecs-services-DeviceClaimingServerService-XEDxAWZFm0jw`,
    ],
    // A rollout that is ten minutes old excuses a task that does not run yet.
    [
      'ecs-service-running-as-desired',
      `${productionCluster}/acme-prod-eu1-5-4-ecs-services-ApplicationServerService-hfJinand5LM1`,
    ],
    // AWS Backup never heard of it.
    ['rds-cluster-copied-elsewhere', productionDatabase],
    // Versioning is suspended, of pictures only.
    ['s3-bucket-versioned', 'acme-prod-eu1-2-4a-is-s3-profilepicturesbucket-8ly8waezjl1m'],
    // The bastion runs Amazon Linux 2; the vendor’s template offers nothing newer.
    ['ssm-instance-platform-supported', 'i-a9f70facc525c2ed4'],
    // The bastion was never scanned, so not known to need a reboot either.
    ['ssm-instance-rebooted', 'i-a9f70facc525c2ed4'],
  ]),
  ...of('acme-staging-eu1', [
    // Cannot be declared without a configuration file.
    ['cloudformation-tenancy-declared', 'acme-staging-eu1'],
    // The bastion has run for two months, and nobody needs it.
    ['ec2-instance-bastion-stopped', 'i-d0c994003a4bd71a8'],
    // The bastion answers without a token.
    ['ec2-instance-metadata-v2', 'i-d0c994003a4bd71a8'],
    // Has a key pair it does not need.
    ['ec2-instance-without-key', 'i-97825f643c2a6fe0b'],
    // The newest snapshot of TimescaleDB is twelve days old.
    ['ec2-volume-snapshot-recent', 'vol-66c026d0f206591b1'],
    // Neither container instance has room for the tasks of the other.
    ['ecs-cluster-instances-redundant', stagingCluster],
    // Redis 6 is supported until the end of January 2027.
    ['elasticache-group-engine-supported', 'acr6dcw9l26p45oq'],
    // MQTT is offered with TLS 1.0.
    ['elbv2-listener-tls-current', 'acme-s-LoadBa-WU6RXJ0OIEAF:8883'],
    // AWS Backup copied it last 50 days ago.
    ['rds-cluster-copied-elsewhere', stagingDatabase],
    // Keeps old versions for ever.
    [
      's3-bucket-old-versions-expire',
      'acme-staging-eu1-2-4b-routing--interopconfigbucket-sgjp7v72yjs9',
    ],
    // Tells Opsgenie, which ends in April 2027.
    ['sns-topic-receiver-supported', 'acme-staging-eu1-1-3-opsgenie-AlarmTopic-XEqiOMw2PI9I'],
    // Runs an agent that is not the newest.
    ['ssm-instance-agent-current', 'i-e5d70d0dca231fa63'],
  ]),
  ...of('acme-prod-ap1', [
    // Cannot be declared without a configuration file.
    ['cloudformation-tenancy-declared', 'acme-prod-ap1'],
    // Over in twenty days.
    ['acm-certificate-not-expiring', 'ap1.acme-ap.example.com/94a61528'],
    // One minor version behind.
    ['cloudformation-version-aligned', 'acme-prod-ap1-4-2b-configuration-rate-limiting'],
    // Is not to look for newer versions.
    ['cloudformation-version-check-kept', 'acme-prod-ap1-4-2a-configuration'],
    // The image of the container instance in eu-west-1a is gone.
    ['ec2-instance-image-recent', 'i-d329fcb97636f545c'],
  ]),
];

function of(
  deployment: string,
  rows: readonly (readonly [check: string, subject: string])[],
): readonly ManifestEntry[] {
  return rows.map(([check, subject]) => ({ check, deployment, subject }));
}
