/** The report for a person at a terminal: the worst first, everything on it safe to print. */
import pc from 'picocolors';
import stringWidth from 'string-width';
import type { Change, ChangeKind } from '../model/change.ts';
import {
  type Practice,
  practices,
  reaches,
  type Severity,
  type Status,
  severities,
  severityRank,
} from '../model/check.ts';
import type { MissingCause } from '../model/fact.ts';
import { countStatuses } from '../model/finding.ts';
import type {
  AuditReport,
  BlindSpot,
  DeploymentReport,
  ReportedFinding,
  TargetReport,
} from '../model/report.ts';
import { type ResourceRef, type Target, targetKey } from '../model/target.ts';
import { by, groupBy } from './order.ts';
import {
  asciiText,
  count,
  cut,
  dateAndTime,
  duration,
  hang,
  indented,
  labelled,
  padEnd,
  padStart,
  plainText,
  timeBetween,
  together,
} from './text.ts';

export interface TerminalOptions {
  /** Columns; held between 40 and 200. */
  readonly width: number;
  /** False: not one escape code. */
  readonly color: boolean;
  /** Only the verdict of each deployment, and the exit code. */
  readonly quiet?: boolean;
  /** False for a terminal that shows ASCII only. */
  readonly unicode?: boolean;
}

const subjectsShown = 5;
const targetsShown = 3;
const narrowBelow = 60;

