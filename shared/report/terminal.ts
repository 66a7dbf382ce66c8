/** The report for a person at a terminal: the worst first, everything on it safe to print. */
import type { AuditReport } from '../model/report.ts';
import { openPage, type TerminalOptions } from './page.ts';
import { blindness } from './terminal-blindness.ts';
import { changesSince } from './terminal-changes.ts';
import { failures, warnings, worstAgain } from './terminal-findings.ts';
import { exitLine, practiceTable } from './terminal-totals.ts';
import { headline, verdicts } from './terminal-verdicts.ts';

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
        worstAgain(page),
        exitLine(page),
      ];
  const filled = sections.filter((lines) => lines.length > 0);
  return `${filled.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
