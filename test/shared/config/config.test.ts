import { describe, expect, it } from 'vitest';
import {
  configVersion,
  declarationOf,
  declaredOf,
  defaultConfig,
  settingsFor,
} from '../../../shared/config/config.ts';
import { loadConfig } from '../../../shared/config/load.ts';
import { noDeclaration } from '../../../shared/model/check.ts';
import { checks } from './checks.ts';

const [retention, multiAz] = checks;
const here = { accountId: '111122223333', region: 'eu-west-1' };
const there = { accountId: '111122223333', region: 'us-east-1' };

const config = loadConfig(
  `version: 1
deployments:
  - name: acme
    region: eu-west-1
    checks: { rds-cluster-retention-sufficient: { minimumDays: 35 } }
  - name: acme
    region: us-east-1
  - name: other
    account: "111122223333"
    checks: { rds-cluster-retention-sufficient: { share: 0 } }
checks:
  rds-cluster-retention-sufficient: { minimumDays: 14 }
`,
  'auditor.yaml',
  checks,
);

describe('the thresholds of a check', () => {
  it('are the defaults where nothing is said', () => {
    expect(settingsFor(retention, defaultConfig, 'acme')).toEqual({ minimumDays: 7, share: 0.5 });
    expect(settingsFor(multiAz, config, 'other')).toEqual({});
  });

  it('are those for every deployment, where a deployment was only discovered', () => {
    expect(settingsFor(retention, config, 'discovered')).toEqual({ minimumDays: 14, share: 0.5 });
  });

  it('are the own ones of the deployment before all, setting by setting, even when 0', () => {
    expect(settingsFor(retention, config, 'other')).toEqual({ minimumDays: 14, share: 0 });
  });

  it('are those of the deployment in this target when its name is used twice', () => {
    const minimumDays = (target: typeof here) =>
      settingsFor(retention, config, { name: 'acme', target }).minimumDays;
    expect(minimumDays(here)).toBe(35);
    expect(minimumDays(there)).toBe(14);
  });
});

describe('what the checks are told of a deployment', () => {
  it('is what was declared of it, and what holds of any other for the rest', () => {
    const declared = loadConfig(
      'version: 1\ndeployments: [{ name: acme, importantStores: [efs], sshRanges: [] }]',
      'auditor.yaml',
      checks,
    );
    expect(declaredOf(declared, { name: 'acme', target: here })).toEqual({
      ...noDeclaration,
      importantStores: ['efs'],
      sshRanges: [],
    });
  });

  it('is the usual where nothing was declared', () => {
    expect(declaredOf(defaultConfig, { name: 'acme', target: here })).toEqual(noDeclaration);
  });
});

describe('the declaration of a deployment', () => {
  it('is found by name while there is one', () => {
    expect(declarationOf(config, 'other')?.account).toBe('111122223333');
    expect(declarationOf(config, 'unheard-of')).toBeUndefined();
  });

  it('is not guessed when there are several', () => {
    expect(() => declarationOf(config, 'acme')).toThrow(
      new RangeError('acme is declared more than once: say in which target'),
    );
  });

  it('holds anywhere for what it leaves out, and nowhere else', () => {
    expect(declarationOf(config, { name: 'other', target: there })?.name).toBe('other');
    const elsewhere = { accountId: '444455556666', region: 'eu-west-1' };
    expect(declarationOf(config, { name: 'other', target: elsewhere })).toBeUndefined();
  });
});

it('has a version that is the hash of the text', () => {
  expect(configVersion('version: 1\n')).toBe('09bfcc6a14b8');
  expect(configVersion('')).toBe('e3b0c44298fc');
  expect(configVersion()).toBe('defaults');
  expect(defaultConfig.configVersion).toBe('defaults');
});
