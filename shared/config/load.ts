/** From the text of `auditor.yaml` to a configuration, or to everything that is wrong with it. */
import { readFile, stat } from 'node:fs/promises';
import { isScalar } from 'yaml';
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
  wholeFile,
} from './problem.ts';
import { type Configurable, configSchema } from './schema.ts';
import { foundText, locate, mostAliases, parseYaml, placeOf, type Source } from './source.ts';

export { ConfigError, type Problem } from './problem.ts';

const largestFile = 1024 * 1024;

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

/**
 * The parser is recursive, and throws plain errors for aliases that multiply and for nesting no stack is deep enough
 * for. Neither is a reason to die without saying which file it was.
 */
function unlessTooComplex<T>(fileName: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof ReferenceError)) throw error;
    const found = `YAML that cannot be followed (${printable(error.message)})`;
    const allowed = `a few levels, and at most ${mostAliases} aliases`;
    throw configError(fileName, [wholeFile(found, allowed)], { cause: error });
  }
}

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
