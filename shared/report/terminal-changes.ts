/** What changed since the run before. */
import type { Change, ChangeKind } from '../model/change.ts';
import { severityRank } from '../model/check.ts';
import type { AuditReport, DeploymentReport } from '../model/report.ts';
import { by } from './order.ts';
import type { Page } from './page.ts';
import { cut, dateAndTime, hang, padEnd, timeBetween } from './text.ts';

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

export function changesSince(page: Page): readonly string[] {
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
