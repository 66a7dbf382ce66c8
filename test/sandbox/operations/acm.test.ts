import {
  DescribeCertificateCommand,
  type KeyAlgorithm,
  ListCertificatesCommand,
} from '@aws-sdk/client-acm';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Account } from '../../../sandbox/account.ts';
import { acmeProduction, acmeStaging } from '../../../sandbox/worlds/acme.ts';
import {
  addCertificate,
  addNeighbouringCertificates,
  certbotRule,
  certificateOf,
  dropWildcard,
  failRenewal,
  importLongAgo,
  letCertificateExpire,
  makeRenewalIneligible,
  startCertbotRarely,
  stopCertbot,
} from '../../../sandbox/worlds/certificates.ts';
import { stackName } from '../../../sandbox/worlds/description.ts';
import { addVendorStack } from '../../../sandbox/worlds/templates.ts';
import { call, nothing, now, readAll, refusal } from './call.ts';

let account: Account;
let amazon: string;
let imported: string;

beforeEach(() => {
  account = nothing();
  const template = '5-8b-ecs-certbot-scheduled-task';
  addVendorStack(account, acmeStaging, { name: stackName(acmeStaging, template), template });
  addNeighbouringCertificates(account);
  amazon = addCertificate(account, acmeProduction);
  imported = addCertificate(account, acmeStaging);
});

const keyTypes: KeyAlgorithm[] = ['RSA_2048', 'EC_prime256v1'];

async function listed(arn: string) {
  const { CertificateSummaryList = [] } = await call(
    ListCertificatesCommand,
    { Includes: { keyTypes } },
    account,
  );
  return CertificateSummaryList.find(({ CertificateArn }) => CertificateArn === arn);
}

function daysLeft(date: Date | undefined): number {
  return ((date?.getTime() ?? Number.NaN) - now.getTime()) / 86_400_000;
}

describe('ListCertificates', () => {
  it('hides elliptic keys from those who name no key types', async () => {
    const { CertificateSummaryList = [] } = await call(ListCertificatesCommand, {}, account);
    const arns = CertificateSummaryList.map(({ CertificateArn }) => CertificateArn);
    expect(arns).toContain(amazon);
    expect(arns).not.toContain(imported);
    expect(await listed(imported)).toMatchObject({ KeyAlgorithm: 'EC_prime256v1' });
  });

  it('hides what was issued over ACME', async () => {
    certificateOf(account, amazon).CertificateKeyPairOrigin = 'ACME';
    expect(await listed(amazon)).toBeUndefined();
  });

  it('reads every certificate once, of any state', async () => {
    const { rows, pages } = await readAll(
      (NextToken) =>
        call(ListCertificatesCommand, { Includes: { keyTypes }, MaxItems: 4, NextToken }, account),
      ({ CertificateSummaryList }) => CertificateSummaryList,
      ({ NextToken }) => NextToken,
    );
    expect(pages).toBe(2);
    expect(rows.map(({ CertificateArn }) => CertificateArn)).toEqual(
      account.acm.certificates.map(({ CertificateArn }) => CertificateArn),
    );
    expect(rows.map(({ Status }) => Status)).toContain('EXPIRED');
  });

  it('can be narrowed to a state', async () => {
    const { CertificateSummaryList } = await call(
      ListCertificatesCommand,
      { CertificateStatuses: ['EXPIRED'] },
      account,
    );
    expect(CertificateSummaryList).toMatchObject([{ DomainName: 'archive.example.com' }]);
  });

  it('shows 100 names and says that there are more', async () => {
    const names = Array.from({ length: 101 }, (_, at) => `n${at}.example.com`);
    certificateOf(account, amazon).SubjectAlternativeNames = names;
    const summary = await listed(amazon);
    expect(summary?.HasAdditionalSubjectAlternativeNames).toBe(true);
    expect(summary?.SubjectAlternativeNameSummaries).toEqual(names.slice(0, 100));
  });

  it.each([
    { MaxItems: 0 },
    { MaxItems: 1001 },
    { NextToken: 'nope' },
    { SortBy: 'CREATED_AT' as const },
    { Includes: { exportOption: 'ENABLED' as const } },
  ])('refuses %o', async (input) => {
    await expect(call(ListCertificatesCommand, input, account)).rejects.toThrow(
      refusal('ValidationException'),
    );
  });
});

describe('DescribeCertificate', () => {
  it('tells how the renewal is going', async () => {
    failRenewal(account, amazon);
    const { Certificate } = await call(
      DescribeCertificateCommand,
      { CertificateArn: amazon },
      account,
    );
    expect(Certificate?.RenewalSummary?.RenewalStatus).toBe('FAILED');
    expect(daysLeft(Certificate?.NotAfter)).toBe(40);
  });

  it('refuses what is not there', async () => {
    const CertificateArn = 'arn:aws:acm:eu-west-1:111122223333:certificate/nope';
    await expect(call(DescribeCertificateCommand, { CertificateArn }, account)).rejects.toThrow(
      refusal('ResourceNotFoundException'),
    );
    await expect(
      call(DescribeCertificateCommand, { CertificateArn: 'nope' }, account),
    ).rejects.toThrow(refusal('ValidationException'));
  });
});

describe('the certificate of a deployment', () => {
  it('is for its domain and every name below it', async () => {
    expect(await listed(amazon)).toMatchObject({
      SubjectAlternativeNameSummaries: ['eu1.acme.example.com', '*.eu1.acme.example.com'],
      Type: 'AMAZON_ISSUED',
      RenewalEligibility: 'ELIGIBLE',
      Status: 'ISSUED',
    });
  });

  it('may come from certbot, every two days', async () => {
    const summary = await listed(imported);
    expect(summary).toMatchObject({ Type: 'IMPORTED', RenewalEligibility: 'INELIGIBLE' });
    expect(daysLeft(summary?.NotAfter)).toBe(70);
    expect(daysLeft(summary?.ImportedAt)).toBe(-20);
    const name = certbotRule(acmeStaging);
    expect(name).toHaveLength(64);
    expect(account.events.rules.at(-1)).toMatchObject({
      Name: name,
      State: 'ENABLED',
      ScheduleExpression: 'rate(2 days)',
    });
  });

  it('can go wrong one thing at a time', async () => {
    letCertificateExpire(account, amazon, 9);
    makeRenewalIneligible(account, amazon);
    dropWildcard(account, amazon);
    importLongAgo(account, imported);
    const rule = certbotRule(acmeStaging);
    stopCertbot(account, rule);
    startCertbotRarely(account, rule);
    const summary = await listed(amazon);
    expect(summary).toMatchObject({
      SubjectAlternativeNameSummaries: ['eu1.acme.example.com'],
      RenewalEligibility: 'INELIGIBLE',
      Status: 'ISSUED',
    });
    expect(daysLeft(summary?.NotAfter)).toBe(9);
    expect(daysLeft((await listed(imported))?.NotAfter)).toBe(15);
    expect(account.events.rules.at(-1)).toMatchObject({
      State: 'DISABLED',
      ScheduleExpression: 'rate(60 days)',
    });
  });
});
