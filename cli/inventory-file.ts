/** Saved inventories: what an audit read, to be judged again on another machine, without AWS. */
import { createHash } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import * as z from 'zod';
import type { Gathered } from '../shared/run/gather-target.ts';
import { UsageError } from './exit-codes.ts';

const schemaVersion = 1;

const fact = z.union([
  z.object({ known: z.literal(true), value: z.array(z.looseObject({})) }),
  z.object({
    known: z.literal(false),
    cause: z.enum(['denied', 'throttled', 'unsupported', 'failed', 'not-gathered']),
    detail: z.string(),
    action: z.string().optional(),
  }),
]);

const inventoryFile = z.object({
  schemaVersion: z.literal(schemaVersion),
  checksum: z.string().optional(),
  targets: z.array(
    z.object({
      target: z.object({ accountId: z.string().regex(/^\d{12}$/), region: z.string().min(1) }),
      gatheredAt: z.iso.datetime(),
      calls: z.number(),
      inventory: z.record(z.string(), fact),
    }),
  ),
});

// A value that changed on the way would be judged as if AWS had said it.
function checksumOf(targets: unknown): string {
  return createHash('sha256').update(JSON.stringify(targets)).digest('hex');
}

/** Writes the file whole or not at all. Throws `UsageError` when the path cannot be written. */
export async function saveInventories(path: string, targets: readonly Gathered[]): Promise<void> {
  const unfinished = `${path}.part`;
  try {
    const content = { schemaVersion, checksum: checksumOf(targets), targets };
    await writeFile(unfinished, `${JSON.stringify(content, null, 1)}\n`);
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw new UsageError(`cannot write ${path}: ${(error as Error).message}`);
  }
}

/** Reads a saved file. Throws `UsageError` saying what is wrong with it: unreadable, cut short, of another version. */
export async function loadInventories(path: string): Promise<Gathered[]> {
  const content = parse(path, await read(path));
  const version = (content as { schemaVersion?: unknown } | null)?.schemaVersion;
  if (version === undefined) {
    throw new UsageError(
      `${path} is not an inventory: it has no schemaVersion. Make one with --save.`,
    );
  }
  if ('findings' in (content as object)) {
    throw new UsageError(`${path} is a report, not an inventory. Make one with --save.`);
  }
  if (version !== schemaVersion) {
    throw new UsageError(
      `${path} has schemaVersion ${JSON.stringify(version)}; this program reads ${schemaVersion}. Save it again with this version.`,
    );
  }
  const checked = inventoryFile.safeParse(content);
  if (!checked.success) {
    const { path: place, message } = checked.error.issues[0] ?? { path: [], message: 'not valid' };
    throw new UsageError(
      `${path} is damaged at ${place.join('.')}: ${message}. Save it again with --save.`,
    );
  }
  const { checksum, targets } = content as { readonly checksum?: string; targets: Gathered[] };
  if (checksum !== undefined && checksum !== checksumOf(targets)) {
    throw new UsageError(
      `${path} is damaged: it is not what was saved. Save it again with --save, or take the checksum out if you changed it yourself.`,
    );
  }
  return targets;
}

/** For what the shape of a file does not show: facts nothing can be told from. */
export function refuseDamaged(path: string): (error: Error) => never {
  return ({ message }) => {
    throw new UsageError(
      `${path} is damaged: its facts make no sense (${message}). Save it again with --save.`,
    );
  };
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new UsageError(`cannot read ${path}: ${(error as Error).message}`);
  }
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const { message } = error as Error;
    throw new UsageError(
      isCut(text, message)
        ? `${path} is cut short after ${Buffer.byteLength(text)} bytes. Save it again with --save.`
        : `${path} is not JSON: ${message}`,
    );
  }
}

/** The parser found nothing wrong but the end; it says so in many ways. */
function isCut(text: string, message: string): boolean {
  if (text.trim() === '' || /end of JSON|Unterminated/.test(message)) return true;
  const position = /at position (\d+)/.exec(message)?.[1];
  return position !== undefined && Number(position) >= text.length;
}
