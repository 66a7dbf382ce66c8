import { describe, expect, it } from 'vitest';
import { daysBetweenRuns, rulesOfStack } from '../../../shared/derive/schedules.ts';
import { aRule } from '../../support/surroundings.ts';

describe('a schedule', () => {
  it.each<[string, number | undefined]>([
    ['rate(1 day)', 1],
    ['rate(14 days)', 14],
    ['rate(1 hour)', 1 / 24],
    ['rate(36 hours)', 1.5],
    ['rate(720 minutes)', 0.5],
    ['rate(1 minute)', 1 / 1440],
    ['cron(0 5 * * ? *)', undefined],
    ['rate(2 weeks)', undefined],
    ['every rate(1 day)', undefined],
    ['rate(1 day) or so', undefined],
    ['', undefined],
  ])('%s runs every so many days: %s', (schedule, expected) => {
    expect(daysBetweenRuns(schedule)).toBe(expected);
  });
});

describe('the rules of a stack', () => {
  const stack = 'acme-5-8b-ecs-certbot-scheduled-task';
  const long = 'acme-production-eu1-5-8b-ecs-certbot-scheduled-task';
  const second = `${stack}-second`;

  it.each<[string, string, string, readonly string[], boolean]>([
    ['its whole name', stack, `${stack}-ScheduledRule-1A2B3C`, [], true],
    [
      'cut short',
      long,
      'acme-production-eu1-5-8b-ecs-certbot-ScheduledRule-1A2B3C4D5E6F',
      [],
      true,
    ],
    ['cut within a word', long, 'acme-production-eu1-5-8b-e-ScheduledRule-1A2B', [], true],
    ['cut after a hyphen', stack, 'acme-5-8b--ScheduledRule-1A2B', [], true],
    ['cut to the prefix and the group', stack, 'acme-5--ScheduledRule-1A2B', [], true],
    ['cut to nothing but the prefix', stack, 'acme-5-ScheduledRule-1A2B', [], false],
    ['the whole name of another stack', second, `${stack}-ScheduledRule-1A2B`, [stack], false],
    ['a name both may be cut to', second, 'acme-5-8b-ecs-c-ScheduledRule-1A2B', [stack], true],
    ['longer than the stack', stack, `${second}-ScheduledRule-1A2B`, [], false],
    ['of another deployment', stack, 'acne-5-8b-ecs-certbot-ScheduledRule-1A2B', [], false],
    ['no name of CloudFormation’s', stack, 'acme', [], false],
  ])('%s', (_, stackName, name, others, expected) => {
    const rule = aRule({ name });
    const found = rulesOfStack(stackName, [rule], [stackName, ...others]);
    expect(found).toEqual(expected ? [rule] : []);
  });

  it('of a stack whose name follows no scheme are those with its whole name', () => {
    const rules = [aRule({ name: 'certbot-Rule-1' }), aRule({ name: 'cert-Rule-1' })];
    expect(rulesOfStack('certbot', rules, ['certbot'])).toEqual([rules[0]]);
  });
});
