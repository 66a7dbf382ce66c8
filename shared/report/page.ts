/** What the sections of the terminal report share: measures, colours, and the one way to print what is not ours. */

import pc from 'picocolors';
import type { Severity, Status } from '../model/check.ts';
import type { AuditReport, DeploymentReport, ReportedFinding } from '../model/report.ts';
import type { Verdict } from './terminal-verdicts.ts';
import { asciiText, plainText } from './text.ts';

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

export const narrowBelow = 60;

/** Everything the sections share: the report, the measures and the way to write. */
export interface Page {
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
export interface Entry {
  readonly finding: ReportedFinding;
  readonly deployment: DeploymentReport;
}

/** Findings of one check in one deployment that say the same: told once. */
export interface Group {
  readonly first: Entry;
  readonly entries: readonly Entry[];
}

export function openPage(report: AuditReport, options: TerminalOptions): Page {
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

export function severityLabel({ paint }: Page, severity: Severity): string {
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

export function verdictPaint({ paint }: Page, verdict: Verdict): (text: string) => string {
  const colour = { FAIL: paint.red, UNKNOWN: paint.magenta, PASS: paint.green }[verdict];
  return (text) => paint.bold(colour(text));
}

export function statusPaint({ paint }: Page, status: Status): (text: string) => string {
  const same = (text: string) => text;
  return {
    fail: paint.red,
    warn: paint.yellow,
    unknown: paint.magenta,
    pass: paint.green,
    'not-applicable': same,
  }[status];
}
