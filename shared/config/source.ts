/** A YAML text, and the way back from its values to its lines. */
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLError,
  type YAMLMap,
} from 'yaml';
import { configError, type Problem, printable, quote, wholeFile } from './problem.ts';

/** Enough to share one block among every deployment of a large fleet, too little for a file that explodes. */
export const mostAliases = 1000;

/** A file that is YAML and a mapping, and the way back from its values to its lines. */
export interface Source {
  readonly value: unknown;
  readonly document: Document;
  readonly lines: LineCounter;
  /** Duplicate keys: the one kind of mistake that leaves the rest readable. */
  readonly problems: readonly Problem[];
}

/**
 * Parses a text that must be one YAML mapping. Throws a ConfigError when it is not; a RangeError or ReferenceError from
 * the parser when it nests or multiplies beyond what can be followed.
 */
export function parseYaml(text: string, fileName: string): Source {
  const lines = new LineCounter();
  const content = text.replace(/^\uFEFF/, '');
  const document = parseDocument(content, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    // Ours says more, and takes no quadratic time.
    uniqueKeys: false,
    // A `%YAML 1.1` line must not turn `no` into false; tags and merge keys have no use here.
    schema: 'core',
    merge: false,
    resolveKnownTags: false,
  });
  const invalid = syntaxProblems(document, content, lines);
  if (invalid.length > 0) throw configError(fileName, invalid);

  const allowed = 'a mapping that starts with "version: 1"';
  const root = document.contents;
  if (root === null || (isScalar(root) && root.value === null)) {
    throw configError(fileName, [wholeFile('an empty file', allowed)]);
  }
  if (!isMap(root)) {
    const place = placeOf(root, lines);
    throw configError(fileName, [
      { ...place, path: '', found: foundText(root), allowed, nearest: [] },
    ]);
  }
  const unusable = aliasProblems(document, lines);
  if (unusable.length > 0) throw configError(fileName, unusable);
  const value = document.toJS({ maxAliasCount: mostAliases });
  return { value, document, lines, problems: duplicateKeys(document, lines) };
}

/** The first error of each line: what follows it there is mostly its echo. */
function syntaxProblems(document: Document, text: string, lines: LineCounter): Problem[] {
  const firstOfLine = new Map<number, YAMLError>();
  for (const error of [...document.errors, ...document.warnings]) {
    const { line } = positionOf(error.pos[0], lines);
    if (!firstOfLine.has(line)) firstOfLine.set(line, error);
  }
  return [...firstOfLine.values()].map((error) => syntaxProblem(error, text, lines));
}

function syntaxProblem(error: YAMLError, text: string, lines: LineCounter): Problem {
  const [offset] = error.pos;
  const { line, column } = positionOf(offset, lines);
  const at = { line, column, path: '', nearest: [] };
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return { ...at, found: 'a tab as indentation', allowed: 'spaces' };
    case 'MULTIPLE_DOCS':
      return { ...at, found: 'a second YAML document', allowed: 'one' };
    case 'RESOURCE_EXHAUSTION':
      return { ...at, found: 'nesting that is too deep to follow', allowed: 'a few levels' };
    default: {
      const [lineText = ''] = text.slice(offset - (column - 1)).split(/\r?\n/, 1);
      const reason = printable(error.message.replace(/\s+/g, ' ').trim());
      return { ...at, found: quote(lineText.trim()), allowed: `valid YAML (${reason})` };
    }
  }
}

/** Aliases that name nothing, and the first that is one too many: each costs the parser a walk through the file. */
function aliasProblems(document: Document, lines: LineCounter): Problem[] {
  const anchors = new Set<string>();
  const problems: Problem[] = [];
  let count = 0;
  visit(document, {
    Value: (_key, { anchor }) => {
      if (anchor !== undefined) anchors.add(anchor);
    },
    Alias: (_key, alias) => {
      count += 1;
      const at = { ...placeOf(alias, lines), path: '', nearest: [] };
      if (count > mostAliases) {
        problems.push({
          ...at,
          found: 'one alias more',
          allowed: `at most ${mostAliases} aliases`,
        });
        return visit.BREAK;
      }
      if (!anchors.has(alias.source)) {
        const allowed = 'an anchor that stands before it';
        problems.push({ ...at, found: `the alias ${quote(`*${alias.source}`)}`, allowed });
      }
      return undefined;
    },
  });
  return problems;
}

