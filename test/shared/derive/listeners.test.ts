import { expect, it } from 'vitest';
import { endsTls, readListeners } from '../../../shared/derive/listeners.ts';
import { known } from '../../../shared/model/fact.ts';
import { denied } from '../../support/builders.ts';
import { aListener, aLoadBalancerListeners } from '../../support/surroundings.ts';

it('puts the listeners of all load balancers together, and names those it could not read', () => {
  const refused = denied('elasticloadbalancing:DescribeListeners');
  const second = { type: 'load-balancer', name: 'second' };
  const read = readListeners([
    aLoadBalancerListeners({ listeners: known([aListener(), aListener({ port: 8883 })]) }),
    aLoadBalancerListeners({ loadBalancer: second, listeners: refused }),
  ]);
  expect(read.listeners.map(({ port }) => port)).toEqual([443, 8883]);
  expect(read.unread).toEqual([
    { subject: second, status: 'unknown', reason: refused.detail, missing: refused },
  ]);
});

it.each([
  ['TLS', true],
  ['HTTPS', true],
  ['TCP', false],
  ['UDP', false],
  ['TCP_UDP', false],
  ['HTTP', false],
])('%s ends TLS: %s', (protocol, expected) => {
  expect(endsTls(aListener({ protocol }))).toBe(expected);
});
