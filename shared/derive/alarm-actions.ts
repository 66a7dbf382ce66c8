/** What comes of an alarm that goes off: whether it, or a composite alarm over it, tells an alert topic. */
import type { Alarm } from '../model/cloudwatch.ts';
import type { Topic } from '../model/sns.ts';

/** Actions that do something of their own: call a function, or open an incident. What, is not judged. */
const handsOn = /^arn:[^:]+:(?:lambda|ssm-incidents):/;

/** The last part of an ARN, for people to read: `acme-alarms`. */
export function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf(':') + 1);
}

/** The action by which an alarm itself tells somebody; undefined when it has none, or all are switched off. */
export function tellingAction(alarm: Alarm, topics: readonly Topic[]): string | undefined {
  if (!alarm.actionsEnabled) return undefined;
  const tells = (action: string) => topics.some(({ arn }) => arn === action);
  return alarm.alarmActions.find(tells) ?? alarm.alarmActions.find((each) => handsOn.test(each));
}

/** Whether an action leaves the alert topics for something whose doing is not judged. */
export function isHandedOn(action: string): boolean {
  return handsOn.test(action);
}

/**
 * For every alarm that somebody is told of by a composite alarm above it, however far up: that composite alarm.
 * Composite alarms may watch each other in a circle:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export function toldThrough(
  alarms: readonly Alarm[],
  topics: readonly Topic[],
): ReadonlyMap<string, Alarm> {
  const told = new Map<string, Alarm>();
  for (const top of alarms.filter((alarm) => tellingAction(alarm, topics) !== undefined)) {
    const below = new Set(top.watches);
    for (const name of below) {
      for (const each of alarms.find((alarm) => alarm.name === name)?.watches ?? []) {
        below.add(each);
      }
      told.set(name, top);
    }
  }
  return told;
}