/** The audit in the order an operator needs it; ends with a newline. */
export function renderTerminal(report: AuditReport, options: TerminalOptions): string {
  const page = openPage(report, options);
  const sections = options.quiet
    ? [[...verdicts(page), ...exitLine(page)]]
    : [
        headline(page),
        verdicts(page),
        changesSince(page),
        failures(page),
        warnings(page),
        blindness(page),
        practiceTable(page),
        exitLine(page),
      ];
  const filled = sections.filter((lines) => lines.length > 0);
  return `${filled.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** Everything the sections share: the report, the measures and the way to write. */
interface Page {
  readonly report: AuditReport;
  readonly width: number;
  /** Where text begins beside a severity or verdict; small on a narrow terminal. */
  readonly column: number;
  readonly paint: ReturnType<typeof pc.createColors>;
  /** Makes any text harmless, and ASCII where asked: whatever is not written by us goes through here. */
  readonly say: (text: string) => string;
  readonly dot: string;
  readonly ellipsis: string;
  readonly entries: readonly Entry[];
}

/** A finding beside the deployment it was found in. */
interface Entry {
  readonly finding: ReportedFinding;
  readonly deployment: DeploymentReport;
}

/** Findings of one check in one deployment that say the same: told once. */
interface Group {
  readonly first: Entry;
  readonly entries: readonly Entry[];
}

function openPage(report: AuditReport, options: TerminalOptions): Page {
  const unicode = options.unicode ?? true;
  const width = Math.min(200, Math.max(40, Math.floor(options.width) || 80));
  return {
    report,
    width,
    column: width < narrowBelow ? 2 : 10,
    paint: pc.createColors(options.color),
    say: unicode ? plainText : (text) => asciiText(plainText(text)),
    dot: unicode ? ' · ' : ' | ',
    ellipsis: unicode ? '…' : '...',
    entries: report.deployments.flatMap((deployment) =>
      deployment.findings.map((finding) => ({ finding, deployment })),
    ),
  };
}

// ── what was audited ──────────────────────────────────────────────────────────────────────────

function headline(page: Page): readonly string[] {
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

function targetName({ accountId, region }: Target): string {
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

// ── the verdict per deployment ────────────────────────────────────────────────────────────────

type Verdict = 'FAIL' | 'UNKNOWN' | 'PASS';

const verdictOrder: readonly Verdict[] = ['FAIL', 'UNKNOWN', 'PASS'];

function verdicts(page: Page): readonly string[] {
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
  const kindWidth = columnWidth(kinds, 20);
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

function environmentRank({ deployment }: DeploymentReport): number {
  return deployment.environment === 'production' ? 0 : 1;
}

function environmentInWords({ deployment }: DeploymentReport): string {
  if (deployment.origin === 'region') return 'whole region';
  return deployment.clusterRole === 'secondary'
    ? `${deployment.environment}, secondary`
    : deployment.environment;
}

/** The name alone is enough while there is one target; the same name may live in two. */
function deploymentName({ report, say }: Page, { deployment }: DeploymentReport): string {
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

// ── what changed ──────────────────────────────────────────────────────────────────────────────

/** What needs a look first; at most five lines, one for each kind. */
const changeOrder: readonly ChangeKind[] = [
  'opened',
  'regressed',
  'worsened',
  'lost-sight',
  'fixed',
  'eased',
  'regained',
  'gone',
  'retired',
];
const changeKindsShown = 5;

const changeWords: Readonly<Record<ChangeKind, string>> = {
  opened: 'new',
  regressed: 'failing again',
  worsened: 'worse',
  'lost-sight': 'out of sight',
  fixed: 'fixed',
  eased: 'better',
  regained: 'in sight again',
  gone: 'gone',
  retired: 'no longer checked',
};

function changesSince(page: Page): readonly string[] {
  const { report, paint, width, say } = page;
  const compared = report.deployments.filter(({ comparedWith }) => comparedWith !== null);
  if (compared.length === 0) return [];
  const since = say(comparedRun(report, compared));
  const changes = compared.flatMap((deployment) => deployment.changes);
  if (changes.length === 0) return hang(`Nothing changed since ${since}.`, width, 2);
  const kinds = changeOrder
    .map((kind) => ({ kind, group: changes.filter((change) => change.kind === kind) }))
    .filter(({ group }) => group.length > 0);
  const counts = kinds.map(({ kind, group }) => `${group.length} ${changeWords[kind]}`).join(', ');
  return [
    ...hang(`${paint.bold('CHANGED')}   since ${since}: ${counts}`, width, page.column),
    ...kinds
      .slice(0, changeKindsShown)
      .map(({ kind, group }) => changeLine(page, changeWords[kind], group)),
  ];
}

/** The run compared with; the oldest one where deployments were last audited in different runs. */
function comparedRun(report: AuditReport, compared: readonly DeploymentReport[]): string {
  const runs = [...new Set(compared.map(({ comparedWith }) => comparedWith ?? ''))].sort();
  const oldest = runs[0] ?? '';
  const ago = timeBetween(oldest, report.startedAt);
  const time = `${dateAndTime(oldest)}${ago === undefined ? '' : ` (${ago} ago)`}`;
  return runs.length > 1 ? `the last run of each deployment, the oldest at ${time}` : time;
}

/** As many of one kind as a line holds. */
function changeLine(page: Page, word: string, changes: readonly Change[]): string {
  const { say, width, ellipsis } = page;
  const items = changes
    .toSorted(
      by(
        ({ severity }) => severityRank(severity),
        ({ checkId }) => checkId,
        ({ subject }) => subject.name,
      ),
    )
    .map(({ subject, checkId }) => say(`${subject.name} (${checkId})`));
  const label = padEnd(`  ${word}`, 17);
  const [first = '', ...rest] = items;
  let text = first;
  let shown = 1;
  for (const item of rest) {
    const left = items.length - shown - 1;
    const longer = `${text}, ${item}`;
    // Room is kept for the count of those left out.
    const room = width - label.length - (left > 0 ? ` and ${left} more`.length : 0);
    if (cut(longer, room, '') !== longer) break;
    text = longer;
    shown += 1;
  }
  const more = items.length > shown ? ` and ${items.length - shown} more` : '';
  return page.paint.dim(label) + cut(text, width - label.length - more.length, ellipsis) + more;
}

// ── what needs a person ───────────────────────────────────────────────────────────────────────

function failures(page: Page): readonly string[] {
  const failed = page.entries.filter(({ finding }) => finding.status === 'fail');
  if (failed.length === 0) return [];
  const title = `NEEDS A PERSON: ${count(failed.length, 'finding')}, worst first`;
  return findingList(page, page.paint.bold(title), failed, ({ severity }) =>
    severityLabel(page, severity),
  );
}

function warnings(page: Page): readonly string[] {
  const warned = page.entries.filter(({ finding }) => finding.status === 'warn');
  if (warned.length === 0) return [];
  const title = `WARNINGS: ${count(warned.length, 'finding')}, working today, at risk later`;
  return findingList(page, page.paint.bold(title), warned, () => page.paint.yellow('WARN'));
}

function findingList(
  page: Page,
  title: string,
  entries: readonly Entry[],
  label: (finding: ReportedFinding) => string,
): readonly string[] {
  return [
    ...hang(title, page.width, 2),
    ...groups(entries).flatMap((group) => groupLines(page, label(group.first.finding), group)),
  ];
}

/** Worst first: severity, production before staging, the longest standing. */
function groups(entries: readonly Entry[]): readonly Group[] {
  const ordered = entries.toSorted(
    by(
      ({ finding }) => severityRank(finding.severity),
      ({ deployment }) => environmentRank(deployment),
      ({ finding }) => finding.firstSeenAt,
      ({ finding }) => finding.deployment,
      ({ finding }) => finding.checkId,
      ({ finding }) => finding.subject.name,
    ),
  );
  const alike = groupBy(ordered, ({ finding, deployment }) =>
    JSON.stringify([
      finding.checkId,
      targetKey(deployment.deployment.target),
      deployment.deployment.name,
      finding.status,
      finding.severity,
      finding.fix,
    ]),
  );
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [{ first, entries: group }];
  });
}

function groupLines(page: Page, label: string, group: Group): readonly string[] {
  const { width, column, say } = page;
  const inner = width - column;
  const { finding } = group.first;
  const [first = '', ...rest] =
    group.entries.length === 1 ? [subjectAndReason(page, finding)] : subjectList(page, group);
  return [
    ...labelled(label, first, width, column),
    ...indented(
      [
        ...rest,
        ...hang(whereAndWhen(page, group), inner, 2),
        // A fix is what is wanted of the reader: it stands on lines of its own.
        ...(finding.fix === '' ? [] : hang(`Fix: ${say(finding.fix)}`, inner, 5)),
      ],
      column,
    ),
  ];
}

function subjectAndReason(page: Page, { subject, reason }: ReportedFinding): string {
  return `${page.paint.bold(subjectName(page, subject))}: ${page.say(reason)}`;
}

function subjectName({ say }: Page, { type, name, unattributed }: ResourceRef): string {
  const note = unattributed ? " (in this deployment's network, claimed by no stack)" : '';
  return say(`${type} ${name}`) + note;
}

/** The demand once, then a line for each subject that does not meet it; what changed must not hide behind the limit. */
function subjectList(page: Page, { first, entries }: Group): readonly string[] {
  const { width, column, say, ellipsis, report } = page;
  const ordered = entries.toSorted(by(({ finding }) => (finding.change === undefined ? 1 : 0)));
  const shown = shownInFull(report) ? ordered : ordered.slice(0, subjectsShown);
  const common = sinceWhen(report, first.finding);
  const lines = shown.map(({ finding }) => {
    const age = sinceWhen(report, finding);
    const subject = `- ${subjectAndReason(page, finding)}`;
    return age === common ? subject : subject + page.dot + together(say(age));
  });
  const hidden = entries.length - shown.length;
  if (hidden > 0) {
    lines.push(`${ellipsis} and ${hidden} more (${say(commandFor(report, first.finding))})`);
  }
  const demand = first.finding.status === 'unknown' ? 'could not be checked' : 'do not meet';
  return [
    page.paint.bold(`${entries.length} ${demand}: ${say(first.finding.title)}`),
    ...lines.flatMap((line) => hang(line, width - column, 2)),
  ];
}

/** One check was asked for: whoever followed our own hint wants every subject. */
function shownInFull({ deployments }: AuditReport): boolean {
  return new Set(deployments.flatMap(({ result }) => result.scope.checks)).size === 1;
}

function commandFor({ source, sourceName }: AuditReport, { checkId }: ReportedFinding): string {
  const speakable = sourceName !== undefined && /^[\w./-]+$/.test(sourceName);
  const option = { aws: '', sandbox: ' --sandbox', file: ' --from' }[source];
  const from = speakable && option !== '' ? `${option} ${sourceName}` : '';
  return `stack-auditor audit${from} --check ${checkId}`;
}

/** The age is that of the longest standing; subjects that differ say so themselves. */
function whereAndWhen(page: Page, { first }: Group): string {
  const { paint, report, say, dot } = page;
  return [
    deploymentName(page, first.deployment),
    together(say(sinceWhen(report, first.finding))),
    paint.dim(say(first.finding.checkId)),
  ].join(dot);
}

/** `since 3 days (2026-11-21)`, `new in this run`. Without a memory we do not claim that something is new. */
function sinceWhen(report: AuditReport, { firstSeenAt, change }: ReportedFinding): string {
  if (change === 'opened') return 'new in this run';
  if (change === 'regressed') return 'failing again, new in this run';
  const age = timeBetween(firstSeenAt, report.startedAt);
  if (age === undefined) return `since ${firstSeenAt}`;
  if (Date.parse(firstSeenAt) >= Date.parse(report.startedAt)) {
    return report.stored ? 'first seen in this run' : 'since when is not known';
  }
  const since = `since ${age} (${firstSeenAt.slice(0, 10)})`;
  return change === 'worsened' ? `${since}, worse since the last run` : since;
}

// ── what could not be looked at ───────────────────────────────────────────────────────────────

const causeInWords: Readonly<Record<MissingCause, string>> = {
  denied: 'access denied',
  throttled: 'AWS throttled us',
  unsupported: 'not supported there',
  failed: 'the call failed',
  'not-gathered': 'not read in this run',
};

function blindness(page: Page): readonly string[] {
  const { report, paint, width } = page;
  const uncovered = page.entries.filter(
    ({ finding }) => finding.status === 'unknown' && !isCovered(report, finding),
  );
  const blind = page.entries.filter(({ finding }) => finding.status === 'unknown').length;
  if (report.blindSpots.length + uncovered.length === 0) return [];
  const title = blind > 0 ? `COULD NOT LOOK: ${blind} could not be checked` : 'COULD NOT LOOK';
  return [
    ...hang(paint.bold(title), width, 2),
    ...report.blindSpots
      .toSorted(
        by(
          ({ checks }) => -checks.length,
          ({ fact }) => fact,
        ),
      )
      .flatMap((spot) => blindSpotLines(page, spot)),
    ...groups(uncovered).flatMap((group) => uncoveredLines(page, group)),
  ];
}

/** Whether a blind spot already tells why; another cause for the same check is told apart, never swallowed. */
function isCovered({ blindSpots }: AuditReport, { checkId, target, missing }: ReportedFinding) {
  return blindSpots.some(
    (spot) =>
      targetKey(spot.target) === targetKey(target) &&
      spot.checks.includes(checkId) &&
      (missing === undefined ||
        (missing.cause === spot.missing.cause && missing.action === spot.missing.action)),
  );
}

function blindSpotLines(page: Page, { target, fact, missing, checks }: BlindSpot) {
  const { report, paint, say, width, column } = page;
  const inner = width - column;
  const where = report.targets.length > 1 ? ` in ${targetName(target)}` : '';
  const what = `${paint.bold(say(fact + where))}: ${causeInWords[missing.cause]}. ${say(missing.detail)}`;
  return [
    ...labelled(paint.magenta('BLIND'), what, width, column),
    ...indented(
      [
        ...hang(say(remedy(missing.cause, missing.action)), inner, 2),
        ...hang(
          paint.dim(say(`${count(checks.length, 'check')} blind: ${checks.join(', ')}`)),
          inner,
          2,
        ),
      ],
      column,
    ),
  ];
}

/** What to do about it; granting helps against a refusal only. */
function remedy(cause: MissingCause, action: string | undefined): string {
  const call = action === undefined ? '' : ` (the call needs ${action})`;
  switch (cause) {
    case 'denied':
      return `Grant: ${action ?? 'the IAM action named above'}`;
    case 'throttled':
      return `Run the audit again when less is going on in the account${call}`;
    case 'unsupported':
      return `This region or endpoint does not offer it${call}`;
    case 'failed':
      return `Run the audit again; if it stays, the message above tells why${call}`;
    case 'not-gathered':
      return `Run the audit without narrowing it, or save the inventory anew${call}`;
  }
}

function uncoveredLines(page: Page, group: Group): readonly string[] {
  const { width, column, paint, say } = page;
  const { missing } = group.first.finding;
  const [first = '', ...rest] =
    group.entries.length === 1
      ? [subjectAndReason(page, group.first.finding)]
      : subjectList(page, group);
  const where = [deploymentName(page, group.first.deployment)];
  if (missing !== undefined) where.push(say(remedy(missing.cause, missing.action)));
  where.push(paint.dim(say(group.first.finding.checkId)));
  return [
    ...labelled(paint.magenta('UNKNOWN'), first, width, column),
    ...indented([...rest, ...hang(where.join(page.dot), width - column, 2)], column),
  ];
}

// ── counts per practice ───────────────────────────────────────────────────────────────────────

const tableOrder = ['pass', 'fail', 'warn', 'unknown', 'not-applicable'] as const;
const columnHeads: Readonly<Record<Status, string>> = {
  fail: 'fail',
  warn: 'warn',
  unknown: 'unknown',
  pass: 'pass',
  'not-applicable': 'n/a',
};
const narrowHeads: Readonly<Record<Status, string>> = { ...columnHeads, unknown: '?' };

function practiceTable(page: Page): readonly string[] {
  const { entries, paint, width } = page;
  const heads = width < narrowBelow ? narrowHeads : columnHeads;
  const gap = width < narrowBelow ? 1 : 2;
  const rows = (Object.keys(practices) as Practice[])
    .map((practice) => ({
      title: practices[practice] as string,
      findings: entries.map(({ finding }) => finding).filter((f) => f.practice === practice),
    }))
    .filter(({ findings }) => findings.length > 0)
    .map(({ title, findings }) => ({ title, counts: countStatuses(findings) }));
  if (rows.length === 0) return [];
  const total = { title: 'Total', counts: countStatuses(entries.map(({ finding }) => finding)) };
  const widths = tableOrder.map((status) =>
    Math.max(heads[status].length, String(total.counts[status]).length),
  );
  const numbers = widths.reduce((sum, each) => sum + each + gap, 0);
  const titles = Math.min(
    width - numbers,
    Math.max(...[...rows, { title: 'PRACTICE' }].map(({ title }) => title.length)),
  );
  const head = tableOrder.map((status, index) =>
    padStart(heads[status], (widths[index] ?? 0) + gap),
  );
  return [
    paint.bold(padEnd('PRACTICE', titles) + head.join('')),
    ...[...rows, ...(rows.length > 1 ? [total] : [])].flatMap(({ title, counts }) => {
      const cells = tableOrder.map((status, index) => {
        const cell = padStart(String(counts[status]), (widths[index] ?? 0) + gap);
        return counts[status] === 0 ? paint.dim(cell) : statusPaint(page, status)(cell);
      });
      const [first = '', ...rest] = hang(title, titles, 0);
      return [padEnd(first, titles) + cells.join(''), ...rest];
    }),
  ];
}

// ── the exit code ─────────────────────────────────────────────────────────────────────────────

function exitLine({ report, entries, paint, width }: Page): readonly string[] {
  const code = { 0: paint.green, 1: paint.red, 2: paint.yellow }[report.exitCode];
  const reason =
    report.deployments.length === 0
      ? 'no deployment found, nothing was judged'
      : exitReason(
          report,
          entries.map(({ finding }) => finding),
        );
  return hang(`${paint.bold(code(`exit ${report.exitCode}`))}: ${reason}`, width, 2);
}

function exitReason(report: AuditReport, findings: readonly ReportedFinding[]): string {
  const { failOn, failOnWarn, exitCode } = report;
  const failed = findings.filter(({ status }) => status === 'fail');
  const grave = failed.filter(({ severity }) => reaches(severity, failOn)).length;
  const below = failed.length - grave;
  const { warn, unknown } = countStatuses(findings);
  const decisive =
    exitCode === 1
      ? [
          ...(grave > 0 || !failOnWarn ? [`${count(grave, 'finding')} at or above ${failOn}`] : []),
          ...(failOnWarn && warn > 0 ? [`${count(warn, 'warning')} (--fail-on-warn)`] : []),
        ]
      : [`nothing fails at or above ${failOn}`];
  if (below > 0) decisive.push(`${count(below, 'finding')} below ${failOn}`);
  if (unknown > 0) decisive.push(`${unknown} could not be checked`);
  if (report.unreachable.length > 0) decisive.push(`${report.unreachable.length} not reached`);
  else if (unknown > 0) return decisive.join('; ');
  else if (exitCode === 2) decisive.push('not everything could be checked');
  return decisive.join('; ');
}

// ── colours ───────────────────────────────────────────────────────────────────────────────────

function severityLabel({ paint }: Page, severity: Severity): string {
  const label = severity.toUpperCase();
  switch (severity) {
    case 'critical':
      return paint.bold(paint.red(label));
    case 'high':
      return paint.red(label);
    case 'medium':
      return paint.yellow(label);
    case 'low':
      return paint.cyan(label);
    case 'info':
      return paint.dim(label);
  }
}

function verdictPaint({ paint }: Page, verdict: Verdict): (text: string) => string {
  const colour = { FAIL: paint.red, UNKNOWN: paint.magenta, PASS: paint.green }[verdict];
  return (text) => paint.bold(colour(text));
}

function statusPaint({ paint }: Page, status: Status): (text: string) => string {
  const same = (text: string) => text;
  return {
    fail: paint.red,
    warn: paint.yellow,
    unknown: paint.magenta,
    pass: paint.green,
    'not-applicable': same,
  }[status];
}
