/** The certificate of a deployment, and what renews it. */
import type { CertificateDetail, RenewalStatus } from '@aws-sdk/client-acm';
import type { Rule } from '@aws-sdk/client-eventbridge';
import type { Account } from '../account.ts';
import { type DeploymentDescription, domainOf, stackName } from './description.ts';
import { arn, hex, letters, uuid } from './identifiers.ts';
import { own } from './stacks.ts';
import { ago, days } from './times.ts';

/**
 * Puts the certificate into the account, for the domain and every name below it, and with Let's Encrypt the rule that
 * starts certbot; gives the ARN. Nobody uses it yet.
 */
export function addCertificate(account: Account, description: DeploymentDescription): string {
  const domain = domainOf(description);
  const names = [domain, `*.${domain}`];
  if (description.certificate === 'amazon') {
    return addAmazonCertificate(account, `${description.prefix} ${domain}`, names);
  }
  addCertbot(account, description);
  return addImportedCertificate(account, `${description.prefix} ${domain}`, names);
}

/** Amazon's last 198 days. */
function addAmazonCertificate(account: Account, seed: string, names: readonly string[]): string {
  const issued = ago(account, days(48));
  return addTo(account, seed, {
    ...subjectOf(names),
    Issuer: 'Amazon',
    Type: 'AMAZON_ISSUED',
    KeyAlgorithm: 'RSA_2048',
    SignatureAlgorithm: 'SHA256WITHRSA',
    CreatedAt: issued,
    IssuedAt: issued,
    NotBefore: issued,
    NotAfter: ago(account, -days(150)),
    RenewalEligibility: 'ELIGIBLE',
    DomainValidationOptions: validationOf(names),
  });
}

/** Let's Encrypt's last 90 days; certbot makes elliptic keys and imports over the certificate that is there. */
function addImportedCertificate(account: Account, seed: string, names: readonly string[]): string {
  const imported = ago(account, days(20));
  return addTo(account, seed, {
    ...subjectOf(names),
    Issuer: "Let's Encrypt",
    Type: 'IMPORTED',
    KeyAlgorithm: 'EC_prime256v1',
    SignatureAlgorithm: 'SHA384WITHECDSA',
    CreatedAt: imported,
    ImportedAt: imported,
    NotBefore: imported,
    NotAfter: ago(account, -days(70)),
    RenewalEligibility: 'INELIGIBLE',
  });
}

function addTo(account: Account, seed: string, certificate: CertificateDetail): string {
  const certificateArn = arn(account, 'acm', `certificate/${uuid(`certificate ${seed}`)}`);
  account.acm.certificates.push({
    CertificateArn: certificateArn,
    Status: 'ISSUED',
    Serial: hex(seed, 32).replaceAll(/(..)(?=.)/g, '$1:'),
    InUseBy: [],
    KeyUsages: [{ Name: 'DIGITAL_SIGNATURE' }],
    ExtendedKeyUsages: [{ Name: 'TLS_WEB_SERVER_AUTHENTICATION', OID: '1.3.6.1.5.5.7.3.1' }],
    ...certificate,
  });
  return certificateArn;
}

function subjectOf(names: readonly string[]): CertificateDetail {
  const [domain = ''] = names;
  return { DomainName: domain, SubjectAlternativeNames: [...names], Subject: `CN=${domain}` };
}

function validationOf(names: readonly string[]) {
  return names.map((DomainName) => ({
    DomainName,
    ValidationDomain: DomainName,
    ValidationStatus: 'SUCCESS' as const,
    ValidationMethod: 'DNS' as const,
  }));
}

// Names of rules have 64 characters: CloudFormation shortens the stack's name to keep its own suffix.
const ruleNameLength = 64;

/** The rule that starts certbot: its name, which is its physical id. */
export function certbotRule(description: DeploymentDescription): string {
  const stack = stackName(description, '5-8b-ecs-certbot-scheduled-task');
  const tail = `-ScheduledRule-${letters(`${stack} ScheduledRule`, 12).toUpperCase()}`;
  return stack.slice(0, ruleNameLength - tail.length) + tail;
}

