/** What could not be looked at, and what to do about it. */
import type { MissingCause } from '../model/fact.ts';
import type { AuditReport, BlindSpot, ReportedFinding } from '../model/report.ts';
import { targetKey } from '../model/target.ts';
import { by } from './order.ts';
import type { Group, Page } from './page.ts';
import { groups, subjectAndReason, subjectList } from './terminal-findings.ts';
import { deploymentName, targetName } from './terminal-verdicts.ts';
import { count, hang, indented, labelled } from './text.ts';

const causeInWords: Readonly<Record<MissingCause, string>> = {
  denied: 'access denied',
  throttled: 'AWS throttled us',
  unsupported: 'not supported there',
  failed: 'the call failed',
  'not-gathered': 'not read in this run',
};

export function blindness(page: Page): readonly string[] {
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
  const { missing, fix } = group.first.finding;
  const [first = '', ...rest] =
    group.entries.length === 1
      ? [subjectAndReason(page, group.first.finding)]
      : subjectList(page, group);
  const where = [deploymentName(page, group.first.deployment)];
  // Without an action no call failed: the check itself could not tell, and its fix says what would help.
  const helpsOnlyFix = missing?.action === undefined && missing?.cause !== 'not-gathered';
  if (missing !== undefined && !helpsOnlyFix)
    where.push(say(remedy(missing.cause, missing.action)));
  where.push(paint.dim(say(group.first.finding.checkId)));
  return [
    ...labelled(paint.magenta('UNKNOWN'), first, width, column),
    ...indented(
      [
        ...rest,
        ...hang(where.join(page.dot), width - column, 2),
        ...(helpsOnlyFix && fix !== '' ? hang(`Fix: ${say(fix)}`, width - column, 5) : []),
      ],
      column,
    ),
  ];
}
