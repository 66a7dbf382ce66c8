/** From the text of `auditor.yaml` to a configuration, or to everything that is wrong with it. */
import { readFile, stat } from 'node:fs/promises';
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
} from 'yaml';
import type * as z from 'zod';
import { type Config, configVersion } from './config.ts';
import { type JsonSchema, jsonSchema } from './json-schema.ts';
import {
  ConfigError,
  configError,
  nearestOf,
  type Problem,
  pathText,
  printable,
  quote,
} from './problem.ts';
import { type Configurable, configSchema } from './schema.ts';

export { ConfigError, type Problem } from './problem.ts';

const largestFile = 1024 * 1024;

// Enough to share one block among every deployment of a large fleet, too little for a file that explodes.
const mostAliases = 1000;

// An editor's list of templates is welcome, an error message's is not.
const longestChoice = 8;

/**
 * Reads and validates a configuration file. Throws a ConfigError: when the file cannot be read (naming path and reason)
 * or as `loadConfig` does.
 */
export async function readConfig(path: string, checks: readonly Configurable[]): Promise<Config> {
  return loadConfig(await readText(path), path, checks);
}

/** Validates the text of a configuration file. Throws a ConfigError that names every problem in it. */
export function loadConfig(
  text: string,
  fileName: string,
  checks: readonly Configurable[],
): Config {
  refuseTooLarge(fileName, Buffer.byteLength(text));
  return unlessTooComplex(fileName, () => validate(text, fileName, checks));
}

function validate(text: string, fileName: string, checks: readonly Configurable[]): Config {
  const source = parseYaml(text, fileName);
  const parsed = configSchema(checks).safeParse(source.value);
  if (parsed.success && source.problems.length === 0) return toConfig(parsed.data, text);

  const schema = jsonSchema(checks);
  const issues = parsed.error?.issues ?? [];
  throw configError(fileName, [
    ...source.problems,
    ...issues.flatMap((issue) => problemsOf(issue, source, schema)),
  ]);
}

type Parsed = z.output<ReturnType<typeof configSchema>>;

function toConfig({ deployments, retired, checks }: Parsed, text: string): Config {
  return {
    configVersion: configVersion(text),
    deployments: deployments.map((deployment) => ({
      ...deployment,
      prefix: deployment.prefix ?? deployment.name,
    })),
    retired,
    checks,
  };
}

// ── The file ──────────────────────────────────────────────────────────────────────────────────────────────────────

async function readText(path: string): Promise<string> {
  try {
    // Asked before reading: what is refused should not be in memory first.
    refuseTooLarge(path, (await stat(path)).size);
    // The byte order mark stays in, so that the version is that of the file's bytes.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(path));
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(`cannot read ${path}: ${reasonOf(error)}`, [], { cause: error });
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  const reasons: Record<string, string> = {
    ENOENT: 'there is no such file',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EISDIR: 'it is a directory',
    ENOTDIR: 'a part of its path is no directory',
    ERR_ENCODING_INVALID_ENCODED_DATA: 'it is not UTF-8 text',
  };
  return reasons[code] ?? error.message;
}

function refuseTooLarge(fileName: string, bytes: number): void {
  if (bytes <= largestFile) return;
  const allowed = `at most ${largestFile} bytes`;
  throw configError(fileName, [wholeFile(`a file of ${bytes} bytes`, allowed)]);
}

// ── YAML ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A file that is YAML and a mapping, and the way back from its values to its lines. */
interface Source {
  readonly value: unknown;
  readonly document: Document;
  readonly lines: LineCounter;
  /** Duplicate keys: the one kind of mistake that leaves the rest readable. */
  readonly problems: readonly Problem[];
}

function parseYaml(text: string, fileName: string): Source {
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

/**
 * The parser is recursive, and throws plain errors for aliases that multiply and for nesting no stack is deep enough
 * for. Neither is a reason to die without saying which file it was.
 */
function unlessTooComplex<T>(fileName: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    const found = `YAML that cannot be followed (${printable(reason)})`;
    const allowed = `a few levels, and at most ${mostAliases} aliases`;
    throw configError(fileName, [wholeFile(found, allowed)], { cause: error });
  }
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

function wholeFile(found: string, allowed: string): Problem {
  return { line: 1, column: 1, path: '', found, allowed, nearest: [] };
}

// ── From an issue to a problem ────────────────────────────────────────────────────────────────────────────────────

function problemsOf(issue: z.core.$ZodIssue, source: Source, schema: JsonSchema): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownKey([...issue.path, key], key, source, schema));
  }
  const { node, missing } = locate(issue.path, source.document);
  const said = isScalar(node) && typeof node.value === 'string' ? node.value : undefined;
  const choices = issue.code === 'invalid_value' ? issue.values.map(String) : [];
  return [
    {
      ...placeOf(node, source.lines),
      path: pathText(issue.path),
      found: missing ? 'nothing' : foundText(node),
      allowed: choices.join(', ') || issue.message,
      nearest: said !== undefined && choices.length > longestChoice ? nearestOf(said, choices) : [],
    },
  ];
}

