import { describe, expect, it } from 'vitest';
import {
  gatherFrom,
  isWholeOrMissing,
  json,
  missingOf,
  type RawAnswers,
  type RawRequest,
  read,
  readWhole,
  refused,
} from '../../support/raw-aws.ts';

const arn = (id: string) => `arn:aws:acm:eu-west-1:111122223333:certificate/${id}`;
const id = '5f1e2d3c-0000-4000-8000-000000000001';

/** Seconds since 1970, so many days from now: the reader looks at the real clock. */
function inDays(days: number): number {
  return Math.round(Date.now() / 1000) + days * 86_400;
}

// The answer of https://docs.aws.amazon.com/acm/latest/APIReference/API_ListCertificates.html
function summary(over: object = {}) {
  return {
    CertificateArn: arn(id),
    CreatedAt: 1790000000.104,
    DomainName: 'EU1.example.com',
    Exported: false,
    ExtendedKeyUsages: ['TLS_WEB_SERVER_AUTHENTICATION'],
    HasAdditionalSubjectAlternativeNames: false,
    ImportedAt: 1795219200,
    InUse: true,
    KeyAlgorithm: 'EC-prime256v1',
    KeyUsages: ['DIGITAL_SIGNATURE'],
    NotAfter: 1802995200,
    NotBefore: 1795219200,
    RenewalEligibility: 'INELIGIBLE',
    Status: 'ISSUED',
    SubjectAlternativeNameSummaries: ['eu1.example.com', '*.eu1.example.com'],
    Type: 'IMPORTED',
    ...over,
  };
}

function listed(summaries: readonly object[], NextToken?: string) {
  return json({ CertificateSummaryList: summaries, NextToken });
}

// The answer of https://docs.aws.amazon.com/acm/latest/APIReference/API_DescribeCertificate.html
function described(renewal: object) {
  return ({ input }: RawRequest) =>
    json({ Certificate: { CertificateArn: input.CertificateArn, Subject: 'secret', ...renewal } });
}

const expiring = summary({
  Type: 'AMAZON_ISSUED',
  RenewalEligibility: 'ELIGIBLE',
  ImportedAt: undefined,
  NotAfter: inDays(59),
});

const pending = {
  RenewalSummary: {
    RenewalStatus: 'PENDING_VALIDATION',
    DomainValidationOptions: [],
    UpdatedAt: 1795219200,
  },
};

async function renewalIn(answers: RawAnswers) {
  const [only] = readWhole(await read('acm.certificates', answers));
  return only?.renewal;
}

describe('acm.certificates', () => {
  it('are read as AWS documents them', async () => {
    const fact = await read('acm.certificates', { ListCertificates: listed([summary()]) });
    expect(readWhole(fact)).toEqual([
      {
        ref: { type: 'acm-certificate', name: 'EU1.example.com/5f1e2d3c', arn: arn(id) },
        arn: arn(id),
        names: ['eu1.example.com', '*.eu1.example.com'],
        moreNames: false,
        status: 'ISSUED',
        type: 'IMPORTED',
        inUse: true,
        expiresAt: '2027-02-19T00:00:00.000Z',
        importedAt: '2026-11-21T00:00:00.000Z',
        renewalEligibility: 'INELIGIBLE',
        renewal: { known: true, value: null },
      },
    ]);
  });

  it('are asked for with keys of every type, 1,000 at a time', async () => {
    const { requests } = await gatherFrom({ ListCertificates: listed([]) }, ['acm.certificates']);
    expect(requests).toEqual([
      {
        operation: 'ListCertificates',
        input: {
          Includes: {
            keyTypes: expect.arrayContaining([
              'RSA_1024',
              'RSA_2048',
              'RSA_3072',
              'RSA_4096',
              'EC_prime256v1',
              'EC_secp384r1',
              'EC_secp521r1',
            ]),
          },
          MaxItems: 1000,
        },
      },
    ]);
  });

  it('need not say more than what they are', async () => {
    const bare = { CertificateArn: arn(id), Status: 'PENDING_VALIDATION', Type: 'AMAZON_ISSUED' };
    const [only] = readWhole(await read('acm.certificates', { ListCertificates: listed([bare]) }));
    expect(only).toMatchObject({
      names: [],
      inUse: null,
      expiresAt: null,
      importedAt: null,
      renewalEligibility: null,
    });
  });

  it('are missing when one has no status', async () => {
    const odd = summary({ Status: undefined });
    const fact = await read('acm.certificates', { ListCertificates: listed([odd]) });
    expect(missingOf(fact).detail).toContain('the answer has no Status');
  });

  isWholeOrMissing({
    fact: 'acm.certificates',
    action: 'acm:ListCertificates',
    token: 'NextToken',
    page: (_number, next) => listed([summary(), summary()], next),
    rows: 6,
  });
});

describe('the renewal of a certificate', () => {
  it('is asked for when Amazon issued it and it is over within 60 days', async () => {
    const fact = await read('acm.certificates', {
      ListCertificates: listed([expiring]),
      DescribeCertificate: described(pending),
    });
    expect(readWhole(fact)[0]?.renewal).toEqual({ known: true, value: 'PENDING_VALIDATION' });
    expect(JSON.stringify(fact)).not.toContain('secret');
  });

  it('may not have begun', async () => {
    const answers = { ListCertificates: listed([expiring]), DescribeCertificate: described({}) };
    expect(await renewalIn(answers)).toEqual({ known: true, value: null });
  });

  it.each([
    ['expires later', { NotAfter: inDays(61) }],
    ['is not in use', { InUse: false }],
    ['is imported', { Type: 'IMPORTED' }],
    ['cannot be renewed', { RenewalEligibility: 'INELIGIBLE' }],
    ['is not issued yet', { Status: 'PENDING_VALIDATION', NotAfter: undefined }],
  ])('is not asked for when it %s', async (_name, over) => {
    const answers = { ListCertificates: listed([{ ...expiring, ...over }]) };
    expect(await renewalIn(answers)).toEqual({ known: true, value: null });
  });

  it.each([
    ['whether it is in use', { InUse: undefined, RenewalEligibility: undefined }],
    ['when it is over', { NotAfter: undefined }],
  ])('is asked for when AWS does not say %s', async (_name, over) => {
    const unsaid = { ...expiring, ...over };
    const answers = { ListCertificates: listed([unsaid]), DescribeCertificate: described(pending) };
    expect(await renewalIn(answers)).toEqual({ known: true, value: 'PENDING_VALIDATION' });
  });

  it('is missing alone when it is denied', async () => {
    const action = 'acm:DescribeCertificate';
    const answers = { ListCertificates: listed([expiring]), DescribeCertificate: refused(action) };
    expect(await renewalIn(answers)).toMatchObject({ known: false, cause: 'denied', action });
  });

  it('is of no interest when the certificate is gone', async () => {
    const body = JSON.stringify({ __type: 'ResourceNotFoundException', message: 'gone' });
    const fact = await read('acm.certificates', {
      ListCertificates: listed([expiring]),
      DescribeCertificate: { ...json({}), status: 400, body },
    });
    expect(readWhole(fact)).toEqual([]);
  });
});
