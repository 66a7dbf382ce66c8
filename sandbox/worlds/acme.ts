/** The operator whose deployments fill the worlds. */
import type { DeploymentDescription } from './deployment.ts';
import { networkNamed } from './network.ts';

export const accountId = '111122223333';
export const region = 'eu-west-1';

const zones = ['eu-west-1a', 'eu-west-1b'] as const;

export const acmeProduction: DeploymentDescription = {
  prefix: 'acme-prod-eu1',
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
  ageDays: 730,
};
