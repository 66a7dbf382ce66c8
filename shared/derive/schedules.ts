/** What a stack has EventBridge start, and how often. */
import type { Rule } from '../model/events.ts';
import { parseStackName } from '../model/tts.ts';

const daysPer = { minute: 1 / 1440, hour: 1 / 24, day: 1 } as const;

/**
 * Days between two runs of `rate(12 hours)`; undefined for anything else, such as cron(…), whose runs may be any time
 * apart.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 */
export function daysBetweenRuns(schedule: string): number | undefined {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(schedule) ?? [];
  return unit === undefined ? undefined : Number(count) * daysPer[unit as keyof typeof daysPer];
}

/**
 * The rules a stack made, told by their names: CloudFormation calls them `<stack>-<logical id>-<random>`, and cuts the
 * stack's name short where that would be over 64 characters. A cut name belongs to every stack it may be cut from, unless
 * it is the whole name of another; never is so much cut that only the prefix of the deployment is left.
 */
export function rulesOfStack(
  stackName: string,
  rules: readonly Rule[],
  stackNames: readonly string[],
): readonly Rule[] {
  const prefix = parseStackName(stackName)?.prefix ?? stackName;
  const shortest = `${prefix}-5-`.length;
  return rules.filter(({ name }) => {
    const head = /^(.*)-[^-]+-[^-]+$/.exec(name)?.[1] ?? '';
    if (head === stackName) return true;
    return head.length >= shortest && stackName.startsWith(head) && !stackNames.includes(head);
  });
}
