/** A check: a question with words and a pure answer. */
import type { Fact, Missing } from './fact.ts';
import type { FactMap, FactName, Facts } from './inventory.ts';
import type { Deployment, ResourceRef } from './target.ts';
import type { TemplateName } from './tts.ts';

/** Worst first. */
export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type Severity = (typeof severities)[number];

/** 0 is the worst. */
export function severityRank(severity: Severity): number {
  return severities.indexOf(severity);
}

/** Whether a severity reaches a threshold: `high` reaches `medium`. */
export function reaches(severity: Severity, threshold: Severity): boolean {
  return severityRank(severity) <= severityRank(threshold);
}

/**
 * `fail` breaks the practice and may page; `warn` works today and will not on a named date or under a named load;
 * `unknown` means we could not look; `not-applicable` only when the expected topology says the thing need not exist.
 */
export type Status = 'pass' | 'fail' | 'warn' | 'unknown' | 'not-applicable';

/** The statements of the vendor's Best Practices page, in its order, and what its sibling pages add. */
export const practices = {
  'stack-naming': 'Stack naming',
  staging: 'Staging',
  'high-availability': 'High availability',
  'back-ups': 'Back-ups',
  'ssh-access': 'SSH access',
  'software-updates': 'Updating software',
  alerting: 'Alerting',
  'multi-tenancy': 'Multi-tenancy',
  'minor-upgrades': 'RDS auto minor version upgrade',
  // From the sibling pages Deployment, Interoperability and Mutual TLS.
  certificates: 'Certificates',
  configuration: 'Configuration',
} as const;
export type Practice = keyof typeof practices;

/** An id in somebody else's framework or tool. `opposes` marks one that demands the contrary of the vendor. */
export interface Control {
  readonly source: string;
  readonly id: string;
  readonly opposes?: true;
}

/** A threshold an operator may change in `auditor.yaml` under `checks.<check id>.<name>`. */
export interface Setting {
  readonly default: number;
  readonly minimum: number;
  readonly unit: string;
  readonly about: string;
}
export type SettingTable = Readonly<Record<string, Setting>>;
export type SettingValues<S extends SettingTable = SettingTable> = {
  readonly [P in keyof S]: number;
};

/** What the deployment should contain: mandatory templates of its cluster role, those deployed, and those once seen. */
export interface Topology {
  readonly templates: readonly TemplateName[];
  /** Components or ECS services that cannot, or need not, run twice. */
  readonly singletons: readonly string[];
}

/** Stores the vendor calls unimportant, which an operator may need all the same. */
export const optionalStores = ['timescale', 'efs'] as const;

/** What the operator says of a deployment in `auditor.yaml`, for the checks that compare with it. */
export interface Declaration {
  /** Ranges in CIDR notation SSH may come from. */
  readonly sshRanges: readonly string[];
  /** Whether it has tenants, shall have some, or never will; null while nobody decided. */
  readonly tenancy: DeclaredTenancy | null;
  readonly importantStores: readonly (typeof optionalStores)[number][];
  /** Hosts alerts may be sent to besides the well-known services; `example.com` includes its subdomains. */
  readonly alertHosts: readonly string[];
}

export interface DeclaredTenancy {
  /** `planned`: single now, with tenants to come. */
  readonly intent: 'single' | 'multi' | 'planned';
  /** ISO 8601 date: when somebody last thought about it. */
  readonly reviewed: string;
}

/** What holds of a deployment nobody declared. SSH from inside the network is nobody's business but the network's. */
export const noDeclaration: Declaration = {
  sshRanges: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
  tenancy: null,
  importantStores: [],
  alertHosts: [],
};

export interface CheckContext<S extends SettingTable = SettingTable> {
  readonly deployment: Deployment;
  readonly expected: Topology;
  readonly declared: Declaration;
  /** The one clock: when the facts were gathered. */
  readonly now: Date;
  readonly settings: SettingValues<S>;
}

export interface Verdict {
  readonly subject: ResourceRef;
  readonly status: Status;
  /** A fragment that reads after the subject's name: "orders: keeps back-ups for 1 day". */
  readonly reason: string;
  /** Only where one subject matters more than the check as a whole. */
  readonly severity?: Severity;
  /** Why we could not look; only with `unknown`. */
  readonly missing?: Missing;
}

export interface Check<
  K extends FactName = FactName,
  O extends FactName = never,
  S extends SettingTable = SettingTable,
> {
  /** `<service>-<resource>-<good state>`: also the file name and the doc anchor; never renamed or reused. */
  readonly id: string;
  readonly practice: Practice;
  /** The good state, a sentence without full stop. */
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  readonly docs: `https://${string}`;
  readonly severity: Severity;
  /** Rows of the practice catalogue this check answers. */
  readonly catalogueIds: readonly string[];
  readonly controls: readonly Control[];
  /** True when the answer moves by the minute: it is read again after ten minutes before it may alert. */
  readonly volatile?: true;
  readonly settings: S;
  /** Missing one of these makes the whole check `unknown`. */
  readonly needs: readonly K[];
  /** Delivered as facts: the check decides what their absence means. */
  readonly wants: readonly O[];
  readonly run: (
    facts: Facts<K> & { readonly [P in O]: Fact<FactMap[P]> },
    context: CheckContext<S>,
  ) => readonly Verdict[];
}

/** A check whatever its facts and settings: what the catalogue holds and the engine runs. */
export interface AnyCheck extends Omit<Check, 'needs' | 'wants' | 'settings' | 'run'> {
  readonly settings: SettingTable;
  readonly needs: readonly FactName[];
  readonly wants: readonly FactName[];
  // biome-ignore lint/suspicious/noExplicitAny: the engine hands over exactly the facts `needs` and `wants` name
  readonly run: (facts: any, context: any) => readonly Verdict[];
}

/** Defines a check; the compiler holds `run` to the facts and settings it declares. */
export function defineCheck<
  const K extends FactName = never,
  const O extends FactName = never,
  const S extends SettingTable = Record<never, never>,
>(
  check: Omit<Check<K, O, S>, 'wants' | 'settings'> & {
    readonly wants?: readonly O[];
    readonly settings?: S;
  },
): Check<K, O, S> {
  return { ...check, wants: check.wants ?? [], settings: check.settings ?? ({} as S) };
}

export function pass(subject: ResourceRef, reason: string): Verdict {
  return { subject, status: 'pass', reason };
}

export function fail(subject: ResourceRef, reason: string, severity?: Severity): Verdict {
  return severity === undefined
    ? { subject, status: 'fail', reason }
    : { subject, status: 'fail', reason, severity };
}

export function warn(subject: ResourceRef, reason: string): Verdict {
  return { subject, status: 'warn', reason };
}

export function unsure(subject: ResourceRef, missing: Missing): Verdict {
  return { subject, status: 'unknown', reason: missing.detail, missing };
}

export function notApplicable(subject: ResourceRef, reason: string): Verdict {
  return { subject, status: 'not-applicable', reason };
}
