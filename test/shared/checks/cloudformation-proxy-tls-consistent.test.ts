import check from '../../../shared/checks/cloudformation-proxy-tls-consistent.ts';
import type { Stack } from '../../../shared/model/cloudformation.ts';
import { aStack, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const stack = (template: string, parameters: Stack['parameters'], prefix = 'acme') =>
  aStack({ name: `${prefix}-${template}`, parameters });
const facts = (...stacks: readonly Stack[]) => ({ 'cloudformation.stacks': stacks });
const proxied = (value: string) => ({ SupportProxyTLS: value });
const mutual = (value: string) => ({ LBSCUPSmTLSEnabled: value });

testCheck(check, {
  pass: [
    {
      name: 'all the same',
      facts: facts(
        stack('1-1-vpc', {}),
        stack('3-1-security-group-rules', mutual('true')),
        stack('3-2-load-balancer-rules', { ...proxied('true'), ...mutual('true') }),
        stack('5-7-ecs-proxy', { ...proxied('True'), ...mutual('true') }),
      ),
      reason: 'as its deployment does',
    },
    {
      name: 'one that is told the contrary of the other switch',
      facts: facts(
        stack('3-2-load-balancer-rules', { ...proxied('true'), ...mutual('false') }),
        stack('5-7-ecs-proxy', { ...proxied('true'), ...mutual('false') }),
      ),
    },
  ],
  fail: [
    {
      name: 'an odd one',
      facts: facts(
        stack('3-2-load-balancer-rules', proxied('false')),
        stack('4-1-secrets', proxied('false')),
        stack('5-8a-certs-le', proxied('true')),
      ),
      subject: 'acme-5-8a-certs-le',
      reason: 'has SupportProxyTLS true where most stacks have false',
      severity: 'critical',
    },
    {
      name: 'both switches odd',
      facts: facts(
        stack('3-2-load-balancer-rules', { ...proxied('true'), ...mutual('true') }),
        stack('4-1-secrets', proxied('false')),
        stack('4-2a-configuration', proxied('false')),
        stack('5-4-ecs-services', mutual('false')),
        stack('5-7-ecs-proxy', mutual('false')),
      ),
      subject: 'acme-3-2-load-balancer-rules',
      reason:
        'has SupportProxyTLS true where most stacks have false; has LBSCUPSmTLSEnabled true where most stacks have false',
    },
    {
      name: 'a tie names all',
      facts: facts(
        stack('3-2-load-balancer-rules', mutual('false')),
        stack('5-7-ecs-proxy', mutual('true')),
      ),
      reason: 'and as many stacks say otherwise',
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
      facts: facts(stack('3-2-load-balancer-rules', {})),
      subject: 'acme',
      reason: 'has no stacks that are told who ends TLS',
    },
  ],
  several: [
    {
      name: 'only the odd one',
      facts: facts(
        stack('3-2-load-balancer-rules', proxied('false')),
        stack('4-1-secrets', proxied('false')),
        stack('5-7-ecs-proxy', proxied('true')),
      ),
      statuses: {
        'acme-3-2-load-balancer-rules': 'pass',
        'acme-4-1-secrets': 'pass',
        'acme-5-7-ecs-proxy': 'fail',
      },
    },
    {
      name: 'each deployment for itself, where a whole region is judged',
      deployment: { prefix: '', origin: 'region' },
      facts: facts(
        stack('4-1-secrets', proxied('false')),
        stack('4-1-secrets', proxied('true'), 'billing'),
      ),
      statuses: { 'acme-4-1-secrets': 'pass', 'billing-4-1-secrets': 'pass' },
    },
  ],
});
