/**
 * What `auditor.yaml` may say. Every schema carries, as its error text, the words that follow "allowed:" when it refuses
 * a value, and as its description what an editor shows: both stand beside the rule they speak of.
 */
import * as z from 'zod';
import { optionalStores, type Setting, type SettingTable } from '../model/check.ts';
import { type TemplateName, templates } from '../model/tts.ts';

/** As much of a check as the configuration needs to know. */
export interface Configurable {
  readonly id: string;
  readonly settings: SettingTable;
}

/** Check id → setting name → value; only what was said, no defaults. */
export type Thresholds = Readonly<Record<string, Readonly<Record<string, number>>>>;

/**
 * The schema of `auditor.yaml` for these checks. Its output has defaults for everything but the prefix, which defaults
 * to the name, and account, region and profile, which default to those of whoever runs the audit.
 */
export function configSchema(checks: readonly Configurable[]) {
  return z
    .strictObject(
      {
        version: z.literal(1).describe('The version of the format of this file: 1'),
        deployments: list('deployments', deploymentSchema(checks)).describe(
          'The deployments that must exist. What is discovered besides is audited too',
        ),
        retired: list('deployment names', name('a deployment name')).describe(
          'Deployments that were removed on purpose: their absence is no finding',
        ),
        checks: thresholdsSchema(checks).describe('Thresholds for every deployment, by check id'),
      },
      { error: 'a mapping that starts with "version: 1"' },
    )
    .superRefine(
      (value, context) => {
        for (const { path, message } of contradictions(value)) {
          context.addIssue({ code: 'custom', path: [...path], message });
        }
      },
      // All problems are told at once, so these are looked for whatever else is wrong with the file.
      { when: () => true },
    )
    .meta({
      title: 'stack-auditor configuration',
      description: 'auditor.yaml: what must exist, what was removed on purpose, and thresholds',
    });
}

function deploymentSchema(checks: readonly Configurable[]) {
  return z
    .strictObject(
      {
        name: name('a name')
          .describe('Unique within its account and region; part of the identity of every finding')
          .meta({ examples: ['acme-prod-eu1'] }),
        prefix: name('a prefix')
          .exactOptional()
          .describe('What its stack names start with, without the last hyphen. Default: the name'),
        account: text(/^[0-9]{12}$/, '12 digits in quotes, like "111122223333"')
          .exactOptional()
          .describe('The AWS account id, in quotes. Default: the account of the credentials'),
        region: text(/^[a-z]{2,4}(?:-[a-z]+)+-[0-9]{1,2}$/, 'an AWS region, like eu-west-1')
          .exactOptional()
          .describe('The AWS region. Default: the region the audit is run for'),
        profile: words('the name of an AWS profile')
          .exactOptional()
          .describe('The AWS profile the command line reads this deployment with'),
        environment: z
          .enum(['production', 'staging'])
          .exactOptional()
          .describe('What it is for. Default: what the parameter Environment of its stacks says'),
        clusterRole: z
          .enum(['primary', 'secondary'])
          .exactOptional()
          .describe(
            'Its cluster role; a secondary cluster has no Aurora database of its own. Default: told by its stacks',
          ),
        resources: resourcesSchema().describe(
          'Resources that belong to this deployment although no stack of it claims them',
        ),
        absentTemplates: list(
          'template names',
          z.enum(Object.keys(templates) as [TemplateName, ...TemplateName[]]),
        ).describe('Mandatory templates this deployment does without, on purpose'),
        singletonServices: list(
          'names of ECS services or components',
          words('the name of an ECS service or component'),
        ).describe('ECS services or components that cannot run twice'),
        staging: name('the name of a deployment')
          .exactOptional()
          .describe(
            'Name of the deployment updates are tried on first. Default: the staging deployment with the same network and cluster in the same account and region',
          )
          .meta({ examples: ['acme-staging-eu1'] }),
        sshRanges: z
          .array(range(), { error: 'a list of address ranges' })
          .exactOptional()
          .describe('Where SSH may come from. Default: the addresses of private networks')
          .meta({ examples: [['10.0.0.0/8', '203.0.113.16/28']] }),
        tenancy: tenancySchema()
          .exactOptional()
          .describe('Whether it has tenants, shall have some, or never will'),
        importantStores: list('stores', z.enum(optionalStores)).describe(
          'Stores that matter although the vendor says that they do not: a missing back-up of these is then a failure',
        ),
        alertHosts: list(
          'host names',
          text(
            /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
            'a host name in lower case, like alerts.example.com',
          ),
        ).describe('Hosts alerts may be sent to besides the well-known services'),
        checks: thresholdsSchema(checks).describe(
          'Thresholds for this deployment only, by check id; they win over those for every deployment',
        ),
      },
      { error: 'a mapping with a name' },
    )
    .describe('One installation of The Things Stack');
}

