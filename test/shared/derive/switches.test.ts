import { describe, expect, it } from 'vitest';
import { isOn, judgeAgreement } from '../../../shared/derive/switches.ts';
import type { Stack } from '../../../shared/model/cloudformation.ts';
import { aStack } from '../../support/builders.ts';

const given = (...all: readonly Stack['parameters'][]) =>
  all.map((parameters, at) => aStack({ name: `acme-${at}`, parameters }));
const reasons = (...args: Parameters<typeof judgeAgreement>) =>
  judgeAgreement(...args).map(({ subject, status, reason }) => [subject.name, status, reason]);

describe('a value', () => {
  it.each<[string | undefined, boolean | undefined]>([
    ['true', true],
    ['TRUE', true],
    ['Yes', true],
    [' true ', true],
    ['false', false],
    ['No', false],
    ['', undefined],
    ['1', undefined],
    ['untrue', undefined],
    [undefined, undefined],
  ])('%j switches on: %s', (value, expected) => {
    expect(isOn(value)).toBe(expected);
  });
});

describe('a switch', () => {
  it('is the same in all stacks, however it is spelled', () => {
    const stacks = given({ SupportProxyTLS: 'yes' }, { SupportProxyTLS: 'TRUE' });
    const reason = 'has SupportProxyTLS true, as its deployment does';
    expect(reasons(stacks, [['SupportProxyTLS']])).toEqual([
      ['acme-0', 'pass', reason],
      ['acme-1', 'pass', reason],
    ]);
  });

  it('is as most stacks have it', () => {
    const stacks = given(
      { SupportProxyTLS: 'true' },
      { SupportProxyTLS: 'false' },
      { SupportProxyTLS: 'false' },
      {},
    );
    expect(reasons(stacks, [['SupportProxyTLS']]).map(([, status]) => status)).toEqual([
      'fail',
      'pass',
      'pass',
    ]);
    expect(reasons(stacks, [['SupportProxyTLS']])[0]?.[2]).toBe(
      'has SupportProxyTLS true where most stacks have false',
    );
  });

  it('is wrong everywhere when no value is in the majority', () => {
    const stacks = given({ SupportProxyTLS: 'true' }, { SupportProxyTLS: 'false' });
    expect(reasons(stacks, [['SupportProxyTLS']])).toEqual([
      ['acme-0', 'fail', 'has SupportProxyTLS true, and as many stacks say otherwise'],
      ['acme-1', 'fail', 'has SupportProxyTLS false, and as many stacks say otherwise'],
    ]);
  });

  it('may have several names, also in one stack', () => {
    const keys = [['IncludeNOC', 'IncludeNetworkOperationsCenter']] as const;
    const stacks = given(
      { IncludeNOC: 'true' },
      { IncludeNetworkOperationsCenter: 'true' },
      { IncludeNOC: 'true', IncludeNetworkOperationsCenter: 'off' },
    );
    expect(reasons(stacks, keys)).toEqual([
      ['acme-0', 'pass', 'has IncludeNOC true, as its deployment does'],
      ['acme-1', 'pass', 'has IncludeNetworkOperationsCenter true, as its deployment does'],
      ['acme-2', 'fail', 'has IncludeNetworkOperationsCenter off where most stacks have true'],
    ]);
  });

  it('does not count towards another', () => {
    const stacks = given(
      { SupportProxyTLS: 'false', LBSCUPSmTLSEnabled: 'true' },
      { SupportProxyTLS: 'false' },
      { LBSCUPSmTLSEnabled: '' },
      { LBSCUPSmTLSEnabled: '' },
    );
    expect(reasons(stacks, [['SupportProxyTLS'], ['LBSCUPSmTLSEnabled']])).toEqual([
      ['acme-0', 'fail', 'has LBSCUPSmTLSEnabled true where most stacks have (empty)'],
      ['acme-1', 'pass', 'has SupportProxyTLS false, as its deployment does'],
      ['acme-2', 'pass', 'has LBSCUPSmTLSEnabled (empty), as its deployment does'],
      ['acme-3', 'pass', 'has LBSCUPSmTLSEnabled (empty), as its deployment does'],
    ]);
  });

  it('says both where both are given and right', () => {
    const stacks = given({ SupportProxyTLS: 'false', LBSCUPSmTLSEnabled: 'false' });
    expect(reasons(stacks, [['SupportProxyTLS'], ['LBSCUPSmTLSEnabled']])[0]?.[2]).toBe(
      'has SupportProxyTLS false and LBSCUPSmTLSEnabled false, as its deployment does',
    );
  });
});
