import { describe, expect, it } from 'vitest';
import {
  isHandedOn,
  lastPart,
  tellingAction,
  toldThrough,
} from '../../../shared/derive/alarm-actions.ts';
import { anAlarm, arnOfTopic, aTopic } from '../../support/surroundings.ts';

const topics = [aTopic({ arn: arnOfTopic('first') }), aTopic()];
const lambda = 'arn:aws:lambda:eu-west-1:111122223333:function:page';
const incident = 'arn:aws-us-gov:ssm-incidents::111122223333:response-plan/page';

describe('the action by which an alarm tells somebody', () => {
  it.each([
    ['a topic of the deployment', [arnOfTopic()], arnOfTopic()],
    ['any of several', ['arn:aws:automate:eu-west-1:ec2:stop', arnOfTopic()], arnOfTopic()],
    ['a topic before a function', [lambda, arnOfTopic()], arnOfTopic()],
    ['a function', [lambda], lambda],
    ['an incident', [incident], incident],
    ['none of a topic elsewhere', [arnOfTopic('others')], undefined],
    ['none', [], undefined],
  ])('is %s', (_what, alarmActions, expected) => {
    expect(tellingAction(anAlarm({ alarmActions }), topics)).toBe(expected);
  });

  it('is none while actions are switched off', () => {
    expect(tellingAction(anAlarm({ actionsEnabled: false }), topics)).toBeUndefined();
  });

  it('is handed on when it is no topic', () => {
    expect([lambda, incident, arnOfTopic()].map(isHandedOn)).toEqual([true, true, false]);
  });

  it('is named by the last part of its ARN', () => {
    expect(lastPart(arnOfTopic())).toBe('acme-alarms');
  });
});

describe('alarms below a composite alarm', () => {
  const composite = (name: string, watches: readonly string[], alarmActions: readonly string[]) =>
    anAlarm({ name, kind: 'composite', metrics: [], watches, alarmActions });
  const silent = anAlarm({ name: 'cpu', alarmActions: [] });
  const namesTold = (...alarms: Parameters<typeof toldThrough>[0]) =>
    [...toldThrough(alarms, topics)].map(([name, top]) => `${name} by ${top.name}`);

  it('are told of by it', () => {
    expect(namesTold(silent, composite('any', ['cpu'], [arnOfTopic()]))).toEqual(['cpu by any']);
  });

  it('are told of by one further up', () => {
    const middle = composite('middle', ['cpu'], []);
    expect(namesTold(silent, middle, composite('top', ['middle'], [arnOfTopic()]))).toEqual([
      'middle by top',
      'cpu by top',
    ]);
  });

  it('are not told of by one that tells nobody', () => {
    expect(namesTold(silent, composite('any', ['cpu'], [arnOfTopic('others')]))).toEqual([]);
  });

  it('may watch each other in a circle', () => {
    expect(namesTold(composite('a', ['b'], [arnOfTopic()]), composite('b', ['a'], []))).toEqual([
      'b by a',
      'a by a',
    ]);
  });
});
