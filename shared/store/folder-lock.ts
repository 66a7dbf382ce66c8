/**
 * One process at a time in a store's folder, and a word on who it is.
 * The database below has a lock of its own that ends with its process; this one is there to tell people, and to tell them early.
 */
import { randomUUID } from 'node:crypto';
import { constants, unlinkSync } from 'node:fs';
import { copyFile, mkdir, readFile, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What the lock file says. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  readonly command: string;
  /** ISO 8601. */
  readonly startedAt: string;
}

export interface FolderLock {
  /** What a person should know of how the lock was got: it was left behind by a process that is gone, say. */
  readonly notice?: string;
  readonly release: () => Promise<void>;
}

/** Another process works in the folder. The message says who, since when, and what to do. */
export class StoreLockedError extends Error {
  override readonly name = 'StoreLockedError';
  /** Unknown when the database was found open and nobody had signed for it. */
  readonly holder: LockHolder | undefined;

  constructor(folder: string, holder: LockHolder | undefined) {
    super(lockedMessage(folder, holder));
    this.holder = holder;
  }
}

/** The folder cannot be made, read or written. */
export class StoreFolderError extends Error {
  override readonly name = 'StoreFolderError';

  constructor(folder: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`the store's folder ${folder} cannot be used: ${reason}`, { cause });
  }
}

const lockFile = 'lock.json';
const unreadableForMs = 2_000;
const pollMs = 50;
const attempts = 100;

// By path, what this process wrote there. An exit without `release` must not leave a lock behind.
const held = new Map<string, string>();

/**
 * Makes the folder when it is not there and locks it; the lock of a process that is no longer alive is taken over.
 * Throws a StoreLockedError or a StoreFolderError.
 */
export async function lockFolder(folder: string, command: string): Promise<FolderLock> {
  const path = resolve(folder, lockFile);
  const text = lockText(command);
  let notice: string | undefined;
  await inFolder(folder, () => mkdir(folder, { recursive: true, mode: 0o700 }));
  for (let tried = 0; tried < attempts; tried++) {
    if (await inFolder(folder, () => createExclusively(path, text))) {
      hold(path, text);
      return { ...(notice !== undefined && { notice }), release: () => release(path, text) };
    }
    const found = await inFolder(folder, () => readLock(path));
    if (found === undefined) continue;
    if (found.holder === undefined && found.ageMs < unreadableForMs) {
      // Somebody is just writing it.
      await sleep(pollMs);
      continue;
    }
    if (found.holder !== undefined && mayBeAlive(found.holder, path)) {
      throw new StoreLockedError(folder, found.holder);
    }
    if (await inFolder(folder, () => moveAway(path, found.text))) {
      notice = takenOver(path, found.holder);
    }
  }
  throw new StoreLockedError(folder, undefined);
}

interface FoundLock {
  readonly text: string;
  readonly holder: LockHolder | undefined;
  /** Never negative: a clock may have been set back. */
  readonly ageMs: number;
}

async function inFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new StoreFolderError(folder, cause);
  }
}

function lockText(command: string): string {
  const holder: LockHolder = {
    pid: process.pid,
    host: hostname(),
    command,
    startedAt: new Date().toISOString(),
  };
  return `${JSON.stringify(holder)}\n`;
}

async function createExclusively(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

async function readLock(path: string): Promise<FoundLock | undefined> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
    return { text, holder: parseHolder(text), ageMs: Math.abs(Date.now() - mtimeMs) };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function parseHolder(text: string): LockHolder | undefined {
  try {
    const { pid, host, command, startedAt } = JSON.parse(text) as Partial<LockHolder>;
    if (!Number.isInteger(pid) || pid === undefined || pid <= 0) return undefined;
    if (typeof host !== 'string') return undefined;
    return { pid, host, command: String(command), startedAt: String(startedAt) };
  } catch {
    return undefined;
  }
}

/** Only of a process on this host can we know that it is gone. */
function mayBeAlive(holder: LockHolder, path: string): boolean {
  if (holder.host !== hostname()) return true;
  // In a container every process may have the number of the one before it.
  if (holder.pid === process.pid) return held.has(path);
  try {
    process.kill(holder.pid, 0);
    return true;
  } catch (error) {
    // Not ours to signal, but there.
    return codeOf(error) === 'EPERM';
  }
}

/**
 * Takes a dead lock out of the way; false when another process was quicker. Two may find the same lock dead: the
 * second would move away the fresh lock of the first, so what was moved is looked at again and put back.
 */
async function moveAway(path: string, deadText: string): Promise<boolean> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
  const moved = await readFile(aside, 'utf8');
  // When a third process has signed meanwhile, its signature stays; the database lets only one of the two in.
  if (moved !== deadText) await copyFile(aside, path, constants.COPYFILE_EXCL).catch(() => {});
  await unlink(aside);
  return moved === deadText;
}

function hold(path: string, text: string): void {
  if (held.size === 0) process.on('exit', releaseAll);
  held.set(path, text);
}

async function release(path: string, text: string): Promise<void> {
  if (held.get(path) !== text) return;
  held.delete(path);
  if (held.size === 0) process.off('exit', releaseAll);
  const found = await readLock(path).catch(() => undefined);
  if (found?.text === text) await unlink(path).catch(() => {});
}

function releaseAll(): void {
  for (const path of held.keys()) {
    try {
      unlinkSync(path);
    } catch {
      // The process ends either way; the next one finds the lock dead.
    }
  }
}

function takenOver(path: string, holder: LockHolder | undefined): string {
  return holder === undefined
    ? `took over the lock ${path}, which could not be read`
    : `took over the lock of ${describe(holder)}, which is no longer running`;
}

function lockedMessage(folder: string, holder: LockHolder | undefined): string {
  const path = join(folder, lockFile);
  if (holder === undefined) {
    return `the store in ${folder} is in use by another process; wait until it ends or use another folder`;
  }
  const elsewhere =
    holder.host === hostname()
      ? `if that process is something else, delete ${path}`
      : `it runs on ${holder.host}, which cannot be asked from here: if it is gone, delete ${path}`;
  return `the store in ${folder} is in use by ${describe(holder)}; wait until it ends, stop it, or use another folder (${elsewhere})`;
}

function describe({ pid, command, startedAt }: LockHolder): string {
  return `process ${pid} (${command}) since ${startedAt}`;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
