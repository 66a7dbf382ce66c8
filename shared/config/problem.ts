/** What is wrong with a configuration, said so that it can be put right without opening the manual. */
import { distance } from 'fastest-levenshtein';

/** One thing wrong in the file. */
export interface Problem {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** `deployments[0].environment`; empty when the file as a whole or its YAML is meant. */
  readonly path: string;
  /** `"prod"`, `111122223333`, `a list`, `nothing`. */
  readonly found: string;
  readonly allowed: string;
  /** What was probably meant; said in place of a long list of what is allowed. */
  readonly nearest: readonly string[];
}

/** The configuration cannot be used. The message names every problem, one per line. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  /** In the order of the file; empty when the file could not be read at all. */
  readonly problems: readonly Problem[];

  constructor(message: string, problems: readonly Problem[] = [], options?: ErrorOptions) {
    super(message, options);
    this.problems = problems;
  }
}

/** The error for these problems of this file. */
export function configError(
  fileName: string,
  problems: readonly Problem[],
  options?: ErrorOptions,
): ConfigError {
  const sorted = problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
  const lines = sorted.map((problem) => describe(fileName, problem));
  return new ConfigError(lines.join('\n'), sorted, options);
}

function describe(fileName: string, problem: Problem): string {
  const { line, column, path, found, allowed, nearest } = problem;
  const place = [`${fileName}:${line}:${column}`, path].filter((part) => part !== '').join(' ');
  const remedy =
    nearest.length > 0 ? `did you mean ${nearest.map(quote).join(' or ')}?` : `allowed: ${allowed}`;
  return `${place}: found ${found}, ${remedy}`;
}

/** A problem of the file as a whole. */
export function wholeFile(found: string, allowed: string): Problem {
  return { line: 1, column: 1, path: '', found, allowed, nearest: [] };
}

/** `deployments[0].checks.rds-x`; a key that would not be read as one word stands in quotes. */
export function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part) => {
      if (typeof part === 'number') return `[${part}]`;
      const key = String(part);
      return /^[\w-]{1,60}$/.test(key) ? `.${key}` : `[${quote(key)}]`;
    })
    .join('')
    .replace(/^\./, '');
}

/** Text in quotes, on one line, no longer than anybody reads. */
export function quote(text: string): string {
  return escapeControls(JSON.stringify(shorten(text, 60)));
}

/** Text without quotes, made safe for a terminal and not endless. */
export function printable(text: string): string {
  return escapeControls(shorten(text, 200));
}

function shorten(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}…`;
}

// What a file says is printed: it must not move the cursor, change colours or hide the rest of the line.
function escapeControls(text: string): string {
  return text.replace(
    /[\p{C}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}

// Beyond this many nobody wants to read the list: then the closest are named, however far they are.
const readableList = 20;

/** What somebody who wrote `word` probably meant; empty when nothing is near and the list of all is short. */
export function nearestOf(word: string, known: readonly string[]): readonly string[] {
  const wanted = word.slice(0, 200).toLowerCase();
  const ranked = known
    .map((candidate) => ({ candidate, far: distanceTo(wanted, candidate.toLowerCase()) }))
    .toSorted((a, b) => a.far - b.far);
  const best = ranked[0]?.far ?? Number.POSITIVE_INFINITY;
  const isNear = best <= Math.max(2, Math.floor(wanted.length / 3));
  if (!isNear && known.length <= readableList) return [];
  const named = isNear ? ranked.filter(({ far }) => far === best) : ranked;
  return named.slice(0, 3).map(({ candidate }) => candidate);
}

/** A word that was left unfinished, or has one too many at an end, is as near as a slip of two keys. */
function distanceTo(wanted: string, candidate: string): number {
  const isPart = wanted.length >= 4 && (candidate.includes(wanted) || wanted.includes(candidate));
  const far = distance(wanted, candidate);
  return isPart ? Math.min(2, far) : far;
}
