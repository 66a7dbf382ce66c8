/** `stack-auditor checks`: what is checked, and why. */

import { wrapAnsi } from 'fast-wrap-ansi';
import pc from 'picocolors';
import { factsToGather } from '../shared/audit/facts-to-gather.ts';
import { checks } from '../shared/checks/index.ts';
import { factActions } from '../shared/gather/index.ts';
import { type AnyCheck, type Practice, practices } from '../shared/model/check.ts';
import { listCoverage } from './coverage.ts';
import { UsageError } from './exit-codes.ts';
import { nearest } from './select-checks.ts';

export interface Description {
  /** Instead of the checks: which sentence of the vendor's pages they answer. */
  readonly coverage: boolean;
  readonly width: number;
  readonly color: boolean;
}

/** The list of checks, one of them in full, or the coverage. Throws `UsageError` for a check there is not. */
export function describeChecks(
  id: string | undefined,
  { coverage, ...page }: Description,
): string | Promise<string> {
  if (id !== undefined && coverage) {
    throw new UsageError(`--coverage is about all checks: leave out ${id}.`);
  }
  if (coverage) return listCoverage(checks, page.width);
  return id === undefined ? listChecks(page.width) : explainCheck(id, page);
}

/** All checks by practice, one line each. */
function listChecks(width: number): string {
  const longest = Math.max(...checks.map(({ id }) => id.length));
  const sections = (Object.keys(practices) as Practice[])
    .map((practice) => ({ practice, members: checks.filter((each) => each.practice === practice) }))
    .filter(({ members }) => members.length > 0)
    .map(({ practice, members }) => {
      const rows = members.map(({ id, severity, title }) => {
        const head = `  ${id.padEnd(longest)}  ${severity.padEnd(8)}  `;
        // Too narrow for two columns: the title goes below.
        return width < head.length + 30
          ? `  ${id}  ${severity}\n${indent(title, 6, width)}`
          : head + indent(title, head.length, width).trimStart();
      });
      return `${practices[practice]} (${practice})\n${rows.join('\n')}\n`;
    });
  return `${sections.join('\n')}\n${checks.length} checks. Say stack-auditor checks <id> for one of them.\n`;
}

/** One check in full: what is asked and why, how to repair, thresholds, permissions, cross references. */
async function explainCheck(
  id: string,
  { width, color }: { readonly width: number; readonly color: boolean },
): Promise<string> {
  const check = checks.find((each) => each.id === id);
  if (check === undefined) {
    const near = nearest(
      id,
      checks.map((each) => each.id),
    );
    throw new UsageError(`no check is called "${id}". Nearest: ${near.join(', ')}.`);
  }
  const { bold, dim } = pc.createColors(color);
  const actions = await actionsOf(check);
  const rows: readonly (readonly [string, string])[] = [
    ['Practice', practices[check.practice]],
    ['Severity', check.severity + (check.volatile ? ', read again before it alerts' : '')],
    ['Why', check.why],
    ['Fix', check.fix],
    ...Object.entries(check.settings).map(
      ([name, { default: value, unit, about }]) =>
        ['Setting', `${name}: ${value} ${unit}, ${about}`] as const,
    ),
    ['Reads', actions.join(', ')],
    ['Catalogue', check.catalogueIds.join(', ') || 'none'],
    ['See also', list(check, false)],
    ['Opposed by', list(check, true)],
    ['Source', check.docs],
  ];
  const body = rows
    .filter(([, text]) => text !== '')
    .map(([label, text]) => `${dim(label.padEnd(11))}${indent(text, 11, width).trimStart()}`);
  return `${bold(check.id)}: ${check.title}\n\n${body.join('\n')}\n`;
}

async function actionsOf({ needs, wants }: AnyCheck): Promise<string[]> {
  const actions = await factActions();
  return [
    ...new Set(factsToGather([...needs, ...wants]).flatMap((fact) => actions.get(fact) ?? [])),
  ].sort();
}

function list({ controls }: AnyCheck, opposing: boolean): string {
  return controls
    .filter(({ opposes }) => (opposes === true) === opposing)
    .map(({ source, id }) => `${source} ${id}`)
    .join(', ');
}

function indent(text: string, by: number, width: number): string {
  const room = Math.max(20, width - by);
  return wrapAnsi(text, room, { hard: true })
    .split('\n')
    .map((line) => ' '.repeat(by) + line)
    .join('\n');
}
