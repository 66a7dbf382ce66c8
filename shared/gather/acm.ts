/** Certificates of Certificate Manager, and how the renewal of those is going that expire soon. */
import {
  ACMClient,
  type CertificateSummary,
  DescribeCertificateCommand,
  KeyAlgorithm,
  paginateListCertificates,
} from '@aws-sdk/client-acm';
import type { Certificate } from '../model/acm.ts';
import { known } from '../model/fact.ts';
import { unlessRefused } from './absence.ts';
import { attempt, collect, type Gatherer, isoDate, required } from './gatherer.ts';

/** https://docs.aws.amazon.com/acm/latest/APIReference/API_ListCertificates.html */
const pageSize = 1000;

/**
 * Unless told, the list leaves out every certificate whose key is not RSA of 1024 or 2048 bits: those of Let's Encrypt
 * mostly are not. https://docs.aws.amazon.com/acm/latest/APIReference/API_Filters.html
 */
const keyTypes = Object.values(KeyAlgorithm);

/** ACM starts to renew no earlier: https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html */
const renewalPeriod = 60 * 24 * 60 * 60 * 1000;

const gatherer: Gatherer<'acm'> = {
  'acm.certificates': {
    actions: ['acm:ListCertificates', 'acm:DescribeCertificate'],
    read: async ({ connection }) => {
      const client = connection.client(ACMClient);
      // Certificates issued over ACME stay out: their keys never reach ACM, so nothing in AWS can show them.
      // https://docs.aws.amazon.com/acm/latest/userguide/acm-acme-issuance.html
      const pages = paginateListCertificates({ client, pageSize }, { Includes: { keyTypes } });
      const summaries = await collect(pages, (page) => page.CertificateSummaryList);
      const rows = await Promise.all(summaries.map((each) => toCertificate(client, each)));
      return rows.filter((row) => row !== undefined);
    },
  },
};
export default gatherer;

/** Undefined when the certificate was deleted since it was listed. */
async function toCertificate(
  client: ACMClient,
  summary: CertificateSummary,
): Promise<Certificate | undefined> {
  const arn = required(summary.CertificateArn, 'CertificateArn');
  const renewal = mayBeRenewing(summary)
    ? await attempt('acm:DescribeCertificate', () => renewalOf(client, arn))
    : known(null);
  if (renewal.known && renewal.value === undefined) return undefined;
  return {
    ref: { type: 'acm-certificate', name: nameOf(arn, summary.DomainName), arn },
    arn,
    names: namesOf(summary),
    moreNames: summary.HasAdditionalSubjectAlternativeNames === true,
    status: required(summary.Status, 'Status'),
    type: required(summary.Type, 'Type'),
    inUse: summary.InUse ?? null,
    expiresAt: isoDate(summary.NotAfter),
    importedAt: isoDate(summary.ImportedAt),
    renewalEligibility: summary.RenewalEligibility ?? null,
    renewal: renewal.known ? known(renewal.value ?? null) : renewal,
  };
}

// Only decides whether a call is worth making: verdicts are given against the time of the run.
function mayBeRenewing(summary: CertificateSummary): boolean {
  return (
    summary.Type === 'AMAZON_ISSUED' &&
    summary.Status !== 'PENDING_VALIDATION' &&
    summary.InUse !== false &&
    summary.RenewalEligibility !== 'INELIGIBLE' &&
    (summary.NotAfter === undefined || summary.NotAfter.getTime() - Date.now() < renewalPeriod)
  );
}

/** Null before the first attempt to renew; undefined when the certificate is gone. */
async function renewalOf(
  client: ACMClient,
  CertificateArn: string,
): Promise<string | null | undefined> {
  const answer = await unlessRefused(
    client.send(new DescribeCertificateCommand({ CertificateArn })),
    'ResourceNotFoundException',
    undefined,
  );
  if (answer === undefined) return undefined;
  return required(answer.Certificate, 'Certificate').RenewalSummary?.RenewalStatus ?? null;
}

/** `eu1.example.com/1f0c2a7b`: the domain tells people which one it is, but there may be several for it. */
function nameOf(arn: string, domainName = ''): string {
  const id = arn.slice(arn.lastIndexOf('/') + 1).slice(0, 8);
  return `${domainName}/${id}`;
}

function namesOf({
  DomainName,
  SubjectAlternativeNameSummaries = [],
}: CertificateSummary): string[] {
  const names = [DomainName, ...SubjectAlternativeNameSummaries];
  return [...new Set(names.flatMap((name) => name?.toLowerCase() ?? []))];
}
