/** Text for a terminal: harmless, as wide as asked, and in words. */
import stringWidth from 'fast-string-width';
import { wrapAnsi } from 'fast-wrap-ansi';

const esc = String.fromCharCode(0x1b);
const bell = String.fromCharCode(0x07);
const csi = String.fromCharCode(0x9b);

// Whole sequences go before lone control characters, else their tail (`[31m`) would stay behind as text. A string
// sequence that never ends is left to the second step: a name must not be able to swallow what follows it.
const escapeSequences = new RegExp(
  [
    `(?:${esc}\\[|${csi})[0-?]*[ -/]*[@-~]`,
    `${esc}[\\]PX^_][^${esc}${bell}]*(?:${bell}|${esc}\\\\)`,
    `${esc}[ -/]*[0-Z\\\\\`-~]`,
  ].join('|'),
  'g',
);

// Format characters and default ignorables too: they reverse the reading direction or hide letters.
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

/** What came from AWS as one line of plain text: it cannot move the cursor, change colours or hide anything. */
export function plainText(text: string): string {
  return text
    .replace(escapeSequences, '')
    .replace(/\s+/g, ' ')
    .replace(invisible, '')
    .normalize('NFC')
    .trim();
}

const asciiSpellings: Readonly<Record<string, string>> = {
  '…': '...',
  '·': '|',
  '→': '->',
  '–': '-',
  '—': '-',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '≥': '>=',
  '≤': '<=',
  '×': 'x',
};

/** Plain text for a terminal that shows ASCII only: accents dropped, unknown letters as `?`. */
export function asciiText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^ -~]/gu, (letter) => asciiSpellings[letter] ?? '?');
}

/** Fills up with spaces to a width in columns (a CJK letter takes two). */
export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - stringWidth(text))) + text;
}

const glue = String.fromCharCode(0xa0);

/** Keeps words on one line where they fit on one; `hang` and `labelled` print ordinary spaces. */
export function together(text: string): string {
  return text.replaceAll(' ', glue);
}

/** Wraps to a width with every line but the first indented; words too long for a line are broken. */
export function hang(text: string, width: number, indent: number): readonly string[] {
  const wrapped = wrapAnsi(text, width - indent, { hard: true }).replaceAll(glue, ' ');
  const [first = '', ...rest] = wrapped.split('\n');
  return [first, ...indented(rest, indent)];
}

/** A label in a column of its own, the text beside it. A label too long for its column runs into the text. */
export function labelled(
  label: string,
  text: string,
  width: number,
  column: number,
): readonly string[] {
  if (stringWidth(label) >= column) return hang(`${label} ${text}`, width, column);
  const [first = '', ...rest] = hang(text, width - column, 0);
  return [padEnd(label, column) + first, ...indented(rest, column)];
}

export function indented(lines: readonly string[], indent: number): readonly string[] {
  return lines.map((line) => ' '.repeat(indent) + line);
}

/** Cut to one line, with a mark where something was left out. */
export function cut(text: string, width: number, mark: string): string {
  if (stringWidth(text) <= width) return text;
  const [first = ''] = wrapAnsi(text, Math.max(2, width - stringWidth(mark)), {
    hard: true,
    wordWrap: false,
  }).split('\n');
  return first + mark;
}

/** `1 finding`, `2 findings`. */
export function count(amount: number, one: string, many = `${one}s`): string {
  return `${amount} ${amount === 1 ? one : many}`;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** The time between two ISO dates in the largest unit that says enough: `3 days`; undefined when a date is none. */
export function timeBetween(from: string, to: string): string | undefined {
  const span = Date.parse(to) - Date.parse(from);
  if (Number.isNaN(span)) return undefined;
  if (span < hour) return count(Math.max(0, Math.floor(span / minute)), 'minute');
  if (span < 2 * day) return count(Math.floor(span / hour), 'hour');
  return count(Math.floor(span / day), 'day');
}

/** How long a run took: `3.2 s`, `2 min 5 s`. */
export function duration(from: string, to: string): string {
  const span = Math.max(0, Date.parse(to) - Date.parse(from));
  if (Number.isNaN(span)) return '? s';
  if (span < minute) return `${(span / 1000).toFixed(1)} s`;
  return `${Math.floor(span / minute)} min ${Math.floor((span % minute) / 1000)} s`;
}

/** `2026-11-24 06:00 UTC`; what is no date stays as it is. */
export function dateAndTime(iso: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  return `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
