import { describe, expect, it } from 'vitest';
import { againstStaging, judgeEngine, whyNotStaged } from '../../../shared/derive/staging.ts';
import { pass } from '../../../shared/model/check.ts';
import { aDeployment, aGroup } from '../../support/builders.ts';

const staging = [aDeployment({ name: 'acme-staging', environment: 'staging' })];
const verdict = pass({ type: 'template', name: '1-1-vpc' }, 'is staged');

describe('a deployment that needs no staging', () => {
  it('is staging itself, or a whole region', () => {
    expect(whyNotStaged(aDeployment({ environment: 'staging' }))).toBe('is itself staging');
    expect(whyNotStaged(aDeployment({ origin: 'region' }))).toBe(
      'is a whole region, which has no staging deployment',
    );
    expect(whyNotStaged(aDeployment())).toBeUndefined();
  });
});

describe('a comparison with staging', () => {
  const compared = (
    deployment = aDeployment(),
    deployments = staging,
    verdicts = [verdict],
    nothing?: string,
  ) => againstStaging(deployments, { deployment }, () => verdicts, nothing);

  it('gives the verdicts', () => {
    expect(compared()).toEqual([verdict]);
  });

  it.each([
    [aDeployment({ environment: 'staging' }), staging, 'is itself staging'],
    [aDeployment({ origin: 'region' }), [], 'is a whole region, which has no staging deployment'],
    [aDeployment(), [], 'has no staging deployment to compare with'],
  ])('does not apply: %#', (deployment, deployments, reason) => {
    expect(compared(deployment, deployments)).toEqual([
      { subject: { type: 'deployment', name: 'acme' }, status: 'not-applicable', reason },
    ]);
  });

  it('does not apply where there is nothing to compare', () => {
    expect(compared(aDeployment(), staging, [], 'has no template')).toMatchObject([
      { status: 'not-applicable', reason: 'has no template' },
    ]);
    expect(compared(aDeployment(), staging, [])).toMatchObject([
      { reason: 'has nothing that could be compared with staging' },
    ]);
  });
});

describe('the engine of a store', () => {
  const runs = (engine: string | null, engineVersion: string | null) =>
    aGroup({ engine, engineVersion });
  it.each([
    ['redis', '7.1.0', [runs('redis', '7.0.7')], 'pass', 'runs redis 7, as staging does'],
    ['redis', '7.1.0', [runs(null, null), runs('redis', '7.0.7')], 'pass', 'as staging does'],
    ['redis', '7.1.0', [runs('redis', '6.2.6')], 'fail', 'runs redis 7; staging runs redis 6'],
    ['redis', '7.1.0', [runs('valkey', '7.2.6')], 'fail', 'staging runs valkey 7'],
    ['redis', '7.1.0', [], 'fail', 'staging runs none of the kind'],
    ['redis', '7.1.0', [runs('redis', null)], 'unknown', 'which engine version staging runs'],
    ['redis', '7.1.0', [runs(null, '7.1.0')], 'unknown', 'which engine version staging runs'],
    ['redis', null, [runs('redis', null)], 'unknown', 'which engine version it runs'],
    [null, '7.1.0', [runs('redis', '7.1.0')], 'unknown', 'which engine version it runs'],
    ['redis', '10.1', [runs('redis', '1.0')], 'fail', 'runs redis 10; staging runs redis 1'],
  ])('%s %s is compared with those of staging: %#', (engine, version, staged, status, reason) => {
    const verdict = judgeEngine(runs(engine, version), staged);
    expect(verdict.status).toBe(status);
    expect(verdict.reason).toContain(reason);
  });

  it('is compared with each that staging runs, said once', () => {
    const staged = [runs('redis', '6.2.6'), runs('redis', '5.0.6'), runs('redis', '6.2.6')];
    expect(judgeEngine(runs('redis', '7.1.0'), staged).reason).toBe(
      'runs redis 7; staging runs redis 5 and redis 6',
    );
  });
});
