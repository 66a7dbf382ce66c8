/** The head of the terminal report: what was audited, and the verdict per deployment. */

import stringWidth from 'fast-string-width';
import { type Severity, severities } from '../model/check.ts';
import { countStatuses } from '../model/finding.ts';
import type { AuditReport, DeploymentReport, TargetReport } from '../model/report.ts';
import { type Target, targetKey } from '../model/target.ts';
import { by } from './order.ts';
import { type Page, verdictPaint } from './page.ts';
import {
  count,
  dateAndTime,
  duration,
  hang,
  indented,
  labelled,
  padEnd,
  together,
} from './text.ts';

const targetsShown = 3;

export function headline(page: Page): readonly string[] {
  const { report, paint, say, width, dot } = page;
  const what = [
    paint.bold(capital(say(targetNames(report)))),
    say(sourceInWords(report)),
    dateAndTime(report.startedAt),
    `${duration(report.startedAt, report.endedAt)}, ${count(calls(report), 'call')}`,
  ];
  const lines = [...hang(what.join(dot), width, 2)];
  if (report.source === 'sandbox') {
    const text =
      'A sandbox, not your account. Yours: stack-auditor audit --profile <name> --region <region>';
    lines.push(...hang(paint.cyan(text), width, 2));
  }
  return [...lines, ...report.notes.flatMap((note) => hang(`Note: ${say(note)}`, width, 6))];
}

function targetNames({ targets }: AuditReport): string {
  const names = targets.map(({ target }) => targetName(target));
  const more = names.length - targetsShown;
  return more > 0
    ? `${names.slice(0, targetsShown).join(', ')} and ${more} more`
    : names.join(', ') || 'no account';
}

