/** How one deployment differs from another, and the names that follow from it. */
import type { ClusterRole } from '../../shared/model/target.ts';
import type { RedisPurpose, TemplateName } from '../../shared/model/tts.ts';
import type { Network } from './network.ts';
import type { SharedParameters } from './stacks.ts';

export interface DeploymentDescription extends SharedParameters {
  /** What its stack names start with; also its name. */
  readonly prefix: string;
  /** A secondary cluster asks the Identity Server of another, and has neither one nor a database. */
  readonly clusterRole: ClusterRole;
  readonly network: Network;
  /** Of the templates: output `VersionTag`. */
  readonly templateVersion: string;
  /** Of the Docker images. */
  readonly imageVersion: string;
  /** Of no use in a secondary cluster, like the class. */
  readonly auroraVersion: string;
  readonly databaseClass: string;
  readonly cacheNodeType: string;
  readonly redisPurposes: readonly RedisPurpose[];
  /** Templates whose stack still carries the name they had when it was created. */
  readonly formerNames?: Partial<Record<TemplateName, string>>;
  /** Issued by Amazon and renewed by it, or imported by certbot from Let's Encrypt. */
  readonly certificate: 'amazon' | 'letsencrypt';
  readonly ageDays: number;
}

/** The name a template's stack has in a deployment. */
export function stackName(
  { prefix, formerNames = {} }: Pick<DeploymentDescription, 'prefix' | 'formerNames'>,
  template: TemplateName,
  discriminator?: string,
): string {
  const name = `${prefix}-${formerNames[template] ?? template}`;
  return discriminator === undefined ? name : `${name}-${discriminator}`;
}

/** The vendor's image, as its templates name it. */
export function image({ imageVersion }: DeploymentDescription, suffix: string): string {
  return `docker.io/thethingsindustries/lorawan-stack:${imageVersion}${suffix}`;
}

/** The domain its users know it by. */
export function domainOf({ cluster, networkName, environment }: SharedParameters): string {
  return environment === 'prod'
    ? `${cluster}.${networkName}.example.com`
    : `${cluster}.staging.${networkName}.example.com`;
}
