/** How old something is, and how to say it. */

const hourMs = 3_600_000;

/** Hours between a past ISO 8601 time and now; negative for the future. */
export function hoursSince(time: string, now: Date): number {
  return (now.getTime() - Date.parse(time)) / hourMs;
}

export function minutesSince(time: string, now: Date): number {
  return hoursSince(time, now) * 60;
}

export function daysSince(time: string, now: Date): number {
  return hoursSince(time, now) / 24;
}

/** "12 minutes", "26 hours", "3 days": whole units, rounded down, so that "26 hours" never hides a 27th. */
export function inWords(hours: number): string {
  if (hours < 2) return plural(Math.max(0, Math.floor(hours * 60)), 'minute');
  if (hours < 72) return plural(Math.floor(hours), 'hour');
  return plural(Math.floor(hours / 24), 'day');
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