export function targetName({ accountId, region }: Target): string {
  return `account ${accountId} in ${region}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function sourceInWords({ source, sourceName }: AuditReport): string {
  if (source === 'aws') return 'live from AWS';
  const name = sourceName === undefined ? '' : ` ${sourceName}`;
  return source === 'sandbox' ? `sandbox${name}` : `replayed from${name || ' a file'}`;
}

function calls({ targets }: AuditReport): number {
  return targets.reduce((sum, target) => sum + target.calls, 0);
}

export type Verdict = 'FAIL' | 'UNKNOWN' | 'PASS';

const verdictOrder: readonly Verdict[] = ['FAIL', 'UNKNOWN', 'PASS'];

export function verdicts(page: Page): readonly string[] {
  const { report } = page;
  if (report.deployments.length === 0) return [...nothingFound(page), ...unreached(page)];
  const ordered = report.deployments.toSorted(
    by(
      (deployment) => verdictOrder.indexOf(verdictOf(deployment)),
      ...severities.map(
        (severity) => (deployment: DeploymentReport) => -failing(deployment, severity),
      ),
      environmentRank,
      ({ deployment }) => deployment.name,
    ),
  );
  const names = ordered.map((deployment) => deploymentName(page, deployment));
  const kinds = ordered.map(environmentInWords);
  const nameWidth = columnWidth(names, Math.floor(page.width * 0.4));
  const kindWidth = columnWidth(kinds, 21);
  return [
    ...ordered.flatMap((deployment, index) => {
      const name = padEnd(names[index] ?? '', nameWidth);
      const kind = padEnd(kinds[index] ?? '', kindWidth);
      const verdict = verdictOf(deployment);
      return labelled(
        verdictPaint(page, verdict)(verdict),
        `${page.paint.bold(name)}  ${kind}  ${tally(page, deployment)}`,
        page.width,
        page.column,
      );
    }),
    ...unreached(page),
    ...emptyTargets(page),
  ];
}

function unreached(page: Page): readonly string[] {
  const { report, paint, say, width, column } = page;
  return report.unreachable.flatMap(({ name, reason }) =>
    labelled(
      verdictPaint(page, 'UNKNOWN')('UNKNOWN'),
      `${paint.bold(say(name))}  ${say(reason)}`,
      width,
      column,
    ),
  );
}

/** `PASS` only when everything was looked at and nothing fails. */
function verdictOf({ findings, result }: DeploymentReport): Verdict {
  if (findings.some(({ status }) => status === 'fail')) return 'FAIL';
  const blind = findings.some(({ status }) => status === 'unknown');
  return blind || findings.length === 0 || result.outcome !== 'complete' ? 'UNKNOWN' : 'PASS';
}

function tally({ dot }: Page, deployment: DeploymentReport): string {
  const bySeverity = severities
    .map((severity) => ({ severity, amount: failing(deployment, severity) }))
    .filter(({ amount }) => amount > 0)
    .map(({ severity, amount }) => `${amount} ${severity}`);
  const { warn, unknown, pass, 'not-applicable': apart } = countStatuses(deployment.findings);
  const parts = [
    bySeverity.join(', '),
    warn > 0 ? count(warn, 'warning') : '',
    unknown > 0 ? `${unknown} could not be checked` : '',
    pass > 0 ? `${pass} pass` : '',
  ].filter((part) => part !== '');
  if (deployment.result.outcome === 'failed') parts.unshift('nothing could be judged');
  if (parts.length === 0) parts.push(apart > 0 ? `${apart} not applicable` : 'nothing was judged');
  return parts.map(together).join(dot);
}

function failing({ findings }: DeploymentReport, severity: Severity): number {
  return findings.filter((finding) => finding.status === 'fail' && finding.severity === severity)
    .length;
}

export function environmentRank({ deployment }: DeploymentReport): number {
  return deployment.environment === 'production' ? 0 : 1;
}

function environmentInWords({ deployment }: DeploymentReport): string {
  if (deployment.origin === 'region') return 'whole region';
  return deployment.clusterRole === 'secondary'
    ? `${deployment.environment}, secondary`
    : deployment.environment;
}

/** The name alone is enough while there is one target; the same name may live in two. */
export function deploymentName({ report, say }: Page, { deployment }: DeploymentReport): string {
  const { accountId, region } = deployment.target;
  const targets = new Set(report.deployments.map((other) => targetKey(other.deployment.target)));
  return say(targets.size > 1 ? `${deployment.name} (${accountId} ${region})` : deployment.name);
}

/** Wide enough for the widest that still leaves room for the rest; a longer one just pushes its own line. */
function columnWidth(texts: readonly string[], most: number): number {
  return Math.min(most, Math.max(0, ...texts.map((text) => stringWidth(text))));
}

function emptyTargets({ report, say, width, column }: Page): readonly string[] {
  const audited = new Set(report.deployments.map(({ deployment }) => targetKey(deployment.target)));
  return report.targets
    .filter(({ target }) => !audited.has(targetKey(target)))
    .flatMap((empty) =>
      labelled('none', say(`no deployment in ${stacksIn(empty)}`), width, column),
    );
}

function nothingFound({ report, paint, say, width }: Page): readonly string[] {
  const title = paint.bold(paint.yellow('No deployment of The Things Stack found.'));
  const steps = [
    'Another region or account: stack-auditor audit --profile <name> --region <region>',
    'Declare the deployment and its stack prefix under deployments in auditor.yaml',
    'Judge everything in the region, whatever its stacks: stack-auditor audit --all-resources',
  ];
  return [
    ...hang(`${title} Nothing was judged.`, width, 2),
    ...report.targets.flatMap((target) =>
      indented(hang(say(`Looked at ${stacksIn(target)}`), width - 2, 2), 2),
    ),
    'What you can do:',
    ...steps.flatMap((step) => indented(hang(`- ${step}`, width - 2, 2), 2)),
  ];
}

function stacksIn({ target, stacks }: TargetReport): string {
  const seen = stacks === null ? 'its stacks could not be listed' : count(stacks, 'stack');
  return `${targetName(target)} (${seen})`;
}
