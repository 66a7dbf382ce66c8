/** Pages of a list, the way AWS hands them out: a bounded size and an opaque marker for the rest. */
import type { Account } from './account.ts';
import type { SandboxError } from './service.ts';

/** How many rows AWS allows a caller to ask for, and how many it sends when nobody asks. */
export interface PageLimits {
  readonly minimum: number;
  readonly maximum: number;
  readonly default: number;
}

/** How one service refuses a bad size or a marker it never handed out. */
export interface PageRefusals {
  readonly size: (asked: number, limits: PageLimits) => SandboxError;
  readonly marker: () => SandboxError;
}

export interface PageRequest {
  /** The operation: a marker of one list is no marker of another. */
  readonly list: string;
  readonly size?: number | undefined;
  readonly marker?: string | undefined;
}

export interface Page<T> {
  readonly rows: T[];
  /** Absent on the last page. */
  readonly next: string | undefined;
}

/** Makes the function that cuts a service's lists into pages. */
export function pager(limits: PageLimits, refusals: PageRefusals) {
  return <T>(rows: readonly T[], request: PageRequest, account: Account): Page<T> => {
    if (request.size !== undefined && !isWithin(request.size, limits)) {
      throw refusals.size(request.size, limits);
    }
    const start = request.marker === undefined ? 0 : readMarker(request.marker, request.list);
    if (start === undefined || start > rows.length) throw refusals.marker();
    const size = cappedSize(request.size ?? limits.default, account);
    const end = start + size;
    return {
      rows: rows.slice(start, end),
      next: end < rows.length ? writeMarker(request.list, end) : undefined,
    };
  };
}

/** What the caller asked for, or less where the account is told to hand out small pages. */
export function cappedSize(asked: number, account: Account): number {
  return Math.min(asked, account.pageSize ?? asked);
}

function isWithin(size: number, { minimum, maximum }: PageLimits): boolean {
  return Number.isInteger(size) && size >= minimum && size <= maximum;
}

function writeMarker(list: string, start: number): string {
  return Buffer.from(`${list} ${start}`).toString('base64');
}

function readMarker(marker: string, list: string): number | undefined {
  const [owner, start, ...rest] = Buffer.from(marker, 'base64').toString('utf8').split(' ');
  if (owner !== list || start === undefined || rest.length > 0) return undefined;
  return /^\d+$/.test(start) ? Number(start) : undefined;
}
