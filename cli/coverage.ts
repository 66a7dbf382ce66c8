/** `stack-auditor checks --coverage`: which check answers which sentence of the vendor's pages, and which none does. */
import { wrapAnsi } from 'fast-wrap-ansi';
import { type CatalogueRow, catalogue } from '../shared/model/catalogue.ts';
import { type AnyCheck, type Practice, practices } from '../shared/model/check.ts';

export interface Coverage {
  readonly id: string;
  readonly row: CatalogueRow;
  /** Ids of the checks that answer it. */
  readonly checks: readonly string[];
}

/** Every row of the catalogue, in its order. */
export function coverageOf(checks: readonly AnyCheck[]): readonly Coverage[] {
  return Object.entries(catalogue).map(([id, row]) => ({
    id,
    row,
    checks: checks.filter(({ catalogueIds }) => catalogueIds.includes(id)).map((each) => each.id),
  }));
}

/** "105 of 122 rows have a check" */
export function coverageInWords(coverage: readonly Coverage[]): string {
  const answered = coverage.filter(({ checks }) => checks.length > 0).length;
  return `${answered} of ${coverage.length} rows have a check`;
}

/** The whole table for a terminal. */
export function listCoverage(checks: readonly AnyCheck[], width: number): string {
  const coverage = coverageOf(checks);
  const longest = Math.max(...coverage.map(({ id }) => id.length));
  const sections = (Object.keys(practices) as Practice[]).map((practice) => {
    const rows = coverage.filter(({ row }) => row.practice === practice);
    return `${practices[practice]}\n${rows.map((each) => entry(each, longest, width)).join('\n')}\n`;
  });
  const summary = `${coverageInWords(coverage)}; the others say why they have none.`;
  return `${sections.join('\n')}\n${wrapAnsi(summary, width)}\n`;
}

function entry({ id, row, checks }: Coverage, longest: number, width: number): string {
  const indent = ' '.repeat(longest + 4);
  const lines = [
    row.asks,
    ...checks.map((check) => `→ ${check}`),
    ...(row.unanswered === undefined ? [] : [`no check: ${row.unanswered}`]),
  ];
  const room = Math.max(20, width - indent.length);
  const text = lines
    .map((line) => wrapAnsi(line, room, { hard: true }))
    .join('\n')
    .replaceAll('\n', `\n${indent}`);
  return `  ${id.padEnd(longest)}  ${text}`;
}
