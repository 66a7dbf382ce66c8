import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isOwnStack,
  isTtsStack,
  mandatoryTemplates,
  ownStackPrefix,
  ownTemplates,
  parseStackName,
  redisPurpose,
  type TemplateName,
  templates,
} from '../../../shared/model/tts.ts';

const templateNames = Object.keys(templates) as TemplateName[];

/** Every former name and the template that carries its stack on. */
const aliases: readonly (readonly [string, TemplateName])[] = [
  ['2-5-db-timescale', '2-5-db-timescale-master'],
  ['5-9a-sqs', '2-7-queue-sqs'],
  ['2-6-queue-sqs', '2-7-queue-sqs'],
  ['3-2-load-balancer', '3-2-load-balancer-rules'],
  ['4-2-configuration', '4-2a-configuration'],
  ['5-5-ecs-monitoring', '5-6-ecs-monitoring'],
  ['5-6-ecs-proxy', '5-7-ecs-proxy'],
  ['5-7a-certs-le', '5-8a-certs-le'],
  ['5-7b-ecs-certbot-scheduled-task', '5-8b-ecs-certbot-scheduled-task'],
];

describe('a stack name', () => {
  it.each(templateNames)('of %s', (template) => {
    expect(parseStackName(`acme-${template}`)).toEqual({ prefix: 'acme', template });
  });

  it.each(aliases)('of %s, the former name of %s', (formerName, template) => {
    expect(parseStackName(`acme-${formerName}`)).toEqual({ prefix: 'acme', template, formerName });
  });

  it('names every former name there is', () => {
    const all = Object.values(templates).flatMap((each) =>
      'formerly' in each ? each.formerly : [],
    );
    expect(aliases.map(([formerName]) => formerName).sort()).toEqual([...all].sort());
  });

  it.each(['eu1', 'acme-prod-eu1', 'a-1', 'a-1-1', '2', 'acme-2-3', 'acme-5', 'acme--', '1-1-vpc'])(
    'may have the prefix %s',
    (prefix) => {
      for (const template of templateNames) {
        expect(parseStackName(`${prefix}-${template}`)).toEqual({ prefix, template });
      }
    },
  );

  it('is read back, whatever its prefix', () => {
    const words = [...'abz019-'];
    const prefixes = fc.string({ unit: fc.constantFrom(...words), minLength: 1, maxLength: 24 });
    fc.assert(
      fc.property(prefixes, fc.constantFrom(...templateNames), (prefix, template) => {
        expect(parseStackName(`${prefix}-${template}`)).toEqual({ prefix, template });
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['acme-2-3-db-redis-general', '2-3-db-redis', 'general'],
    ['acme-2-3-db-redis-eu1-cache', '2-3-db-redis', 'eu1-cache'],
    ['acme-2-2-db-aurora-replica-2', '2-2-db-aurora-replica', '2'],
    ['acme-5-8a-certs-le-console', '5-8a-certs-le', 'console'],
  ])('%s carries a word of its own', (name, template, discriminator) => {
    expect(parseStackName(name)).toEqual({ prefix: 'acme', template, discriminator });
  });

  it('carries one after a former name too', () => {
    expect(parseStackName('acme-5-9a-sqs-webhooks')).toEqual({
      prefix: 'acme',
      template: '2-7-queue-sqs',
      formerName: '5-9a-sqs',
      discriminator: 'webhooks',
    });
  });

  it('is split at the longest template name: a current one is no former one with a word', () => {
    expect(parseStackName('acme-2-5-db-timescale-master')).toEqual({
      prefix: 'acme',
      template: '2-5-db-timescale-master',
    });
    expect(parseStackName('acme-3-2-load-balancer-rules')).toEqual({
      prefix: 'acme',
      template: '3-2-load-balancer-rules',
    });
  });

  it.each([
    ['no prefix', '1-1-vpc'],
    ['an empty prefix', '-1-1-vpc'],
    ['a template that does not exist', 'acme-9-9-toaster'],
    ['a template without its number', 'acme-vpc'],
    ['a word after a template that is deployed once', 'acme-1-1-vpc-old'],
    ['a word that ends in a hyphen', 'acme-2-3-db-redis-general-'],
    ['no hyphen before the word', 'acme-2-3-db-redisgeneral'],
    ['another case', 'acme-1-1-VPC'],
    ['nothing', ''],
  ])('with %s follows no scheme', (_what, name) => {
    expect(parseStackName(name)).toBeUndefined();
  });
});

describe('a stack of The Things Stack', () => {
  it.each([
    ['named like one', { name: 'acme-1-1-vpc' }],
    ['named like one of old', { name: 'acme-5-9a-sqs' }],
    ['with the version of one', { name: 'queue', versionTag: '3.36.2' }],
    ['with the version of one, written with a v', { name: 'queue', versionTag: 'v3.16.2' }],
    ['named like one, whatever its version says', { name: 'acme-1-1-vpc', versionTag: '' }],
  ])('is one %s', (_what, stack) => {
    expect(isTtsStack(stack)).toBe(true);
  });

  it.each([
    ['of another team', { name: 'billing' }],
    ['with another major version', { name: 'billing', versionTag: '30.1.0' }],
    ['with a version that only contains a 3', { name: 'billing', versionTag: '1.3.3' }],
    ['of the auditor', { name: 'acme-7-1-auditor' }],
    [
      'of the auditor, with a version of the vendor’s',
      { name: 'acme-7-1-auditor', versionTag: '3.36.2' },
    ],
  ])('is none %s', (_what, stack) => {
    expect(isTtsStack(stack)).toBe(false);
  });

  it('is told from the auditor’s own by their names', () => {
    for (const own of ownTemplates) {
      expect(isOwnStack(own)).toBe(true);
      expect(isOwnStack(`acme-${own}`)).toBe(true);
      expect(isOwnStack(`acme-${own}-2`)).toBe(false);
      expect(ownStackPrefix(`acme-prod-${own}`)).toBe('acme-prod');
      expect(ownStackPrefix(own)).toBe('');
    }
    expect(ownStackPrefix('acme-1-1-vpc')).toBeUndefined();
    expect(isOwnStack('acme-1-1-vpc')).toBe(false);
  });
});

describe('the templates a cluster cannot do without', () => {
  const primary = mandatoryTemplates('primary');
  const secondary = mandatoryTemplates('secondary');

  it('of a primary cluster', () => {
    expect(primary).toEqual([
      '1-1-vpc',
      '2-1-db-aurora-master',
      '2-3-db-redis',
      '2-4a-is-s3',
      '2-4b-routing-s3',
      '3-1-security-group-rules',
      '3-2-load-balancer-rules',
      '4-1-secrets',
      '4-2a-configuration',
      '4-2b-configuration-rate-limiting',
      '5-1-ecs-cluster',
      '5-2-ecs-ops',
      '5-3a-ecs-is-service',
      '5-4-ecs-services',
      '5-7-ecs-proxy',
    ]);
  });

  it('of a secondary cluster: no database, no pictures, and a proxy to the Identity Server', () => {
    expect(primary.filter((each) => !secondary.includes(each))).toEqual([
      '2-1-db-aurora-master',
      '2-4a-is-s3',
      '5-3a-ecs-is-service',
    ]);
    expect(secondary.filter((each) => !primary.includes(each))).toEqual([
      '5-3b-ecs-external-is-proxy',
    ]);
  });
});

describe('the purpose of a Redis stack', () => {
  it.each([
    ['acme-2-3-db-redis-cache', 'cache'],
    ['acme-2-3-db-redis-eu1-events', 'events'],
    ['acme-2-3-db-redis-general', 'general'],
    ['acme-2-3-db-redis', 'general'],
    // A word that only contains one says nothing.
    ['acme-2-3-db-redis-cached', 'general'],
    // Nor does the prefix.
    ['cache-2-3-db-redis', 'general'],
    ['somebodys-cache', 'general'],
  ])('%s is for %s', (name, purpose) => {
    expect(redisPurpose(name)).toBe(purpose);
  });
});
