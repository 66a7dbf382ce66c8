/**
 * The vendor's CloudFormation templates: names, former names, which are mandatory, and how a stack name is read.
 * Source: https://www.thethingsindustries.com/docs/enterprise/aws/ecs/deployment/ and its Template Changelog.
 */
import type { ClusterRole } from './target.ts';

interface Template {
  readonly formerly?: readonly string[];
  /** Deployed once per replica, purpose or certificate: its stack name may carry a word of its own at the end. */
  readonly repeatable?: true;
  /** Cluster roles that cannot do without it. */
  readonly mandatoryFor?: readonly ClusterRole[];
}

const everyCluster = ['primary', 'secondary'] as const;

/** The templates as numbered since 3.30.2, in order of deployment. */
export const templates = {
  '1-1-vpc': { mandatoryFor: everyCluster },
  '1-2-bastion': {},
  '1-3-opsgenie': {},
  '2-1-db-aurora-master': { mandatoryFor: ['primary'] },
  '2-2-db-aurora-replica': { repeatable: true },
  '2-3-db-redis': { repeatable: true, mandatoryFor: everyCluster },
  '2-4a-is-s3': { mandatoryFor: ['primary'] },
  '2-4b-routing-s3': { mandatoryFor: everyCluster },
  '2-4c-mtls-s3': {},
  '2-5-db-timescale-master': { formerly: ['2-5-db-timescale'], repeatable: true },
  '2-6-db-timescale-replica': { repeatable: true },
  '2-7-queue-sqs': { formerly: ['5-9a-sqs', '2-6-queue-sqs'], repeatable: true },
  '3-1-security-group-rules': { mandatoryFor: everyCluster },
  '3-2-load-balancer-rules': { formerly: ['3-2-load-balancer'], mandatoryFor: everyCluster },
  '4-1-secrets': { mandatoryFor: everyCluster },
  '4-2a-configuration': { formerly: ['4-2-configuration'], mandatoryFor: everyCluster },
  '4-2b-configuration-rate-limiting': { mandatoryFor: everyCluster },
  '4-2c-configuration-resource-limiting': {},
  '5-1-ecs-cluster': { mandatoryFor: everyCluster },
  '5-2-ecs-ops': { mandatoryFor: everyCluster },
  '5-3a-ecs-is-service': { mandatoryFor: ['primary'] },
  '5-3b-ecs-external-is-proxy': { mandatoryFor: ['secondary'] },
  '5-3c-ecs-tbs-service': {},
  '5-4-ecs-services': { mandatoryFor: everyCluster },
  '5-5-tenant-resource-monitoring': {},
  '5-6-ecs-monitoring': { formerly: ['5-5-ecs-monitoring'] },
  '5-7-ecs-proxy': { formerly: ['5-6-ecs-proxy'], mandatoryFor: everyCluster },
  '5-8a-certs-le': { formerly: ['5-7a-certs-le'], repeatable: true },
  '5-8b-ecs-certbot-scheduled-task': {
    formerly: ['5-7b-ecs-certbot-scheduled-task'],
    repeatable: true,
  },
  // Removed by the vendor; still found in deployments that were never cleaned up.
  '5-3d-ecs-gcs-service': {},
  '6-1-vpc-peering': {},
  '200-1-crypto': {},
} as const satisfies Record<string, Template>;

export type TemplateName = keyof typeof templates;

/** Our own templates are numbered like the vendor's; their stacks are no part of The Things Stack. */
export const ownTemplates = ['7-1-auditor', '7-2-restore-drill', '7-3-audit-role'] as const;

export interface StackName {
  readonly prefix: string;
  readonly template: TemplateName;
  /** The former name of the template, when the stack still carries it: stack names cannot be changed. */
  readonly formerName?: string;
  /** `general` in `acme-2-3-db-redis-general`. */
  readonly discriminator?: string;
}

interface Spelling {
  readonly text: string;
  /** `5-3a` of `5-3a-ecs-is-service`. */
  readonly number: string | undefined;
  readonly template: TemplateName;
  readonly former: boolean;
}

// A prefix may itself end in digits (`eu1`), so a name is split at the longest known template name, never by a pattern.
const spellings: readonly Spelling[] = (Object.entries(templates) as [TemplateName, Template][])
  .flatMap(([template, { formerly = [] }]) => [
    { text: template, template, former: false },
    ...formerly.map((text) => ({ text, template, former: true })),
  ])
  .map((spelling) => ({ ...spelling, number: /^\d+-\d+[a-z]?/.exec(spelling.text)?.[0] }))
  .sort((a, b) => b.text.length - a.text.length);

const numbers = /-(?=(\d+-\d+[a-z]?)-)/g;

/** Splits `$PREFIX-$NAME`; undefined when the name does not follow the vendor's scheme. */
export function parseStackName(name: string): StackName | undefined {
  // Asked of every stack by most checks: only names with the right number are looked for.
  const found = new Set([...name.matchAll(numbers)].map(([, number]) => number));
  if (found.size === 0) return undefined;
  for (const { text, template, former, number } of spellings) {
    const at = found.has(number) ? name.lastIndexOf(`-${text}`) : -1;
    if (at < 1) continue;
    const rest = name.slice(at + 1 + text.length);
    const repeatable = 'repeatable' in templates[template];
    if (rest !== '' && !(repeatable && /^-[A-Za-z0-9-]*[A-Za-z0-9]$/.test(rest))) continue;
    return {
      prefix: name.slice(0, at),
      template,
      ...(former && { formerName: text }),
      ...(rest !== '' && { discriminator: rest.slice(1) }),
    };
  }
  return undefined;
}

/** The prefix of a stack made from one of the auditor's own templates ('' without one); undefined for any other. */
export function ownStackPrefix(name: string): string | undefined {
  const own = ownTemplates.find((each) => name === each || name.endsWith(`-${each}`));
  return own === undefined ? undefined : name.slice(0, -own.length).replace(/-$/, '');
}

export function isOwnStack(name: string): boolean {
  return ownStackPrefix(name) !== undefined;
}

export function mandatoryTemplates(role: ClusterRole): readonly TemplateName[] {
  return (Object.entries(templates) as [TemplateName, Template][])
    .filter(([, { mandatoryFor = [] }]) => mandatoryFor.includes(role))
    .map(([name]) => name);
}

/** What a Redis deployment is for: only `general` holds what cannot be rebuilt. */
export type RedisPurpose = 'general' | 'cache' | 'events';

/** The purpose a `2-3-db-redis` stack name gives away; a name that says nothing means `general`. */
export function redisPurpose(stackName: string): RedisPurpose {
  const discriminator = parseStackName(stackName)?.discriminator ?? '';
  const word = discriminator.split('-').find((part) => part === 'cache' || part === 'events');
  return (word as RedisPurpose | undefined) ?? 'general';
}

/**
 * Whether a stack was made from a vendor template: it carries a `VersionTag` of major version 3 (every template since
 * 3.16.2 does), or is named like one. The auditor's own stacks are not.
 */
export function isTtsStack(stack: {
  readonly name: string;
  readonly versionTag?: string;
}): boolean {
  if (isOwnStack(stack.name)) return false;
  return /^v?3\.\d+/.test(stack.versionTag ?? '') || parseStackName(stack.name) !== undefined;
}