function unknownKey(
  path: readonly PropertyKey[],
  key: string,
  { document, lines }: Source,
  schema: JsonSchema,
): Problem {
  const { properties } = schemaAt(schema, path.slice(0, -1));
  const known = Object.entries(properties ?? {}).map(([name, property]) => {
    const usual = typeof property === 'object' ? property.default : undefined;
    return { name, usual: typeof usual === 'number' ? ` (default ${usual})` : '' };
  });
  // Thresholds are few, and whoever looks for one wants to know what holds without it.
  const isThreshold = known.some(({ usual }) => usual !== '');
  const names = known.map(({ name }) => name);
  return {
    ...placeOf(locate(path, document).key, lines),
    path: pathText(path),
    found: quote(key),
    allowed: known.map(({ name, usual }) => name + usual).join(', ') || 'nothing',
    nearest: isThreshold ? [] : nearestOf(key, names),
  };
}

/** What the schema says of the place at this path. */
function schemaAt(schema: JsonSchema, path: readonly PropertyKey[]): JsonSchema {
  return path.reduce<JsonSchema>((at, part) => {
    const next = typeof part === 'number' ? at.items : at.properties?.[String(part)];
    return typeof next === 'object' && !Array.isArray(next) ? next : {};
  }, schema);
}

interface Place {
  /** The value; its parent when it is missing. */
  readonly node: Node | undefined;
  /** The key it stands under, where there is one. */
  readonly key: Node | undefined;
  readonly missing: boolean;
}

function locate(path: readonly PropertyKey[], document: Document): Place {
  let node = document.contents ?? undefined;
  let key: Node | undefined;
  for (const part of path) {
    const child = childOf(node, part);
    if (child === undefined) return { node, key, missing: true };
    key = child.key ?? key;
    node = resolved(child.value, document) ?? key;
  }
  return { node, key, missing: false };
}

function childOf(node: Node | undefined, part: PropertyKey) {
  if (isSeq(node)) {
    const value = node.items[Number(part)];
    return isNode(value) ? { key: undefined, value } : undefined;
  }
  if (!isMap(node)) return undefined;
  // The last one, because of two with one key it is the last that counts.
  const pair = node.items.findLast((item) => keyText(item) === String(part));
  if (pair === undefined) return undefined;
  return {
    key: isNode(pair.key) ? pair.key : undefined,
    value: isNode(pair.value) ? pair.value : undefined,
  };
}

function keyText({ key }: Pair): string {
  return isScalar(key) ? String(key.value ?? '') : String(key);
}

/** An alias stands for what it names: that is the place to put right. */
function resolved(node: Node | undefined, document: Document): Node | undefined {
  return isAlias(node) ? (node.resolve(document) ?? node) : node;
}

function placeOf(node: Node | undefined, lines: LineCounter) {
  return positionOf(node?.range?.[0] ?? 0, lines);
}

function positionOf(offset: number, lines: LineCounter) {
  const { line, col } = lines.linePos(offset);
  // A file without a single character has no first line to the counter.
  return line === 0 ? { line: 1, column: 1 } : { line, column: col };
}

function foundText(node: Node | undefined): string {
  if (isMap(node)) return 'a mapping';
  if (isSeq(node)) return 'a list';
  if (!isScalar(node)) return 'nothing';
  if (typeof node.value === 'string') return quote(node.value);
  // As it was typed: 012345678901 is a number without its first digit.
  return printable(node.source ?? String(node.value)) || 'nothing';
}
