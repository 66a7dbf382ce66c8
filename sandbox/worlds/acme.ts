/** The operator whose deployments fill the worlds. */
import type { DeploymentDescription } from './description.ts';
import { networkNamed } from './network.ts';

export const accountId = '111122223333';
export const region = 'eu-west-1';

const zones = ['eu-west-1a', 'eu-west-1b'] as const;

export const acmeProduction: DeploymentDescription = {
  prefix: 'acme-prod-eu1',
  clusterRole: 'primary',
  networkName: 'acme',
  environment: 'prod',
  cluster: 'eu1',
  network: networkNamed('acme-prod-eu1', zones),
  templateVersion: '3.36.2',
  imageVersion: '3.36.2',
  auroraVersion: '16.8',
  databaseClass: 'db.r6g.large',
  cacheNodeType: 'cache.r6g.large',
  redisPurposes: ['general', 'cache'],
  certificate: 'amazon',
  ageDays: 412,
};

/** Smaller, and old enough for two of its stacks to carry names the vendor has given up since. */
export const acmeStaging: DeploymentDescription = {
  ...acmeProduction,
  prefix: 'acme-staging-eu1',
  environment: 'staging',
  network: networkNamed('acme-staging-eu1', zones),
  databaseClass: 'db.t4g.medium',
  cacheNodeType: 'cache.t4g.small',
  redisPurposes: ['general'],
  formerNames: {
    '5-6-ecs-monitoring': '5-5-ecs-monitoring',
    '5-7-ecs-proxy': '5-6-ecs-proxy',
  },
  certificate: 'letsencrypt',
  ageDays: 730,
};

/**
 * For another part of the world: its users are known to production's Identity Server. Its network has a name of its own,
 * under which there is no staging.
 */
export const acmeSecondary: DeploymentDescription = {
  ...acmeProduction,
  prefix: 'acme-prod-ap1',
  clusterRole: 'secondary',
  networkName: 'acme-ap',
  cluster: 'ap1',
  network: networkNamed('acme-prod-ap1', zones),
  redisPurposes: ['general'],
  ageDays: 160,
};
