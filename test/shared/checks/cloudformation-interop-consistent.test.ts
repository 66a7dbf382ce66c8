import check from '../../../shared/checks/cloudformation-interop-consistent.ts';
import type { Stack } from '../../../shared/model/cloudformation.ts';
import { aStack, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

type Values = Stack['parameters'];
const stack = (template: string, parameters: Values, prefix = 'acme') =>
  aStack({ name: `${prefix}-${template}`, parameters });
const balancer = '3-2-load-balancer-rules';
const identity = '5-3a-ecs-is-service';

/** What 3-2, 5-3a and 5-4 are given. */
const given = (outside: Values, inside: Values, services: Values = {}) => ({
  'cloudformation.stacks': [
    stack('1-1-vpc', {}),
    stack(balancer, outside),
    stack(identity, inside),
    stack('5-4-ecs-services', services),
  ],
});
const only = (...stacks: readonly Stack[]) => ({ 'cloudformation.stacks': stacks });
const on = { InteropEnabled: 'true' };
const onInside = { InteropEnabledIS: 'true' };
const proxied = { SupportProxyTLS: 'true' };
const unproxied = { SupportProxyTLS: 'false' };

testCheck(check, {
  pass: [
    {
      name: 'on, and the load balancer ends TLS',
      facts: given({ ...on, ...unproxied }, onInside, unproxied),
      subject: `acme-${balancer}`,
      reason: 'is as interoperable as the other stacks',
    },
    {
      name: 'on, and the proxy ends TLS',
      facts: given({ ...on, ...proxied }, onInside, proxied),
    },
    {
      name: 'off, and nobody is told who ends TLS',
      facts: given({ InteropEnabled: 'false' }, { InteropEnabledIS: 'false' }),
    },
    {
      name: 'in another spelling',
      facts: given({ InteropEnabled: 'True' }, { InteropEnabledIS: 'yes' }),
    },
    {
      name: 'a secondary cluster has no Identity Server',
      facts: only(stack(balancer, { ...on, ...proxied }), stack('5-4-ecs-services', proxied)),
    },
  ],
  fail: [
    {
      name: 'on outside only',
      facts: given(on, { InteropEnabledIS: 'false' }),
      subject: `acme-${balancer}`,
      reason: `has InteropEnabled true where acme-${identity} has InteropEnabledIS false`,
      severity: 'high',
    },
    { name: 'on inside only', facts: given({ InteropEnabled: 'false' }, onInside) },
    {
      name: 'the services are told otherwise who ends TLS',
      facts: given({ ...on, ...unproxied }, onInside, proxied),
      reason: 'has SupportProxyTLS false where acme-5-4-ecs-services has SupportProxyTLS true',
    },
    {
      name: 'both wrong',
      facts: given({ InteropEnabled: 'false', ...proxied }, onInside, unproxied),
      reason: 'InteropEnabledIS true; has SupportProxyTLS true',
    },
    {
      name: 'one wrong, the other not told',
      facts: given({ ...on, ...unproxied }, {}, proxied),
    },
  ],
  unknown: [
    {
      name: 'inside nothing is given: the default is not known',
      facts: given(on, {}),
      subject: `acme-${balancer}`,
      reason: 'InteropEnabled true and InteropEnabledIS (not given) cannot be compared',
    },
    { name: 'outside nothing is given', facts: given({}, onInside) },
    { name: 'neither on nor off', facts: given({ InteropEnabled: 'js' }, onInside) },
    {
      name: 'one right, the other not told',
      facts: given({ ...on, ...proxied }, onInside),
      reason: 'SupportProxyTLS (not given)',
    },
    {
      name: 'stacks may not be listed',
      facts: {
        'cloudformation.stacks': denied('cloudformation:DescribeStacks'),
      },
    },
  ],
  notApplicable: [
    {
      name: 'nobody is told',
      facts: given(proxied, {}, unproxied),
      subject: 'acme',
      reason: 'has no stacks that are told whether to be interoperable',
    },
    { name: 'no stacks', facts: only(), subject: 'acme' },
    {
      name: 'nothing else is deployed',
      facts: only(stack(balancer, on)),
      subject: `acme-${balancer}`,
      reason: 'has nothing its interoperability could be compared with',
    },
    {
      name: 'the load balancer is not deployed',
      facts: only(stack(identity, onInside)),
      subject: `acme-${identity}`,
    },
  ],
  several: [
    {
      name: 'each deployment for itself, where a whole region is judged',
      deployment: { prefix: '', origin: 'region' },
      facts: only(
        stack(balancer, on),
        stack(identity, onInside),
        stack(balancer, { InteropEnabled: 'false' }, 'billing'),
        stack(identity, onInside, 'billing'),
      ),
      statuses: { [`acme-${balancer}`]: 'pass', [`billing-${balancer}`]: 'fail' },
    },
  ],
});
