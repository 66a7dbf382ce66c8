/** What needs a person, worst first. */
import { severityRank } from '../model/check.ts';
import type { AuditReport, ReportedFinding } from '../model/report.ts';
import { type ResourceRef, targetKey } from '../model/target.ts';
import { by, groupBy } from './order.ts';
import { type Entry, type Group, type Page, severityLabel } from './page.ts';
import { deploymentName, environmentRank } from './terminal-verdicts.ts';
import { count, cut, hang, indented, labelled, timeBetween, together } from './text.ts';

const subjectsShown = 5;

export function failures(page: Page): readonly string[] {
  const failed = page.entries.filter(({ finding }) => finding.status === 'fail');
  if (failed.length === 0) return [];
  const title = `NEEDS A PERSON: ${count(failed.length, 'finding')}, worst first`;
  return findingList(page, page.paint.bold(title), failed, ({ severity }) =>
    severityLabel(page, severity),
  );
}

export function warnings(page: Page): readonly string[] {
  const warned = page.entries.filter(({ finding }) => finding.status === 'warn');
  if (warned.length === 0) return [];
  const title = `WARNINGS: ${count(warned.length, 'finding')}, working today, at risk later`;
  return findingList(page, page.paint.bold(title), warned, () => page.paint.yellow('WARN'));
}

const shownAgain = 3;

/** A long report has scrolled its worst off the screen: they are named once more where the eye ends up. */
export function worstAgain(page: Page): readonly string[] {
  const { paint, say, width, column, dot, ellipsis } = page;
  const failed = groups(page.entries.filter(({ finding }) => finding.status === 'fail'));
  if (failed.length <= shownAgain) return [];
  return [
    ...hang(paint.bold(`THE ${shownAgain} WORST of what needs a person, above`), width, 2),
    ...failed.slice(0, shownAgain).flatMap(({ first: { finding, deployment }, entries }) => {
      const others = entries.length > 1 ? ` (and ${entries.length - 1} more)` : '';
      const { type, name } = finding.subject;
      const parts = [
        deploymentName(page, deployment),
        `${say(type)}: ${say(finding.reason)}${others}`,
      ];
      const text = [...parts, say(name)].join(dot);
      const room = width - column;
      return labelled(
        severityLabel(page, finding.severity),
        cut(text, room, ellipsis),
        width,
        column,
      );
    }),
  ];
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
export function groups(entries: readonly Entry[]): readonly Group[] {
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

export function subjectAndReason(page: Page, { subject, reason }: ReportedFinding): string {
  return `${page.paint.bold(subjectName(page, subject))}: ${page.say(reason)}`;
}

function subjectName({ say }: Page, { type, name, unattributed }: ResourceRef): string {
  const note = unattributed ? " (in this deployment's network, claimed by no stack)" : '';
  return say(`${type} ${name}`) + note;
}

/** The demand once, then a line for each subject that does not meet it; what changed must not hide behind the limit. */
export function subjectList(page: Page, { first, entries }: Group): readonly string[] {
  const { width, column, say, ellipsis, report } = page;
  const ordered = entries.toSorted(by(({ finding }) => (finding.change === undefined ? 1 : 0)));
  const shown = shownInFull(report) ? ordered : ordered.slice(0, subjectsShown);
  const common = sinceWhen(report, first.finding);
  const lines = shown.map(({ finding }) => {
    const age = sinceWhen(report, finding);
    const subject = `- ${subjectAndReason(page, finding)}`;
    return age === common || age === '' ? subject : subject + page.dot + together(say(age));
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
  const since = sinceWhen(report, first.finding);
  return [
    deploymentName(page, first.deployment),
    ...(since === '' ? [] : [together(say(since))]),
    paint.dim(say(first.finding.checkId)),
  ].join(dot);
}

/** `since 3 days (2026-11-21)`, `new in this run`. Without a memory we do not claim that something is new, and say nothing. */
function sinceWhen(report: AuditReport, { firstSeenAt, change }: ReportedFinding): string {
  if (change === 'opened') return 'new in this run';
  if (change === 'regressed') return 'failing again, new in this run';
  const age = timeBetween(firstSeenAt, report.startedAt);
  if (age === undefined) return `since ${firstSeenAt}`;
  if (Date.parse(firstSeenAt) >= Date.parse(report.startedAt)) {
    return report.stored ? 'first seen in this run' : '';
  }
  const since = `since ${age} (${firstSeenAt.slice(0, 10)})`;
  return change === 'worsened' ? `${since}, worse since the last run` : since;
}