function duplicateKeys(document: Document, lines: LineCounter): Problem[] {
  const problems: Problem[] = [];
  visit(document, {
    Map: (_key, map) => {
      const seen = new Set<string>();
      for (const pair of map.items) {
        const key = keyText(pair);
        if (seen.has(key)) {
          const place = placeOf(isNode(pair.key) ? pair.key : undefined, lines);
          const found = `${quote(key)} a second time`;
          problems.push({ ...place, path: '', found, allowed: 'every key once', nearest: [] });
        }
        seen.add(key);
      }
    },
  });
  return problems;
}

/** Where a path leads. */
export interface Place {
  /** The value; its parent, or its key if there is one, when it is missing. */
  readonly node: Node | undefined;
  /** The key it stands under, where there is one. */
  readonly key: Node | undefined;
  readonly missing: boolean;
}

/** Finds the value at a path, or what it is missing from. */
export function locate(path: readonly PropertyKey[], document: Document): Place {
  let node = document.contents ?? undefined;
  let key: Node | undefined;
  for (const part of path) {
    const child = childOf(node, part);
    if (child === undefined) return { node, key, missing: true };
    key = child.key ?? key;
    node = resolved(child.value, document);
    // `{version}` has a key and not even an empty value.
    if (node === undefined) return { node: key, key, missing: true };
  }
  return { node, key, missing: false };
}

function childOf(node: Node | undefined, part: PropertyKey) {
  if (isSeq(node)) {
    const value = node.items[Number(part)];
    return isNode(value) ? { key: undefined, value } : undefined;
  }
  if (!isMap(node)) return undefined;
  const pair = pairsOf(node).get(String(part));
  if (pair === undefined) return undefined;
  return {
    key: isNode(pair.key) ? pair.key : undefined,
    value: isNode(pair.value) ? pair.value : undefined,
  };
}

// Kept per mapping: a file that is all wrong asks for every key of it.
const knownPairs = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

/** The pairs by key; of two with one key the last, as it is the last that counts. */
function pairsOf(map: YAMLMap): ReadonlyMap<string, Pair> {
  const known = knownPairs.get(map);
  if (known !== undefined) return known;
  const pairs = new Map(map.items.map((pair) => [keyText(pair), pair]));
  knownPairs.set(map, pairs);
  return pairs;
}

function keyText({ key }: Pair): string {
  return isScalar(key) ? String(key.value ?? '') : String(key);
}

/** An alias stands for what it names: that is the place to put right. */
function resolved(node: Node | undefined, document: Document): Node | undefined {
  return isAlias(node) ? (node.resolve(document) ?? node) : node;
}

/** Line and column, from 1; those of the file when there is no node. */
export function placeOf(node: Node | undefined, lines: LineCounter) {
  return positionOf(node?.range?.[0] ?? 0, lines);
}

function positionOf(offset: number, lines: LineCounter) {
  const { line, col } = lines.linePos(offset);
  // A file without a single character has no first line to the counter.
  return line === 0 ? { line: 1, column: 1 } : { line, column: col };
}

/** What stands there, in the words of an error. */
export function foundText(node: Node | undefined): string {
  if (isMap(node)) return 'a mapping';
  if (isSeq(node)) return 'a list';
  if (!isScalar(node)) return 'nothing';
  if (typeof node.value === 'string') return quote(node.value);
  // As it was typed: 012345678901 is a number without its first digit.
  return printable(node.source ?? String(node.value)) || 'nothing';
}
