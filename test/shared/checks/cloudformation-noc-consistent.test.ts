import check from '../../../shared/checks/cloudformation-noc-consistent.ts';
import type { Stack } from '../../../shared/model/cloudformation.ts';
import { aStack, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const stack = (template: string, parameters: Stack['parameters'] = {}, prefix = 'acme') =>
  aStack({ name: `${prefix}-${template}`, parameters });
const facts = (...stacks: readonly Stack[]) => ({ 'cloudformation.stacks': stacks });
const secrets = (value: string, prefix = 'acme') =>
  stack('4-1-secrets', { IncludeNOC: value }, prefix);
const services = (value: string) =>
  stack('5-4-ecs-services', { IncludeNetworkOperationsCenter: value });
const proxy = (value: string) => stack('5-7-ecs-proxy', { IncludeNetworkOperationsCenter: value });
const database = stack('2-5-db-timescale-master');
const template = '2-5-db-timescale-master';

testCheck(check, {
  pass: [
    {
      name: 'included by all, with a database',
      facts: facts(database, secrets('true'), services('true')),
    },
    {
      name: 'the database is there, by its former name',
      facts: facts(stack('2-5-db-timescale-noc'), secrets('true')),
      subject: template,
      reason: 'is deployed, as the Network Operations Center needs it',
    },
    {
      name: 'included by none, and no database',
      facts: facts(secrets('false'), services('false')),
      reason: 'false, as its deployment does',
    },
  ],
  fail: [
    {
      name: 'an odd one, by another name of the switch',
      facts: facts(database, secrets('false'), services('true'), proxy('true')),
      subject: 'acme-4-1-secrets',
      reason: 'has IncludeNOC false where most stacks have true',
      severity: 'medium',
    },
    {
      name: 'no database',
      facts: facts(secrets('true'), services('true')),
      subject: template,
      reason: 'is not deployed, and acme-4-1-secrets switches the Network Operations Center on',
    },
    {
      name: 'no database, and a service includes it alone',
      facts: facts(secrets('false'), services('yes')),
      subject: template,
      reason: 'acme-5-4-ecs-services switches the Network Operations Center on',
    },
    {
      name: 'the database is another deployment’s',
      deployment: { prefix: '', origin: 'region' },
      facts: facts(database, secrets('true'), secrets('true', 'billing')),
      subject: template,
      reason: 'billing-4-1-secrets switches',
    },
  ],
  unknown: [
    {
      name: 'stacks may not be listed',
      facts: { 'cloudformation.stacks': denied('cloudformation:DescribeStacks') },
    },
  ],
  notApplicable: [
    {
      name: 'no stack is told',
      facts: facts(database, stack('4-1-secrets')),
      subject: 'acme',
      reason: 'has no stacks that are told whether there is a Network Operations Center',
    },
  ],
  several: [
    {
      name: 'the odd one, and the database',
      facts: facts(database, secrets('true'), services('true'), proxy('false')),
      statuses: {
        'acme-4-1-secrets': 'pass',
        'acme-5-4-ecs-services': 'pass',
        'acme-5-7-ecs-proxy': 'fail',
        [template]: 'pass',
      },
    },
    {
      name: 'nothing is said of a database nobody needs',
      facts: facts(secrets('false')),
      statuses: { 'acme-4-1-secrets': 'pass' },
    },
  ],
});