function resourcesSchema() {
  // RDS and ElastiCache keep identifiers in lower case, whatever was typed when they were made.
  const identifier = (what: string) =>
    text(/^[a-z][a-z0-9-]{0,62}$/, `${what}: lower-case letters, digits and hyphens`);
  return z
    .strictObject(
      {
        auroraClusters: list(
          'DB cluster identifiers',
          identifier('a DB cluster identifier'),
        ).describe('Identifiers of Aurora clusters'),
        redisGroups: list('replication group ids', identifier('a replication group id')).describe(
          'Ids of ElastiCache replication groups',
        ),
        ecsClusters: list(
          'ECS cluster names',
          text(
            /^[A-Za-z0-9_-]{1,255}$/,
            'an ECS cluster name: letters, digits, hyphens and underscores',
          ),
        ).describe('Names of ECS clusters'),
        instances: list(
          'EC2 instance ids',
          text(/^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/, 'an EC2 instance id, like i-0123456789abcdef0'),
        ).describe('Ids of EC2 instances'),
        alertTopics: list(
          'topic ARNs',
          text(
            /^arn:aws[\w-]*:sns:[a-z0-9-]+:[0-9]{12}:[\w-]{1,256}$/,
            'the ARN of an SNS topic, like arn:aws:sns:eu-west-1:111122223333:alerts',
          ),
        ).describe('ARNs of SNS topics its alarms go to, besides that of 1-3-opsgenie'),
      },
      { error: 'a mapping of resource kinds to lists of ids' },
    )
    .prefault({});
}

/** IPv4 and IPv6 ranges; that the address fits the length is not asked. */
function range() {
  return z.union([z.cidrv4(), z.cidrv6()], {
    error: 'an address range in CIDR notation, like 203.0.113.16/28',
  });
}

function tenancySchema() {
  return z.strictObject(
    {
      intent: z
        .enum(['single', 'multi', 'planned'])
        .describe('planned: single now, with tenants to come'),
      reviewed: z.iso
        .date({ error: 'a date like 2026-11-24, in quotes' })
        .describe('When somebody last thought about it'),
    },
    { error: 'a mapping with intent and reviewed' },
  );
}

function thresholdsSchema(checks: readonly Configurable[]) {
  const shape = Object.fromEntries(
    checks.map(({ id, settings }) => [id, settingsSchema(id, settings).exactOptional()]),
  );
  return z.strictObject(shape, { error: 'a mapping of check ids to thresholds' }).default({});
}

function settingsSchema(id: string, settings: SettingTable) {
  const names = Object.keys(settings);
  const shape = Object.fromEntries(
    Object.entries(settings).map(([key, setting]) => [key, settingSchema(setting).exactOptional()]),
  );
  return z
    .strictObject(shape, { error: `a mapping with ${names.join(', ') || 'nothing in it'}` })
    .describe(names.length === 0 ? `${id} has no thresholds` : `Thresholds of ${id}`);
}

function settingSchema({ default: usual, minimum, unit, about }: Setting) {
  const details = [unit, `default ${usual}`].filter((part) => part !== '').join(', ');
  const error = `a number, at least ${minimum} (${details})`;
  return z
    .number({ error })
    .min(minimum, { error })
    .meta({ description: `${about} (${details})`, default: usual });
}

function list<T extends z.ZodType>(what: string, element: T) {
  return z.array(element, { error: `a list of ${what}` }).default([]);
}

