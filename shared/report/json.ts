/** The report as one JSON object, for scripts and other tools. The fields are described in docs/json-report.md. */
import type { ChangeKind, StandingState } from '../model/change.ts';
import { type Practice, type Severity, type Status, severityRank } from '../model/check.ts';
import type { MissingCause } from '../model/fact.ts';
import type { Result, Scope } from '../model/finding.ts';
import type { FactName } from '../model/inventory.ts';
import type { AuditReport, DeploymentReport, ReportedFinding } from '../model/report.ts';
import type { ClusterRole, Deployment, Environment, ResourceRef } from '../model/target.ts';
import { by, statusRank } from './order.ts';

/**
 * ```
 * { schemaVersion: 1, startedAt, endedAt, source, sourceName?, exitCode, failOn, failOnWarn, stored, notes: [sentence],
 *   targets:    [{ account, region, stacks | null, calls }],
 *   results:    [{ deployment, account, region, environment, clusterRole, origin, outcome, counts: { <status>: n },
 *                  scope, runStartedAt, configVersion, comparedWith | null, changes: [JsonChange] }],
 *   blindSpots: [{ account, region, fact, missing, checks: [id] }],
 *   unreachable: [{ name, reason }],
 *   findings:   [JsonFinding] }
 * ```
 * Fields are only ever added within a schema version; one marked `?` is left out when there is nothing to say.
 */
export interface JsonReport {
  readonly schemaVersion: 1;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly source: AuditReport['source'];
  readonly sourceName?: string;
  readonly exitCode: AuditReport['exitCode'];
  readonly failOn: Severity;
  readonly failOnWarn: boolean;
  readonly stored: boolean;
  readonly notes: readonly string[];
  readonly targets: readonly JsonTarget[];
  readonly results: readonly JsonResult[];
  readonly blindSpots: readonly JsonBlindSpot[];
  /** Declared deployments and targets nobody could look at. */
  readonly unreachable: AuditReport['unreachable'];
  /** By deployment, status (fail, warn, unknown, pass, not-applicable), severity, check id, subject name. */
  readonly findings: readonly JsonFinding[];
}

interface Place {
  readonly account: string;
  readonly region: string;
}

export interface JsonTarget extends Place {
  /** How many stacks the account shows in the region; null when they could not be listed. */
  readonly stacks: number | null;
  readonly calls: number;
}

export interface JsonResult extends Place {
  readonly deployment: string;
  readonly environment: Environment;
  readonly clusterRole: ClusterRole;
  readonly origin: Deployment['origin'];
  readonly outcome: Result['outcome'];
  readonly counts: Readonly<Record<Status, number>>;
  readonly scope: Scope;
  readonly runStartedAt: string;
  readonly configVersion: string;
  readonly comparedWith: string | null;
  readonly changes: readonly JsonChange[];
}

export interface JsonChange {
  readonly kind: ChangeKind;
  readonly findingId: string;
  readonly checkId: string;
  readonly severity: Severity;
  readonly subject: ResourceRef;
  readonly reason: string;
  readonly from: StandingState | null;
  readonly to: StandingState;
  readonly at: string;
}

export interface JsonMissing {
  readonly cause: MissingCause;
  /** The IAM action the call needs. */
  readonly action?: string;
  readonly detail: string;
}

export interface JsonBlindSpot extends Place {
  readonly fact: FactName;
  readonly missing: JsonMissing;
  readonly checks: readonly string[];
}

export interface JsonFinding extends Place {
  readonly id: string;
  readonly checkId: string;
  readonly catalogueIds: readonly string[];
  readonly practice: Practice;
  readonly title: string;
  readonly deployment: string;
  readonly status: Status;
  readonly severity: Severity;
  readonly subject: ResourceRef;
  readonly reason: string;
  readonly fix: string;
  readonly firstSeenAt: string;
  readonly change?: ChangeKind;
  readonly missing?: JsonMissing;
}

/** The report as a plain object in a stable order; every field survives `JSON.stringify`. */
export function renderJson(report: AuditReport): JsonReport {
  return {
    schemaVersion: 1,
    startedAt: report.startedAt,
    endedAt: report.endedAt,
    source: report.source,
    ...(report.sourceName !== undefined && { sourceName: report.sourceName }),
    exitCode: report.exitCode,
    failOn: report.failOn,
    failOnWarn: report.failOnWarn,
    stored: report.stored,
    notes: report.notes,
    targets: report.targets
      .map(({ target, stacks, calls }) => ({ ...place(target), stacks, calls }))
      .sort(
        by(
          ({ account }) => account,
          ({ region }) => region,
        ),
      ),
    results: report.deployments.map(toResult).sort(
      by(
        ({ deployment }) => deployment,
        ({ account }) => account,
        ({ region }) => region,
      ),
    ),
    unreachable: report.unreachable,
    blindSpots: report.blindSpots
      .map(({ target, fact, missing, checks }) => ({
        ...place(target),
        fact,
        missing: toMissing(missing),
        checks: [...checks].sort(),
      }))
      .sort(
        by(
          ({ account }) => account,
          ({ region }) => region,
          ({ fact }) => fact,
        ),
      ),
    findings: report.deployments
      .flatMap(({ findings }) => findings.map(toFinding))
      .sort(
        by(
          ({ deployment }) => deployment,
          ({ account }) => account,
          ({ region }) => region,
          ({ status }) => statusRank(status),
          ({ severity }) => severityRank(severity),
          ({ checkId }) => checkId,
          ({ subject }) => subject.name,
          ({ subject }) => subject.type,
          ({ id }) => id,
        ),
      ),
  };
}

function place(target: { readonly accountId: string; readonly region: string }): Place {
  return { account: target.accountId, region: target.region };
}

function toResult({ deployment, result, changes, comparedWith }: DeploymentReport): JsonResult {
  return {
    deployment: deployment.name,
    ...place(deployment.target),
    environment: deployment.environment,
    clusterRole: deployment.clusterRole,
    origin: deployment.origin,
    outcome: result.outcome,
    counts: result.counts,
    scope: result.scope,
    runStartedAt: result.runStartedAt,
    configVersion: result.configVersion,
    comparedWith,
    changes: changes
      .map(({ kind, findingId, checkId, severity, subject, reason, from, to, at }) => ({
        kind,
        findingId,
        checkId,
        severity,
        subject: toSubject(subject),
        reason,
        from,
        to,
        at,
      }))
      .sort(
        by(
          ({ severity }) => severityRank(severity),
          ({ checkId }) => checkId,
          ({ subject }) => subject.name,
          ({ findingId }) => findingId,
        ),
      ),
  };
}

function toFinding(finding: ReportedFinding): JsonFinding {
  return {
    id: finding.id,
    checkId: finding.checkId,
    catalogueIds: finding.catalogueIds,
    practice: finding.practice,
    title: finding.title,
    deployment: finding.deployment,
    ...place(finding.target),
    status: finding.status,
    severity: finding.severity,
    subject: toSubject(finding.subject),
    reason: finding.reason,
    fix: finding.fix,
    firstSeenAt: finding.firstSeenAt,
    ...(finding.change !== undefined && { change: finding.change }),
    ...(finding.missing !== undefined && { missing: toMissing(finding.missing) }),
  };
}

function toSubject({ type, name, arn, unattributed }: ResourceRef): ResourceRef {
  return {
    type,
    name,
    ...(arn !== undefined && { arn }),
    ...(unattributed && { unattributed }),
  };
}

function toMissing({ cause, action, detail }: JsonMissing): JsonMissing {
  return { cause, ...(action !== undefined && { action }), detail };
}
