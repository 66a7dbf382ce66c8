/** The foot of the terminal report: counts per practice, and the exit code. */
import { type Practice, practices, reaches, type Status } from '../model/check.ts';
import { countStatuses } from '../model/finding.ts';
import type { AuditReport, ReportedFinding } from '../model/report.ts';
import { narrowBelow, type Page, statusPaint } from './page.ts';
import { count, hang, padEnd, padStart } from './text.ts';

const tableOrder = ['pass', 'fail', 'warn', 'unknown', 'not-applicable'] as const;
const columnHeads: Readonly<Record<Status, string>> = {
  fail: 'fail',
  warn: 'warn',
  unknown: 'unknown',
  pass: 'pass',
  'not-applicable': 'n/a',
};
const narrowHeads: Readonly<Record<Status, string>> = { ...columnHeads, unknown: '?' };

export function practiceTable(page: Page): readonly string[] {
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

export function exitLine({ report, entries, paint, width }: Page): readonly string[] {
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