function text(pattern: RegExp, allowed: string) {
  return z.string({ error: allowed }).regex(pattern, { error: allowed });
}

function words(what: string) {
  return text(/\S/, what);
}

/** Stack names allow no other characters, and 128 of them together with the template's name. */
function name(what: string) {
  return text(
    /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,98}[A-Za-z0-9])?$/,
    `${what} of up to 100 letters, digits and hyphens, with no hyphen at either end`,
  );
}

interface Contradiction {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What no single value shows. Takes anything: the file may have other problems. */
function contradictions(config: unknown): readonly Contradiction[] {
  const deployments = itemsOf(config, 'deployments');
  return [
    ...clashes(deployments),
    ...ownStaging(deployments),
    ...declaredAndRetired(deployments, itemsOf(config, 'retired')),
  ];
}

/** What is tried on itself is not tried on anything. */
function ownStaging(deployments: readonly unknown[]): readonly Contradiction[] {
  return deployments.flatMap((deployment, index) =>
    textOf(deployment, 'staging') === undefined ||
    textOf(deployment, 'staging') !== nameOf(deployment)
      ? []
      : [
          {
            path: ['deployments', index, 'staging'],
            message: 'the name of another deployment, on which updates are tried first',
          },
        ],
  );
}

/** Names and prefixes must tell the deployments of one account and region apart. */
function clashes(deployments: readonly unknown[]): readonly Contradiction[] {
  const sameName = earlierWithSame(deployments, nameOf);
  const samePrefix = earlierWithSame(deployments, prefixOf);
  const clash = (index: number, key: string, what: string, other: number) => ({
    path: ['deployments', index, key],
    message: `a ${what} other than that of deployments[${other}] in the same account and region`,
  });
  return deployments.flatMap((deployment, index) => {
    const [name, prefix] = [sameName[index], samePrefix[index]];
    if (name !== undefined) return [clash(index, 'name', 'name', name)];
    if (prefix === undefined) return [];
    const said = textOf(deployment, 'prefix') === undefined ? 'name' : 'prefix';
    return [clash(index, said, 'prefix', prefix)];
  });
}

/** For each deployment, the first before it that has the same key and may live in the same account and region. */
function earlierWithSame(
  deployments: readonly unknown[],
  keyOf: (deployment: unknown) => string | undefined,
): readonly (number | undefined)[] {
  const seen = new Map<string, number[]>();
  return deployments.map((deployment, index) => {
    const key = keyOf(deployment);
    if (key === undefined) return undefined;
    const before = seen.get(key) ?? [];
    const earlier = before.find((other) => mayShareTarget(deployments[other], deployment));
    before.push(index);
    seen.set(key, before);
    return earlier;
  });
}

function declaredAndRetired(
  deployments: readonly unknown[],
  retired: readonly unknown[],
): readonly Contradiction[] {
  const names = deployments.map((deployment, index) => [nameOf(deployment), index] as const);
  // Reversed, so that of several the first is named.
  const declared = new Map(names.toReversed());
  return retired.flatMap((name, index) => {
    const other = typeof name === 'string' ? declared.get(name) : undefined;
    if (other === undefined) return [];
    const message = `a name that is not declared, as deployments[${other}] is`;
    return [{ path: ['retired', index], message }];
  });
}

function nameOf(deployment: unknown): string | undefined {
  return textOf(deployment, 'name');
}

function prefixOf(deployment: unknown): string | undefined {
  return textOf(deployment, 'prefix') ?? nameOf(deployment);
}

/** An account or region left out is only known when the audit runs: it may be any. */
function mayShareTarget(one: unknown, other: unknown): boolean {
  return ['account', 'region'].every((key) => {
    const [a, b] = [textOf(one, key), textOf(other, key)];
    return a === undefined || b === undefined || a === b;
  });
}

function itemsOf(value: unknown, key: string): readonly unknown[] {
  const items = fieldOf(value, key);
  return Array.isArray(items) ? items : [];
}

function textOf(value: unknown, key: string): string | undefined {
  const field = fieldOf(value, key);
  return typeof field === 'string' ? field : undefined;
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
