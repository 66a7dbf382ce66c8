/** The configuration as the rest of the program reads it: defaults applied, nothing left to interpret. */
import { createHash } from 'node:crypto';
import {
  type Declaration,
  type DeclaredTenancy,
  noDeclaration,
  type SettingTable,
  type SettingValues,
} from '../model/check.ts';
import type { ClusterRole, Deployment, Environment } from '../model/target.ts';
import type { TemplateName } from '../model/tts.ts';
import type { Thresholds } from './schema.ts';

export interface Config {
  /** Which configuration a run was made with: `configVersion` of the file's text. */
  readonly configVersion: string;
  /** What must exist; what is discovered besides is audited too. */
  readonly deployments: readonly DeclaredDeployment[];
  /** Names of deployments that were removed on purpose. */
  readonly retired: readonly string[];
  /** Thresholds for every deployment: only what was said, `settingsFor` adds the defaults. */
  readonly checks: Thresholds;
}

export interface DeclaredDeployment {
  /** Unique within its account and region. */
  readonly name: string;
  readonly prefix: string;
  /** 12 digits; left out: the account of the credentials. */
  readonly account?: string;
  /** Left out: the region the audit is run for. */
  readonly region?: string;
  /** The AWS profile the command line uses. */
  readonly profile?: string;
  /** Left out: what its stacks say. */
  readonly environment?: Environment;
  readonly clusterRole?: ClusterRole;
  readonly resources: DeclaredResources;
  /** Mandatory templates it does without, on purpose. */
  readonly absentTemplates: readonly TemplateName[];
  /** ECS services or components that cannot run twice. */
  readonly singletonServices: readonly string[];
  /** Name of the deployment updates are tried on first. Left out: told by the stacks' parameters. */
  readonly staging?: string;
  /** Where SSH may come from; left out: addresses of private networks. */
  readonly sshRanges?: readonly string[];
  readonly tenancy?: DeclaredTenancy;
  /** Stores that matter although the vendor says that they do not. */
  readonly importantStores: Declaration['importantStores'];
  /** Hosts alerts may be sent to besides the well-known services. */
  readonly alertHosts: readonly string[];
  /** Thresholds for this deployment only. */
  readonly checks: Thresholds;
}

/** Explicit ids, for what no stack claims. */
export interface DeclaredResources {
  readonly auroraClusters: readonly string[];
  readonly redisGroups: readonly string[];
  readonly ecsClusters: readonly string[];
  readonly instances: readonly string[];
  /** ARNs of SNS topics alerts are sent to. */
  readonly alertTopics: readonly string[];
}

/** What holds where there is no configuration: nothing declared, every threshold at its default. */
export const defaultConfig: Config = {
  configVersion: configVersion(),
  deployments: [],
  retired: [],
  checks: {},
};

/** The first 12 hex digits of SHA-256 of the file's text; `defaults` when there is no file. */
export function configVersion(text?: string): string {
  if (text === undefined) return 'defaults';
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/**
 * The declaration of a deployment; undefined when it was only discovered. A name alone is enough while it is declared
 * once; throws a RangeError when it is declared in several accounts or regions, because any guess could be the wrong one.
 */
export function declarationOf(
  config: Config,
  deployment: string | Pick<Deployment, 'name' | 'target'>,
): DeclaredDeployment | undefined {
  const matches = config.deployments.filter((declared) => isDeclarationOf(declared, deployment));
  if (matches.length > 1) {
    throw new RangeError(`${matches[0]?.name} is declared more than once: say in which target`);
  }
  return matches[0];
}

function isDeclarationOf(
  declared: DeclaredDeployment,
  deployment: string | Pick<Deployment, 'name' | 'target'>,
): boolean {
  if (typeof deployment === 'string') return declared.name === deployment;
  const { name, target } = deployment;
  return (
    declared.name === name &&
    (declared.account ?? target.accountId) === target.accountId &&
    (declared.region ?? target.region) === target.region
  );
}

/** What the checks are told of a deployment; throws as `declarationOf` does. */
export function declaredOf(
  config: Config,
  deployment: Pick<Deployment, 'name' | 'target'>,
): Declaration {
  const declared = declarationOf(config, deployment);
  if (declared === undefined) return noDeclaration;
  return {
    sshRanges: declared.sshRanges ?? noDeclaration.sshRanges,
    tenancy: declared.tenancy ?? null,
    importantStores: declared.importantStores,
    alertHosts: declared.alertHosts,
  };
}

/**
 * The thresholds of a check for a deployment: the deployment's own, else those for every deployment, else the default.
 * Throws as `declarationOf` does.
 */
export function settingsFor<S extends SettingTable>(
  check: { readonly id: string; readonly settings: S },
  config: Config,
  deployment: string | Pick<Deployment, 'name' | 'target'>,
): SettingValues<S> {
  const own = declarationOf(config, deployment)?.checks[check.id] ?? {};
  const common = config.checks[check.id] ?? {};
  return Object.fromEntries(
    Object.entries(check.settings).map(([name, setting]) => [
      name,
      own[name] ?? common[name] ?? setting.default,
    ]),
  ) as SettingValues<S>;
}
