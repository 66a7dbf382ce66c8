/** Certificate Manager: the list of certificates, and each in detail. */
import {
  ACMClient,
  type CertificateDetail,
  type CertificateSummary,
  DescribeCertificateCommand,
  type DescribeCertificateRequest,
  type DescribeCertificateResponse,
  type Filters,
  type KeyAlgorithm,
  ListCertificatesCommand,
  type ListCertificatesRequest,
  type ListCertificatesResponse,
} from '@aws-sdk/client-acm';
import type { Account } from '../account.ts';
import { pager } from '../paging.ts';
import { operation, SandboxError, type Service } from '../service.ts';

// MaxItems: 1 to 1,000.
const page = pager(
  { minimum: 1, maximum: 1000, default: 1000 },
  {
    size: (asked, { minimum, maximum }) =>
      invalid(
        `1 validation error detected: Value '${asked}' at 'maxItems' failed to satisfy constraint: Member must have value between ${minimum} and ${maximum}`,
      ),
    marker: () => invalid('The NextToken is not valid'),
  },
);

/** What is listed when nobody names key types. */
const usualKeyTypes: readonly KeyAlgorithm[] = ['RSA_1024', 'RSA_2048'];
/** Certificates issued over ACME are listed only to those who ask for them. */
const usualOrigins = ['AWS_MANAGED', 'CUSTOMER_PROVIDED'] as const;
/** A list shows no more names of a certificate. */
const listedNames = 100;

function listCertificates(
  input: ListCertificatesRequest,
  account: Account,
): ListCertificatesResponse {
  const { CertificateStatuses: statuses, CertificateKeyPairOrigins: origins } = input;
  if (input.SortBy !== undefined || input.SortOrder !== undefined) {
    throw invalid('The sandbox does not sort certificates');
  }
  const keyTypes = keyTypesAskedFor(input.Includes);
  const chosen = account.acm.certificates.filter(
    ({ Status, KeyAlgorithm: keyType, CertificateKeyPairOrigin: origin = 'AWS_MANAGED' }) =>
      (statuses === undefined || isAmong(statuses, Status)) &&
      isAmong(keyTypes, keyType) &&
      isAmong(origins ?? usualOrigins, origin),
  );
  const { rows, next } = page(
    chosen,
    { list: 'ListCertificates', size: input.MaxItems, marker: input.NextToken },
    account,
  );
  return { CertificateSummaryList: rows.map(toSummary), NextToken: next };
}

function keyTypesAskedFor({ keyTypes, ...others }: Filters = {}): readonly KeyAlgorithm[] {
  if (Object.values(others).some((filter) => filter !== undefined)) {
    throw invalid('The sandbox filters certificates by key type alone');
  }
  return keyTypes ?? usualKeyTypes;
}

function isAmong<T>(values: readonly T[], value: T | undefined): boolean {
  return value !== undefined && values.includes(value);
}

function toSummary(certificate: CertificateDetail): CertificateSummary {
  const names = certificate.SubjectAlternativeNames ?? [];
  return {
    CertificateArn: certificate.CertificateArn,
    DomainName: certificate.DomainName,
    SubjectAlternativeNameSummaries: names.slice(0, listedNames),
    HasAdditionalSubjectAlternativeNames: names.length > listedNames,
    Status: certificate.Status,
    Type: certificate.Type,
    KeyAlgorithm: certificate.KeyAlgorithm,
    KeyUsages: [],
    ExtendedKeyUsages: [],
    InUse: (certificate.InUseBy ?? []).length > 0,
    RenewalEligibility: certificate.RenewalEligibility,
    NotBefore: certificate.NotBefore,
    NotAfter: certificate.NotAfter,
    CreatedAt: certificate.CreatedAt,
    IssuedAt: certificate.IssuedAt,
    ImportedAt: certificate.ImportedAt,
    RevokedAt: certificate.RevokedAt,
  };
}

function describeCertificate(
  input: DescribeCertificateRequest,
  account: Account,
): DescribeCertificateResponse {
  const arn = input.CertificateArn ?? '';
  if (!/^arn:[\w-]+:acm:[\w-]+:\d{12}:certificate\/[\w-]+$/.test(arn)) {
    throw invalid(
      `1 validation error detected: Value '${arn}' at 'certificateArn' failed to satisfy constraint: Member must satisfy regular expression pattern`,
    );
  }
  const certificate = account.acm.certificates.find(({ CertificateArn }) => CertificateArn === arn);
  if (certificate === undefined) {
    throw new SandboxError('ResourceNotFoundException', `Could not find certificate ${arn}.`);
  }
  return { Certificate: certificate };
}

function invalid(message: string): SandboxError {
  return new SandboxError('ValidationException', message);
}

export const acm: Service = {
  signingName: 'acm',
  client: ACMClient,
  operations: [
    operation(ListCertificatesCommand, listCertificates),
    operation(DescribeCertificateCommand, describeCertificate),
  ],
};