function addCertbot(account: Account, description: DeploymentDescription): void {
  const name = certbotRule(description);
  addRule(account, { name, description: 'Renews certificates', schedule: 'rate(2 days)' });
  own(account, stackName(description, '5-8b-ecs-certbot-scheduled-task'), {
    type: 'AWS::Events::Rule',
    logicalId: 'ScheduledRule',
    physicalId: name,
  });
}

function addRule(
  account: Account,
  rule: { name: string; description: string; schedule: string },
): void {
  account.events.rules.push({
    Name: rule.name,
    Arn: arn(account, 'events', `rule/${rule.name}`),
    State: 'ENABLED',
    Description: rule.description,
    ScheduleExpression: rule.schedule,
    EventBusName: 'default',
  });
}

/** A certificate that must be there: a world that names one that is not is wrong. */
export function certificateOf({ acm }: Account, certificate: string): CertificateDetail {
  const found = acm.certificates.find(({ CertificateArn }) => CertificateArn === certificate);
  if (found === undefined) throw new Error(`no ${certificate} in this world`);
  return found;
}

function ruleNamed({ events }: Account, name: string): Rule {
  const rule = events.rules.find(({ Name }) => Name === name);
  if (rule === undefined) throw new Error(`no rule ${name} in this world`);
  return rule;
}

/** Leaves so many days; none or less than none when it is over. */
export function letCertificateExpire(account: Account, certificate: string, left: number): void {
  const found = certificateOf(account, certificate);
  found.NotAfter = ago(account, -days(left));
  if (left <= 0) found.Status = 'EXPIRED';
}

/** Amazon's: renewal is due, and somebody took the records away that prove whose the domain is. */
export function failRenewal(
  account: Account,
  certificate: string,
  status: RenewalStatus = 'FAILED',
): void {
  letCertificateExpire(account, certificate, 40);
  const found = certificateOf(account, certificate);
  found.RenewalSummary = {
    RenewalStatus: status,
    DomainValidationOptions: (found.DomainValidationOptions ?? []).map((option) => ({
      ...option,
      ValidationStatus: status === 'FAILED' ? 'FAILED' : 'PENDING_VALIDATION',
    })),
    UpdatedAt: ago(account, days(2)),
  };
}

/** Amazon's: nothing will renew it. */
export function makeRenewalIneligible(account: Account, certificate: string): void {
  certificateOf(account, certificate).RenewalEligibility = 'INELIGIBLE';
}

/** The last time certbot brought one; Let's Encrypt's are over after 90 days. */
export function importLongAgo(account: Account, certificate: string, age = 75): void {
  const found = certificateOf(account, certificate);
  found.ImportedAt = ago(account, days(age));
  found.NotBefore = found.ImportedAt;
  found.NotAfter = ago(account, days(age - 90));
}

/** Leaves the domain itself. */
export function dropWildcard(account: Account, certificate: string): void {
  const found = certificateOf(account, certificate);
  found.SubjectAlternativeNames = (found.SubjectAlternativeNames ?? []).filter(
    (name) => !name.startsWith('*.'),
  );
}

export function stopCertbot(account: Account, rule: string): void {
  ruleNamed(account, rule).State = 'DISABLED';
}

export function startCertbotRarely(account: Account, rule: string): void {
  ruleNamed(account, rule).ScheduleExpression = 'rate(60 days)';
}

const neighbouringRules = 40;

/** Those of other teams, and what they schedule. One is over, and nobody uses it. */
export function addNeighbouringCertificates(account: Account): void {
  for (const name of ['storefront', 'billing', 'warehouse', 'archive']) {
    addAmazonCertificate(account, name, [`${name}.example.com`]);
  }
  letCertificateExpire(account, neighbouringCertificate(account, 'archive'), -30);
  for (let number = 1; number <= neighbouringRules; number++) {
    const name = `warehouse-report-${String(number).padStart(3, '0')}`;
    addRule(account, { name, description: 'Report', schedule: 'cron(0 5 * * ? *)' });
  }
  stopCertbot(account, 'warehouse-report-001');
}

/** The ARN of another team's certificate. */
export function neighbouringCertificate(account: Account, name: string): string {
  return arn(account, 'acm', `certificate/${uuid(`certificate ${name}`)}`);
}
