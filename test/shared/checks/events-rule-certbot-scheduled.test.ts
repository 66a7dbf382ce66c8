import check from '../../../shared/checks/events-rule-certbot-scheduled.ts';
import type { Certificate } from '../../../shared/model/acm.ts';
import type { Rule } from '../../../shared/model/events.ts';
import { aStack, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';
import { aCertificate, aLoadBalancerListeners, aRule } from '../../support/surroundings.ts';

const template = '5-8b-ecs-certbot-scheduled-task';
const starter = aStack({ name: `acme-${template}` });
const second = aStack({ name: `acme-${template}-second` });

/** One imported certificate, and the rules there are. */
const world = (rules: readonly Partial<Rule>[] = [{}], over: Partial<Certificate> = {}) => ({
  'acm.certificates': [aCertificate({ type: 'IMPORTED', ...over })],
  'cloudformation.stacks': [aStack(), starter],
  'elbv2.listeners': [aLoadBalancerListeners()],
  'events.rules': rules.map((each) => aRule(each)),
});
const ofSecond = { name: 'acme-5-8b-ecs-certbot-scheduled-task-second-Rule-1' };

testCheck(check, {
  pass: [
    {
      name: 'every second day',
      facts: world(),
      subject: '1',
      reason: 'runs by rate(2 days)',
    },
    { name: 'every two weeks', facts: world([{ schedule: 'rate(14 days)' }]) },
    { name: 'in hours', facts: world([{ schedule: 'rate(336 hours)' }]) },
    {
      name: 'every month, where that is enough',
      facts: world([{ schedule: 'rate(30 days)' }]),
      settings: { maximumDays: 30 },
    },
    {
      name: 'a rule whose name is cut',
      facts: {
        ...world([{ name: 'acme-5-8b-ecs-certbot-sched-CertbotScheduledTaskRule-1' }]),
      },
    },
    {
      name: 'another deployment’s rule stands still',
      facts: world([{}, { name: `acme-staging-${template}-Rule-1`, enabled: false }]),
    },
    {
      name: 'by its former name',
      facts: {
        ...world([{ name: 'acme-5-7b-ecs-certbot-scheduled-task-Rule-1' }]),
        'cloudformation.stacks': [aStack({ name: 'acme-5-7b-ecs-certbot-scheduled-task' })],
      },
    },
    {
      name: 'several stacks, all of which run',
      facts: { ...world([{}, ofSecond]), 'cloudformation.stacks': [starter, second] },
    },
  ],
  fail: [
    {
      name: 'nothing renews it',
      facts: { ...world(), 'cloudformation.stacks': [aStack()] },
      subject: '1',
      reason: 'is imported, and nothing renews it',
      severity: 'high',
    },
    {
      name: 'nothing renews it, and rules may not be listed',
      facts: {
        ...world(),
        'cloudformation.stacks': [aStack()],
        'events.rules': denied('events:ListRules'),
      },
    },
    {
      name: 'the rule is disabled',
      facts: world([{ enabled: false }]),
      reason: 'which renews it, is disabled',
    },
    {
      name: 'every fifteen days',
      facts: world([{ schedule: 'rate(15 days)' }]),
      reason: 'runs by rate(15 days), over the 14 days allowed',
    },
    {
      name: 'a minute more than two weeks',
      facts: world([{ schedule: 'rate(20161 minutes)' }]),
    },
    {
      name: 'every second day, where every day is wanted',
      facts: world(),
      settings: { maximumDays: 1 },
      reason: 'over the 1 days allowed',
    },
    {
      name: 'the rule waits for events',
      facts: world([{ schedule: null }]),
      reason: 'runs by no schedule',
    },
    {
      name: 'one of several rules of the stack is disabled',
      facts: world([{}, { name: `acme-${template}-Other-2`, enabled: false }]),
    },
    {
      name: 'one of several stacks stands still, and nobody knows of another',
      facts: {
        ...world([{ schedule: 'cron(0 5 * * ? *)' }, { ...ofSecond, enabled: false }]),
        'cloudformation.stacks': [starter, second],
      },
    },
  ],
  unknown: [
    {
      name: 'by cron',
      facts: world([{ schedule: 'cron(0 5 1 1 ? *)' }]),
      subject: '1',
      reason: 'is not worked out from cron(0 5 1 1 ? *)',
    },
    {
      name: 'one rule by cron, one by rate',
      facts: world([{}, { name: `acme-${template}-Other-2`, schedule: 'cron(0 5 * * ? *)' }]),
    },
    {
      name: 'no rule named after the stack',
      facts: world([{ name: 'warehouse-report-001' }]),
      reason: `EventBridge lists no rule named after acme-${template}`,
    },
    {
      name: 'one of several stacks has no rule to be seen: that of the other is not its own',
      facts: { ...world(), 'cloudformation.stacks': [starter, second] },
      reason: 'named after acme-5-8b-ecs-certbot-scheduled-task-second',
    },
    {
      name: 'rules may not be listed',
      facts: { ...world(), 'events.rules': denied('events:ListRules') },
      subject: '1',
      reason: 'events:ListRules was refused',
    },
    {
      name: 'certificates may not be listed',
      facts: { ...world(), 'acm.certificates': denied('acm:ListCertificates') },
    },
  ],
  notApplicable: [
    ...['AMAZON_ISSUED', 'PRIVATE'].map((type) => ({
      name: `a certificate that is ${type}, and no certbot`,
      facts: { ...world([], { type }), 'cloudformation.stacks': [] },
      subject: '1',
      reason: 'was not imported',
    })),
    {
      name: 'Amazon’s own, and rules may not be listed',
      facts: {
        ...world([], { type: 'AMAZON_ISSUED' }),
        'events.rules': denied('events:ListRules'),
      },
    },
    {
      name: 'no certificate is shown',
      facts: { ...world(), 'elbv2.listeners': [] },
      subject: 'acme',
    },
  ],
});
