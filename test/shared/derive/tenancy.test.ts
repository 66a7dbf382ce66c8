import { describe, expect, it } from 'vitest';
import {
  certificateSignals,
  configurationStacks,
  domainsOf,
  settingSignals,
  weigh,
} from '../../../shared/derive/tenancy.ts';
import type { Stack } from '../../../shared/model/cloudformation.ts';
import { known } from '../../../shared/model/fact.ts';
import { aStack, denied } from '../../support/builders.ts';
import { aCertificate, aListener, aLoadBalancerListeners } from '../../support/surroundings.ts';

const stack = (template: string, parameters: Stack['parameters'] = {}) =>
  aStack({ name: `acme-${template}`, parameters });
const proxy = (value: string) =>
  stack('5-7-ecs-proxy', { EnableVirtualHostWithTenantSubdomain: value });
const configuration = (parameters: Stack['parameters']) => stack('4-2a-configuration', parameters);
const Domain = 'EU1.acme.example.com';

describe('the stacks that configure', () => {
  it('are told by their names, former ones too', () => {
    const former = stack('4-2-configuration');
    const stacks = [stack('1-1-vpc'), former, configuration({}), stack('4-1-secrets')];
    expect(configurationStacks(stacks)).toEqual([former, configuration({})]);
  });

  it('give the domains, each once, in lower case', () => {
    expect(
      domainsOf([
        configuration({ Domain }),
        stack('1-1-vpc'),
        stack('5-7-ecs-proxy', { Domain: 'eu1.acme.example.com' }),
        stack('5-4-ecs-services', { Domain: '' }),
        stack('5-8a-certs-le', { Domain: 'eu2.acme.example.com' }),
      ]),
    ).toEqual(['eu1.acme.example.com', 'eu2.acme.example.com']);
  });
});

describe('what the settings say', () => {
  it.each<[string, readonly Stack[], readonly string[]]>([
    ['a proxy with tenant subdomains', [proxy('true')], ['multi']],
    ['a proxy without', [proxy('false')], ['single']],
    ['a proxy, in any spelling', [proxy('True'), proxy('No')], ['multi', 'single']],
    ['a proxy that says neither', [proxy('maybe'), stack('5-7-ecs-proxy')], []],
    ['no default tenant', [configuration({ DefaultTenantID: '' })], ['multi']],
    ['a default tenant', [configuration({ DefaultTenantID: 'acme' })], []],
    ['a template that does not ask for one', [configuration({})], []],
    ['tenant billing', [stack('5-3c-ecs-tbs-service')], ['multi']],
    ['all of them', [proxy('false'), stack('5-3c-ecs-tbs-service')], ['single', 'multi']],
    [
      'no default tenant, where the proxy tells',
      [configuration({ DefaultTenantID: '' }), proxy('false')],
      ['single'],
    ],
    [
      'no default tenant, where the proxy says neither',
      [configuration({ DefaultTenantID: '' }), proxy('maybe')],
      ['multi'],
    ],
    [
      'no default tenant, where the proxy of another deployment tells',
      [
        configuration({ DefaultTenantID: '' }),
        aStack({
          name: 'beta-5-7-ecs-proxy',
          parameters: { EnableVirtualHostWithTenantSubdomain: 'false' },
        }),
      ],
      ['multi', 'single'],
    ],
    [
      'a stack of another team',
      [aStack({ name: 'billing', versionTag: '12', parameters: { DefaultTenantID: '' } })],
      [],
    ],
    ['no stacks', [], []],
  ])('%s', (_what, stacks, modes) => {
    expect(settingSignals(stacks).map(({ mode }) => mode)).toEqual(modes);
  });
});

describe('what the certificates say', () => {
  const stacks = [configuration({ Domain })];
  const listeners = known([aLoadBalancerListeners()]);
  const named = (...names: readonly string[]) => known([aCertificate({ names })]);

  it('is that a wildcard below the domain is for tenants', () => {
    expect(certificateSignals(stacks, listeners, known([aCertificate()]))).toEqual(
      known([{ mode: 'multi', says: 'it has a certificate for *.eu1.acme.example.com' }]),
    );
  });

  it.each([
    ['no wildcard', named('eu1.acme.example.com')],
    ['a wildcard for the domain, not below it', named('*.acme.example.com')],
    ['no such certificate', known([aCertificate({ arn: 'arn:other' })])],
  ])('is nothing with %s', (_what, certificates) => {
    expect(certificateSignals(stacks, listeners, certificates)).toEqual(known([]));
  });

  it('is nothing without a domain', () => {
    const unnamed = [configuration({}), stack('5-7-ecs-proxy', { Domain })];
    expect(certificateSignals(unnamed, listeners, known([aCertificate()]))).toEqual(known([]));
  });

  it('is missing when listeners or certificates are', () => {
    const refused = denied('some:Action');
    const hidden = aLoadBalancerListeners({ listeners: refused });
    const certificates = known([aCertificate()]);
    expect(certificateSignals(stacks, refused, certificates)).toBe(refused);
    expect(certificateSignals(stacks, listeners, refused)).toBe(refused);
    expect(certificateSignals(stacks, known([hidden]), certificates)).toBe(refused);
    expect(
      certificateSignals(stacks, known([hidden, aLoadBalancerListeners()]), certificates).known,
    ).toBe(true);
  });

  it('is nothing of a listener without a certificate', () => {
    const plain = aLoadBalancerListeners({
      listeners: known([aListener({ certificateArn: null })]),
    });
    expect(certificateSignals(stacks, known([plain]), known([aCertificate()]))).toEqual(known([]));
  });
});

describe('the signals together', () => {
  const multi = { mode: 'multi', says: 'it bills tenants' } as const;
  const single = { mode: 'single', says: 'its proxy serves no tenant subdomains' } as const;

  it('are a mode when they agree', () => {
    expect(weigh([multi, { ...multi, says: 'it has no default tenant' }, multi])).toEqual(
      known({ mode: 'multi', because: 'it bills tenants, and it has no default tenant' }),
    );
    expect(weigh([single])).toMatchObject({ known: true, value: { mode: 'single' } });
  });

  it('are none when they contradict each other, or there are none', () => {
    expect(weigh([single, multi])).toMatchObject({
      known: false,
      cause: 'unsupported',
      detail:
        'its settings do not agree whether it has tenants: its proxy serves no tenant subdomains, and it bills tenants',
    });
    expect(weigh([])).toMatchObject({ known: false, cause: 'unsupported' });
  });
});
