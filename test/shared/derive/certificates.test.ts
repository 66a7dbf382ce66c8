import { describe, expect, it } from 'vitest';
import { judgeShown, orNoneShown } from '../../../shared/derive/certificates.ts';
import type { Certificate } from '../../../shared/model/acm.ts';
import { pass } from '../../../shared/model/check.ts';
import type { Listener } from '../../../shared/model/elbv2.ts';
import { known } from '../../../shared/model/fact.ts';
import { aDeployment, aStack, denied } from '../../support/builders.ts';
import { aCertificate, aListener, aLoadBalancerListeners } from '../../support/surroundings.ts';

const arn = (id: string) => `arn:aws:acm:eu-west-1:111122223333:certificate/${id}`;

function shown(
  certificates: readonly Partial<Certificate>[],
  listeners: readonly Partial<Listener>[] = [{}],
  others: readonly ReturnType<typeof aLoadBalancerListeners>[] = [],
  domains: readonly string[] = ['EU1.acme.example.com'],
) {
  const facts = {
    'acm.certificates': certificates.map(aCertificate),
    'cloudformation.stacks': domains.map((Domain, at) =>
      aStack({ name: `acme-${at}-4-2a-configuration`, parameters: { Domain } }),
    ),
    'elbv2.listeners': [
      aLoadBalancerListeners({ listeners: known(listeners.map(aListener)) }),
      ...others,
    ],
  };
  return judgeShown(facts, ({ ref }) => pass(ref, 'is shown')).map(
    ({ subject, status, reason }) => [subject.name, status, reason],
  );
}

describe('the certificates that are shown', () => {
  it('are those of the listeners, each once', () => {
    expect(shown([{}, { arn: arn('2') }], [{}, { port: 8883 }, { protocol: 'HTTPS' }])).toEqual([
      ['1', 'pass', 'is shown'],
      ['2', 'pass', 'is shown'],
    ]);
  });

  it.each<[string, Partial<Certificate>, boolean]>([
    ['in use, and for the domain', { names: ['eu1.acme.example.com'] }, true],
    ['in use, and for the tenants', { names: ['*.eu1.acme.example.com'] }, true],
    ['in use, with a wildcard for the domain', { names: ['*.acme.example.com'] }, true],
    ['in use elsewhere', { names: ['shop.example.com'] }, false],
    ['not in use', { inUse: false }, false],
  ])('and, for further names: %s', (_, over, expected) => {
    const found = shown([{}, { arn: arn('2'), ...over }]);
    expect(found).toHaveLength(expected ? 2 : 1);
  });

  it('are for one of several domains', () => {
    const further = { arn: arn('2'), names: ['b.test'] };
    expect(shown([{}, further], [{}], [], ['a.test', 'b.test'])).toHaveLength(2);
    expect(shown([{}, further], [{}], [], ['a.test'])).toHaveLength(1);
  });

  it('are those of the listeners alone while no domain is known', () => {
    expect(shown([{}, { arn: arn('2') }], [{}], [], [])).toEqual([['1', 'pass', 'is shown']]);
  });

  it('may be one of which AWS does not say whether it is in use', () => {
    expect(shown([{}, { arn: arn('2'), inUse: null }])[1]).toEqual([
      '2',
      'unknown',
      'is for the domain, and AWS does not say if it is in use',
    ]);
  });

  it('are what they are on a listener, whatever Certificate Manager says of their use', () => {
    expect(shown([{ inUse: null }])).toEqual([['1', 'pass', 'is shown']]);
  });

  it.each([
    [
      'arn:aws:iam::111122223333:server-certificate/acme',
      'server-certificate/acme',
      'is kept in IAM, which is not looked at',
    ],
    [arn('9'), 'certificate/9', 'is shown by a listener, and Certificate Manager does not list it'],
  ])('cannot be looked up: %s', (certificateArn, name, reason) => {
    expect(shown([], [{ certificateArn }])).toEqual([[name, 'unknown', reason]]);
  });

  it('cannot be told of a listener of which AWS does not say it', () => {
    expect(shown([], [{ certificateArn: null }])).toEqual([
      ['acme-nlb:443', 'unknown', 'AWS does not say which certificate it shows'],
    ]);
  });

  it('cannot be told of a load balancer whose listeners were not read', () => {
    const second = aLoadBalancerListeners({
      loadBalancer: { type: 'load-balancer', name: 'second' },
      listeners: denied('elasticloadbalancing:DescribeListeners'),
    });
    const unread = ['second', 'unknown', 'elasticloadbalancing:DescribeListeners was refused.'];
    expect(shown([{}], [{}], [second])).toEqual([unread, ['1', 'pass', 'is shown']]);
    expect(shown([{}], [], [second])).toEqual([unread]);
  });

  it('are none where no listener ends TLS', () => {
    expect(shown([{}], [{ protocol: 'TCP' }])).toEqual([]);
  });
});

describe('without a verdict', () => {
  const context = { deployment: aDeployment() };

  it('nothing was there to judge', () => {
    expect(orNoneShown([], context)).toEqual([
      {
        subject: { type: 'deployment', name: 'acme' },
        status: 'not-applicable',
        reason: 'has no listener that shows a certificate',
      },
    ]);
  });

  it('verdicts stay as they are', () => {
    const verdicts = [pass({ type: 'certificate', name: '1' }, 'is shown')];
    expect(orNoneShown(verdicts, context)).toBe(verdicts);
  });
});
