/** Builds small audit reports for the tests of the renderers. */
import { createHash } from 'node:crypto';
import type { Change } from '../../shared/model/change.ts';
import type { Status } from '../../shared/model/check.ts';
import type { Result } from '../../shared/model/finding.ts';
import type {
  AuditReport,
  DeploymentReport,
  ReportedFinding,
  TargetReport,
} from '../../shared/model/report.ts';
import type { Deployment, ResourceRef, Target } from '../../shared/model/target.ts';

export const target: Target = { accountId: '111122223333', region: 'eu-west-1' };
export const runStartedAt = '2026-11-24T06:00:00.000Z';

/** What a test says of a finding; the rest is filled in, and deployment and target come from the report around it. */
export type FindingSketch = Partial<ReportedFinding>;

export interface DeploymentSketch {
  readonly deployment?: Partial<Deployment>;
  readonly findings?: readonly FindingSketch[];
  readonly changes?: readonly Partial<Change>[];
  readonly comparedWith?: string | null;
  readonly outcome?: Result['outcome'];
}

export interface ReportSketch extends Partial<Omit<AuditReport, 'deployments' | 'targets'>> {
  readonly deployments?: readonly DeploymentSketch[];
  readonly targets?: readonly TargetReport[];
}

export function buildReport({ deployments = [], ...sketch }: ReportSketch = {}): AuditReport {
  return {
    startedAt: runStartedAt,
    endedAt: '2026-11-24T06:00:03.200Z',
    source: 'aws',
    targets: [{ target, stacks: 24, calls: 41 }],
    blindSpots: [],
    unreachable: [],
    failOn: 'medium',
    failOnWarn: false,
    exitCode: 0,
    stored: true,
    notes: [],
    ...sketch,
    deployments: deployments.map(buildDeployment),
  };
}

function buildDeployment(sketch: DeploymentSketch): DeploymentReport {
  const deployment: Deployment = {
    name: 'acme-prod-eu1',
    target,
    prefix: sketch.deployment?.name ?? 'acme-prod-eu1',
    environment: 'production',
    clusterRole: 'primary',
    origin: 'discovered',
    ...sketch.deployment,
  };
  const findings = (sketch.findings ?? []).map((finding) => buildFinding(finding, deployment));
  return {
    deployment,
    result: buildResult(deployment, findings, sketch.outcome),
    findings,
    changes: (sketch.changes ?? []).map((change) => buildChange(change, deployment)),
    comparedWith: sketch.comparedWith ?? null,
  };
}

function buildFinding(sketch: FindingSketch, deployment: Deployment): ReportedFinding {
  const checkId = sketch.checkId ?? 'rds-cluster-retention-sufficient';
  const subject: ResourceRef = sketch.subject ?? { type: 'rds-cluster', name: 'aurora-1' };
  return {
    id: idOf(checkId, deployment.name, subject),
    checkId,
    catalogueIds: ['BCK-01'],
    practice: 'back-ups',
    title: 'Aurora keeps back-ups for at least 7 days',
    severity: 'high',
    target: deployment.target,
    deployment: deployment.name,
    status: 'fail',
    subject,
    reason: 'keeps back-ups for 1 day, expected at least 7',
    fix: 'Set BackupRetentionPeriod to 7 in 2-1-db-aurora-master.',
    firstSeenAt: '2026-11-21T06:00:00.000Z',
    ...sketch,
  };
}

function buildChange(sketch: Partial<Change>, deployment: Deployment): Change {
  const checkId = sketch.checkId ?? 'rds-cluster-retention-sufficient';
  const subject = sketch.subject ?? { type: 'rds-cluster', name: 'aurora-1' };
  return {
    kind: 'opened',
    findingId: idOf(checkId, deployment.name, subject),
    checkId,
    deployment: deployment.name,
    target: deployment.target,
    subject,
    severity: 'high',
    reason: 'keeps back-ups for 1 day, expected at least 7',
    at: runStartedAt,
    from: 'pass',
    to: 'fail',
    ...sketch,
  };
}

function buildResult(
  deployment: Deployment,
  findings: readonly ReportedFinding[],
  outcome?: Result['outcome'],
): Result {
  const count = (status: Status) => findings.filter((finding) => finding.status === status).length;
  const checks = [...new Set(findings.map(({ checkId }) => checkId))];
  return {
    deployment: deployment.name,
    target: deployment.target,
    runStartedAt,
    outcome: outcome ?? (count('unknown') > 0 ? 'partial' : 'complete'),
    counts: {
      pass: count('pass'),
      fail: count('fail'),
      warn: count('warn'),
      unknown: count('unknown'),
      'not-applicable': count('not-applicable'),
    },
    scope: { checks, complete: checks, factsKnown: ['rds.clusters'], factsMissing: [] },
    configVersion: 'defaults',
  };
}

function idOf(checkId: string, deployment: string, { type, name }: ResourceRef): string {
  const parts = [checkId, deployment, type, name].join('\n');
  return createHash('sha256').update(parts).digest('hex').slice(0, 20);
}
