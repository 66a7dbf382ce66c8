/** Puts together what a finished audit has to say. */
import { blindSpotsOf, exitCodeOf } from '../shared/audit/outcome.ts';
import { checks as allChecks } from '../shared/checks/index.ts';
import type { AnyCheck, Severity } from '../shared/model/check.ts';
import type { AuditReport, DeploymentReport } from '../shared/model/report.ts';
import { targetKey } from '../shared/model/target.ts';
import type { Gathered } from '../shared/run/gather-target.ts';
import type { RunInfo } from '../shared/run/record-target.ts';
import type { AuditOptions, Memory } from './audit.ts';
import type { Source } from './source.ts';

export interface ReportParts {
  readonly source: Source;
  readonly deployments: readonly DeploymentReport[];
  readonly checks: readonly AnyCheck[];
  readonly options: AuditOptions;
  readonly run: RunInfo;
  readonly failOn: Severity;
  readonly memory: Memory | undefined;
}

export function reportOf({
  source,
  deployments,
  checks,
  options,
  run,
  failOn,
  memory,
}: ReportParts): AuditReport {
  const findings = deployments.flatMap((deployment) => deployment.findings);
  const failOnWarn = options.failOnWarn === true;
  const blindSpots = source.gathered.flatMap((gathered) =>
    blindSpotsOf(
      gathered.target,
      gathered.inventory,
      findings.filter(({ target }) => targetKey(target) === targetKey(gathered.target)),
    ),
  );
  // A replay speaks of the time it was saved at, and takes as long as it takes now.
  const startedAt = (source.kind === 'file' && source.gathered[0]?.gatheredAt) || run.startedAt;
  const tookMs = Date.now() - Date.parse(run.startedAt);
  return {
    startedAt,
    endedAt: new Date(Date.parse(startedAt) + tookMs).toISOString(),
    source: source.kind,
    ...(source.name !== undefined && { sourceName: source.name }),
    targets: source.gathered.map(({ target, inventory, calls }) => ({
      target,
      stacks: inventory['cloudformation.stacks']?.known
        ? inventory['cloudformation.stacks'].value.length
        : null,
      calls,
    })),
    deployments,
    blindSpots: [...blindSpots, ...undiscovered(source.gathered, deployments, checks)],
    unreachable: source.unreachable,
    failOn,
    failOnWarn,
    exitCode: exitCodeOf(findings, source.unreachable.length === 0, { failOn, failOnWarn }),
    stored: memory !== undefined,
    notes: notesOf({ options, checks, memory }),
  };
}

/** Without the stacks no deployment can be found: then every check is blind, though none was asked. */
function undiscovered(
  gathered: readonly Gathered[],
  deployments: readonly DeploymentReport[],
  checks: readonly AnyCheck[],
): AuditReport['blindSpots'] {
  return gathered.flatMap(({ target, inventory }) => {
    const stacks = inventory['cloudformation.stacks'];
    const known = deployments.some(
      ({ deployment }) => targetKey(deployment.target) === targetKey(target),
    );
    if (stacks === undefined || stacks.known || known) return [];
    return [
      {
        target,
        fact: 'cloudformation.stacks' as const,
        missing: stacks,
        checks: checks.map(({ id }) => id),
      },
    ];
  });
}

function notesOf({
  options,
  checks,
  memory,
}: Pick<ReportParts, 'options' | 'checks' | 'memory'>): string[] {
  return [
    options.allResources
      ? 'The scope is the whole region: every resource in it, whoever made it.'
      : '',
    checks.length < allChecks.length
      ? `${checks.length} of ${allChecks.length} checks were chosen.`
      : '',
    memory?.notice ?? '',
  ].filter((note) => note !== '');
}
