import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { type Config, configVersion } from '../../../shared/config/config.ts';
import { ConfigError, loadConfig, readConfig } from '../../../shared/config/load.ts';
import { templates } from '../../../shared/model/tts.ts';
import { checks } from './checks.ts';

function load(text: string): Config {
  return loadConfig(text, 'auditor.yaml', checks);
}

function refusal(text: string): ConfigError {
  try {
    load(text);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('the configuration was accepted');
}

const nothingDeclared = {
  auroraClusters: [],
  redisGroups: [],
  ecsClusters: [],
  instances: [],
  alertTopics: [],
};

const complete = `# the whole shape
version: 1
deployments:
  - name: acme-prod-eu1
    prefix: acme-eu1
    account: "111122223333"
    region: eu-west-1
    profile: prod
    environment: staging
    clusterRole: secondary
    resources:
      auroraClusters: [acme-restored]
      redisGroups: [acme-redis]
      ecsClusters: [Acme_1]
      instances: [i-0123456789abcdef0, i-01234567]
      alertTopics: ["arn:aws:sns:eu-west-1:111122223333:alerts"]
    absentTemplates: [2-4a-is-s3]
    singletonServices: [gcs, "device claiming"]
    staging: acme-staging-eu1
    sshRanges: [10.1.0.0/16, "2001:db8::/48"]
    tenancy: { intent: planned, reviewed: "2026-11-24" }
    importantStores: [timescale, efs]
    alertHosts: [alerts.example.com]
    checks:
      rds-cluster-retention-sufficient: { minimumDays: 35 }
retired: [acme-old]
checks:
  rds-cluster-retention-sufficient: { minimumDays: 14, share: 0 }
  rds-cluster-multi-az: {}
`;

describe('a valid file', () => {
  it('is read whole', () => {
    expect(load(complete)).toEqual({
      configVersion: configVersion(complete),
      deployments: [
        {
          name: 'acme-prod-eu1',
          prefix: 'acme-eu1',
          account: '111122223333',
          region: 'eu-west-1',
          profile: 'prod',
          environment: 'staging',
          clusterRole: 'secondary',
          resources: {
            auroraClusters: ['acme-restored'],
            redisGroups: ['acme-redis'],
            ecsClusters: ['Acme_1'],
            instances: ['i-0123456789abcdef0', 'i-01234567'],
            alertTopics: ['arn:aws:sns:eu-west-1:111122223333:alerts'],
          },
          absentTemplates: ['2-4a-is-s3'],
          singletonServices: ['gcs', 'device claiming'],
          staging: 'acme-staging-eu1',
          sshRanges: ['10.1.0.0/16', '2001:db8::/48'],
          tenancy: { intent: 'planned', reviewed: '2026-11-24' },
          importantStores: ['timescale', 'efs'],
          alertHosts: ['alerts.example.com'],
          checks: { 'rds-cluster-retention-sufficient': { minimumDays: 35 } },
        },
      ],
      retired: ['acme-old'],
      checks: {
        'rds-cluster-retention-sufficient': { minimumDays: 14, share: 0 },
        'rds-cluster-multi-az': {},
      },
    });
  });

  it('needs no more than a version', () => {
    const { configVersion: _, ...config } = load('version: 1');
    expect(config).toEqual({ deployments: [], retired: [], checks: {} });
  });

  it('gets its defaults', () => {
    expect(load('version: 1\ndeployments: [{ name: acme }]\n').deployments).toStrictEqual([
      {
        name: 'acme',
        prefix: 'acme',
        resources: nothingDeclared,
        absentTemplates: [],
        singletonServices: [],
        importantStores: [],
        alertHosts: [],
        checks: {},
      },
    ]);
  });

  it.each([
    ['a byte order mark', '\uFEFFversion: 1\n'],
    ['Windows line ends', 'version: 1\r\nretired: [a]\r\n'],
    ['JSON', '{"version": 1, "retired": []}'],
    ['a document marker', '---\nversion: 1\n...\n'],
    [
      'an anchor',
      'version: 1\nretired: &names [a]\ndeployments: [{name: b, singletonServices: *names}]',
    ],
    [
      'one name in two regions',
      'version: 1\ndeployments:\n  - {name: a, region: eu-west-1}\n  - {name: a, region: eu-west-2}\n',
    ],
    [
      'one name in two accounts',
      'version: 1\ndeployments:\n  - {name: a, account: "111122223333"}\n  - {name: a, account: "444455556666"}\n',
    ],
    ['the sovereign cloud', 'version: 1\ndeployments: [{name: a, region: eusc-de-east-1}]\n'],
    ['GovCloud', 'version: 1\ndeployments: [{name: a, region: us-gov-west-1}]\n'],
  ])('may have %s', (_, text) => {
    expect(load(text)).toBeDefined();
  });
});

const aName = 'of up to 100 letters, digits and hyphens, with no hyphen at either end';
const rootKeys = 'version, deployments, retired, checks';
const deployment = (line: string) => `version: 1\ndeployments:\n  - name: acme\n    ${line}\n`;
const threshold = (setting: string) =>
  `version: 1\nchecks:\n  rds-cluster-retention-sufficient: { ${setting} }\n`;
const thresholdPath = 'checks.rds-cluster-retention-sufficient';

/** Title, text, and the message without the file's name, line by line. */
const refused: readonly (readonly [string, string, readonly string[]])[] = [
  ['nothing', '', ['1:1: found an empty file, allowed: a mapping that starts with "version: 1"']],
  [
    'only comments',
    '# a\n\n# b\n',
    ['1:1: found an empty file, allowed: a mapping that starts with "version: 1"'],
  ],
  [
    'only a marker',
    '---\n',
    ['1:1: found an empty file, allowed: a mapping that starts with "version: 1"'],
  ],
  [
    'a list',
    '\n- version: 1\n',
    ['2:1: found a list, allowed: a mapping that starts with "version: 1"'],
  ],
  ['a word', 'version', ['1:1: found "version", allowed: a mapping that starts with "version: 1"']],
  ['no version', 'retired: []\n', ['1:1 version: found nothing, allowed: 1']],
  ['no value at all', '{version}', ['1:2 version: found nothing, allowed: 1']],
  ['another version', 'version: 2\n', ['1:10 version: found 2, allowed: 1']],
  ['a quoted version', 'version: "1"\n', ['1:10 version: found "1", allowed: 1']],
  [
    'an unknown key',
    'version: 1\ndeployment: []\n',
    ['2:1 deployment: found "deployment", did you mean "deployments"?'],
  ],
  [
    'a key like none',
    'version: 1\nowner: me\n',
    [`2:1 owner: found "owner", allowed: ${rootKeys}`],
  ],
  ['an empty key', '{version: 1, : 2}', [`1:14 [""]: found "", allowed: ${rootKeys}`]],
  ['a merge key', 'version: 1\n<<: {}\n', [`2:1 ["<<"]: found "<<", allowed: ${rootKeys}`]],
  [
    'a prototype',
    'version: 1\n__proto__: {}\n',
    [`2:1 __proto__: found "__proto__", allowed: ${rootKeys}`],
  ],
  [
    'an empty value',
    'version: 1\ndeployments:\n',
    ['2:13 deployments: found nothing, allowed: a list of deployments'],
  ],
  [
    'a mapping for a list',
    'version: 1\ndeployments:\n  acme: {}\n',
    ['3:3 deployments: found a mapping, allowed: a list of deployments'],
  ],
  [
    'a word for a deployment',
    'version: 1\ndeployments: [acme]\n',
    ['2:15 deployments[0]: found "acme", allowed: a mapping with a name'],
  ],
  [
    'no name',
    'version: 1\ndeployments:\n  - prefix: acme\n',
    [`3:5 deployments[0].name: found nothing, allowed: a name ${aName}`],
  ],
  [
    'a bad name',
    'version: 1\ndeployments: [{ name: acme_1 }]\n',
    [`2:23 deployments[0].name: found "acme_1", allowed: a name ${aName}`],
  ],
  [
    'a hyphen too many',
    deployment('prefix: acme-'),
    [`4:13 deployments[0].prefix: found "acme-", allowed: a prefix ${aName}`],
  ],
  [
    'an unknown key of a deployment',
    deployment('enviroment: staging'),
    ['4:5 deployments[0].enviroment: found "enviroment", did you mean "environment"?'],
  ],
  [
    'an unfinished key',
    deployment('cluster: primary'),
    ['4:5 deployments[0].cluster: found "cluster", did you mean "clusterRole"?'],
  ],
  [
    'an unknown environment',
    deployment('environment: prod'),
    ['4:18 deployments[0].environment: found "prod", allowed: production, staging'],
  ],
  [
    'an unknown role',
    deployment('clusterRole: [primary]'),
    ['4:18 deployments[0].clusterRole: found a list, allowed: primary, secondary'],
  ],
  [
    'an unquoted account',
    deployment('account: 111122223333'),
    [
      '4:14 deployments[0].account: found 111122223333, allowed: 12 digits in quotes, like "111122223333"',
    ],
  ],
  [
    'an unquoted account that starts with 0',
    deployment('account: 011122223333'),
    [
      '4:14 deployments[0].account: found 011122223333, allowed: 12 digits in quotes, like "111122223333"',
    ],
  ],
  [
    'a short account',
    deployment('account: "1111"'),
    [
      '4:14 deployments[0].account: found "1111", allowed: 12 digits in quotes, like "111122223333"',
    ],
  ],
  [
    'a zone for a region',
    deployment('region: eu-west-1a'),
    ['4:13 deployments[0].region: found "eu-west-1a", allowed: an AWS region, like eu-west-1'],
  ],
  [
    'an empty profile',
    deployment('profile: " "'),
    ['4:14 deployments[0].profile: found " ", allowed: the name of an AWS profile'],
  ],
  [
    'an unknown resource',
    deployment('resources: { aurora: [a] }'),
    ['4:18 deployments[0].resources.aurora: found "aurora", did you mean "auroraClusters"?'],
  ],
  [
    'a cluster in capitals',
    deployment('resources: { auroraClusters: [Acme] }'),
    [
      '4:35 deployments[0].resources.auroraClusters[0]: found "Acme", allowed: a DB cluster identifier: lower-case letters, digits and hyphens',
    ],
  ],
  [
    'an instance of no shape',
    deployment('resources: { instances: [i-1] }'),
    [
      '4:30 deployments[0].resources.instances[0]: found "i-1", allowed: an EC2 instance id, like i-0123456789abcdef0',
    ],
  ],
  [
    'a former template',
    deployment('absentTemplates: [2-4-is-s3]'),
    ['4:23 deployments[0].absentTemplates[0]: found "2-4-is-s3", did you mean "2-4a-is-s3"?'],
  ],
  [
    'an empty service',
    deployment('singletonServices: [gs, ~]'),
    [
      '4:29 deployments[0].singletonServices[1]: found ~, allowed: the name of an ECS service or component',
    ],
  ],
  [
    'an unknown check',
    'version: 1\nchecks:\n  rds-cluster-retention: {}\n',
    [
      '3:3 checks.rds-cluster-retention: found "rds-cluster-retention", did you mean "rds-cluster-retention-sufficient"?',
    ],
  ],
  [
    'an unknown check of a deployment',
    deployment('checks: { rds-cluster-multiaz: {} }'),
    [
      '4:15 deployments[0].checks.rds-cluster-multiaz: found "rds-cluster-multiaz", did you mean "rds-cluster-multi-az"?',
    ],
  ],
  [
    'an empty check',
    'version: 1\nchecks:\n  ecs-service-runs-twice:\n',
    ['3:26 checks.ecs-service-runs-twice: found nothing, allowed: a mapping with minimumTasks'],
  ],
  [
    'an unknown threshold',
    threshold('minDays: 3'),
    [
      `3:39 ${thresholdPath}.minDays: found "minDays", allowed: minimumDays (default 7), share (default 0.5)`,
    ],
  ],
  [
    'a threshold of a check without',
    'version: 1\nchecks: { rds-cluster-multi-az: { zones: 2 } }\n',
    ['2:35 checks.rds-cluster-multi-az.zones: found "zones", allowed: nothing'],
  ],
  [
    'a low threshold',
    threshold('minimumDays: 0'),
    [`3:52 ${thresholdPath}.minimumDays: found 0, allowed: a number, at least 1 (days, default 7)`],
  ],
  [
    'an endless threshold',
    threshold('minimumDays: .inf'),
    [
      `3:52 ${thresholdPath}.minimumDays: found .inf, allowed: a number, at least 1 (days, default 7)`,
    ],
  ],
  [
    'a threshold that is no number',
    threshold('share: .nan'),
    [`3:46 ${thresholdPath}.share: found .nan, allowed: a number, at least 0 (default 0.5)`],
  ],
  [
    'a quoted threshold',
    threshold('minimumDays: "3"'),
    [
      `3:52 ${thresholdPath}.minimumDays: found "3", allowed: a number, at least 1 (days, default 7)`,
    ],
  ],
  [
    'one name twice',
    'version: 1\ndeployments:\n  - name: a\n    region: eu-west-1\n  - name: a\n    region: eu-west-1\n',
    [
      '5:11 deployments[1].name: found "a", allowed: a name other than that of deployments[0] in the same account and region',
    ],
  ],
  [
    'one name twice, where a region left out may be the same',
    'version: 1\ndeployments:\n  - name: a\n    region: eu-west-1\n  - name: a\n',
    [
      '5:11 deployments[1].name: found "a", allowed: a name other than that of deployments[0] in the same account and region',
    ],
  ],
  [
    'one prefix twice',
    'version: 1\ndeployments:\n  - {name: a, prefix: c}\n  - {name: b, prefix: c}\n  - {name: c}\n',
    [
      '4:23 deployments[1].prefix: found "c", allowed: a prefix other than that of deployments[0] in the same account and region',
      '5:12 deployments[2].name: found "c", allowed: a prefix other than that of deployments[0] in the same account and region',
    ],
  ],
  [
    'what is declared and retired',
    'version: 1\ndeployments: [{name: a}]\nretired: [b, a]\n',
    ['3:14 retired[1]: found "a", allowed: a name that is not declared, as deployments[0] is'],
  ],
  [
    'one key twice',
    'version: 1\nretired: []\nversion: 1\n',
    ['3:1: found "version" a second time, allowed: every key once'],
  ],
  [
    'a tab',
    'version: 1\ndeployments:\n\t- name: a\n',
    ['3:1: found a tab as indentation, allowed: spaces'],
  ],
  [
    'no colon',
    'version: 1\ndeployments:\n  - name acme\n    region: eu-west-1\n',
    ['3:5: found "- name acme", allowed: valid YAML (Implicit keys need to be on a single line)'],
  ],
  [
    'an open quote',
    'version: "1\n',
    ['2:1: found "", allowed: valid YAML (Missing closing "quote)'],
  ],
  [
    'two documents',
    'version: 1\n---\nversion: 1\n',
    ['2:1: found a second YAML document, allowed: one'],
  ],
  [
    'a tag',
    'version: 1\nretired: !!set {a}\n',
    [
      '2:10: found "retired: !!set {a}", allowed: valid YAML (Unresolved tag: tag:yaml.org,2002:set)',
    ],
  ],
  [
    'an alias of nothing',
    'version: 1\nretired: *names\n',
    ['2:10: found the alias "*names", allowed: an anchor that stands before it'],
  ],
  [
    'a mistake behind an alias, told where it stands',
    'version: 1\nretired: &names [a, b_]\ndeployments: [{name: c, singletonServices: *names, resources: {redisGroups: *names}}]\n',
    [
      `2:21 retired[1]: found "b_", allowed: a deployment name ${aName}`,
      '2:21 deployments[0].resources.redisGroups[1]: found "b_", allowed: a replication group id: lower-case letters, digits and hyphens',
    ],
  ],
  [
    'a deployment that is its own staging',
    deployment('staging: acme'),
    [
      '4:14 deployments[0].staging: found "acme", allowed: the name of another deployment, on which updates are tried first',
    ],
  ],
  [
    'an address without a length',
    deployment('sshRanges: [10.0.0.0/8, 203.0.113.7]'),
    [
      '4:29 deployments[0].sshRanges[1]: found "203.0.113.7", allowed: an address range in CIDR notation, like 203.0.113.16/28',
    ],
  ],
  [
    'half a decision on tenancy',
    deployment('tenancy: { intent: double }'),
    [
      '4:14 deployments[0].tenancy.reviewed: found nothing, allowed: a date like 2026-11-24, in quotes',
      '4:24 deployments[0].tenancy.intent: found "double", allowed: single, multi, planned',
    ],
  ],
  [
    'a store there is not',
    deployment('importantStores: [s3]'),
    ['4:23 deployments[0].importantStores[0]: found "s3", allowed: timescale, efs'],
  ],
  [
    'an URL for a host',
    deployment('alertHosts: ["https://alerts.example.com"]'),
    [
      '4:18 deployments[0].alertHosts[0]: found "https://alerts.example.com", allowed: a host name in lower case, like alerts.example.com',
    ],
  ],
  [
    'a topic by its name',
    deployment('resources: { alertTopics: [alerts] }'),
    [
      '4:32 deployments[0].resources.alertTopics[0]: found "alerts", allowed: the ARN of an SNS topic, like arn:aws:sns:eu-west-1:111122223333:alerts',
    ],
  ],
  [
    'control characters',
    'version: 1\n"\\e[31m\\x9b": 1\n',
    [`2:1 ["\\u001b[31m\\u{9b}"]: found "\\u001b[31m\\u{9b}", allowed: ${rootKeys}`],
  ],
];

describe('an invalid file', () => {
  it.each(refused)('is refused for %s', (_, text, expected) => {
    const lines = refusal(text).message.split('\n');
    expect(lines.toSorted()).toEqual(expected.map((line) => `auditor.yaml:${line}`).toSorted());
  });

  it('is told everything at once, in the order of the file', () => {
    const error = refusal(`version: 2
deployments:
  - name: acme
    environment: prod
  - name: acme
    owner: me
  - region: eu-west-1
retired: [acme]
retired: [acme_]
checks:
  ecs-service-runs-twice: { minimumTasks: 0, minTasks: 1 }
colour: blue
`);
    expect(error.problems.map(({ line, path }) => `${line} ${path}`)).toEqual([
      '1 version',
      '4 deployments[0].environment',
      '5 deployments[1].name',
      '6 deployments[1].owner',
      '7 deployments[2].name',
      '9 ',
      '9 retired[0]',
      '11 checks.ecs-service-runs-twice.minimumTasks',
      '11 checks.ecs-service-runs-twice.minTasks',
      '12 colour',
    ]);
  });

  it('gives its problems as data', () => {
    expect(refusal(deployment('enviroment: staging')).problems).toEqual([
      {
        line: 4,
        column: 5,
        path: 'deployments[0].enviroment',
        found: '"enviroment"',
        allowed:
          'name, prefix, account, region, profile, environment, clusterRole, resources, absentTemplates, singletonServices, staging, sshRanges, tenancy, importantStores, alertHosts, checks',
        nearest: ['environment'],
      },
    ]);
  });

  it('names the closest checks where the list of all is too long to read', () => {
    const many = Array.from({ length: 40 }, (_, index) => ({ id: `check-${index}`, settings: {} }));
    expect(() =>
      loadConfig('version: 1\nchecks: { unlike-any-of-these: {} }', 'a.yaml', many),
    ).toThrow(/^a\.yaml:2:11 .*did you mean "check-\d+" or "check-\d+" or "check-\d+"\?$/);
  });

  it('cuts what is too long to read', () => {
    const { message } = refusal(`version: 1\nretired: [${'x'.repeat(5000)}]\n`);
    expect(message.length).toBeLessThan(250);
  });
});

describe('a file made to do harm', () => {
  const bomb = [
    'version: 1',
    'a: &a [x, x, x, x, x, x, x, x, x, x]',
    ...Array.from('bcdefghi', (letter, index) => {
      const before = 'abcdefgh'[index];
      return `${letter}: &${letter} [${Array(10).fill(`*${before}`).join(', ')}]`;
    }),
  ].join('\n');

  it.each([
    ['aliases that multiply', bomb, /cannot be followed \(Excessive alias count/],
    [
      'too many aliases',
      `version: 1\nretired: [&a x${', *a'.repeat(1001)}]`,
      /2:\d+: found one alias more, allowed: at most 1000 aliases$/,
    ],
    ['nesting', '['.repeat(100_000), /nesting that is too deep to follow|cannot be followed/],
    [
      'an alias of itself',
      'version: 1\nretired: &a [*a]\n',
      /:2:13 retired\[0\]: found a list, allowed: a deployment name/,
    ],
    [
      'its size',
      `version: 1 #${'x'.repeat(1024 * 1024)}`,
      /^auditor\.yaml:1:1: found a file of 1048588 bytes, allowed: at most 1048576 bytes$/,
    ],
    ['its size in bytes', `#${'é'.repeat(600_000)}`, /found a file of 1200001 bytes/],
    [
      'thousands of wrong keys',
      `version: 1\n${Array.from({ length: 20_000 }, (_, i) => `k${i}: 1`).join('\n')}`,
      /:20001:1 k19999: found/,
    ],
  ])('is refused for %s', (_, text, message) => {
    expect(refusal(text).message).toMatch(message);
  });
});

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const values = fc.record(
  { minimumDays: fc.double({ min: 1, noNaN: true, noDefaultInfinity: true }), share: fc.nat() },
  { requiredKeys: [] },
);
const thresholds = fc.record(
  { 'rds-cluster-retention-sufficient': values, 'rds-cluster-multi-az': fc.constant({}) },
  { requiredKeys: [] },
);
const lists = (keys: readonly string[]) =>
  fc.record(Object.fromEntries(keys.map((key) => [key, fc.array(word)])), { requiredKeys: [] });
const declared = fc.record(
  {
    name: word,
    account: fc.stringMatching(/^[0-9]{12}$/),
    region: fc.constantFrom('eu-west-1', 'us-gov-east-1'),
    profile: word,
    environment: fc.constantFrom('production', 'staging'),
    clusterRole: fc.constantFrom('primary', 'secondary'),
    resources: lists(['auroraClusters', 'redisGroups', 'ecsClusters']),
    absentTemplates: fc.subarray(Object.keys(templates)),
    singletonServices: fc.array(fc.string().filter((text) => /\S/.test(text))),
    checks: thresholds,
  },
  { requiredKeys: ['name'] },
);
const files = fc.record(
  {
    version: fc.constant(1),
    deployments: fc.uniqueArray(declared, { selector: ({ name }) => name, maxLength: 5 }),
    retired: fc.array(word.map((text) => `retired-${text}`)),
    checks: thresholds,
  },
  { requiredKeys: ['version'] },
);

describe('any file', () => {
  it('that is valid is read as it was written, and what was read is valid', () => {
    fc.assert(
      fc.property(files, (file) => {
        const { configVersion: _, ...config } = load(stringify(file));
        const { version: ___, ...said } = file;
        expect(config).toMatchObject(said);
        const { configVersion: __, ...again } = load(stringify({ version: 1, ...config }));
        expect(again).toStrictEqual(config);
      }),
    );
  });

  it('that is text is read or refused, never worse', () => {
    const pieces = fc.constantFrom(
      ...['version: 1\n', 'deployments:', 'checks:', 'retired:', 'name: a', '- ', '  ', '\n', '\t'],
      ...[': ', '? ', '[', ']', '{', '}', ', ', '&a ', '*a', '!!set ', '!x ', '"', "'", '|', '>'],
      ...['#', '---\n', '...\n', '%YAML 1.1\n', '%TAG ! x\n', '<<', '__proto__', '\r', '\uFEFF'],
      ...['0', '.inf', '~', '\u0000', '\ud800', 'rds-cluster-multi-az'],
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join('')),
      fc.array(pieces, { maxLength: 20 }).map((parts) => `version: 1\n${parts.join('')}`),
      fc.anything().map((value) => stringify({ version: 1, deployments: value }) ?? ''),
      fc.jsonValue().map((value) => JSON.stringify({ version: 1, checks: value, retired: value })),
    );
    fc.assert(
      fc.property(text, (anything) => {
        try {
          load(anything);
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigError);
          const { problems } = error as ConfigError;
          expect(problems.length).toBeGreaterThan(0);
          const lines = anything.split('\n').length;
          for (const { line, column } of problems) {
            expect(line).toBeGreaterThanOrEqual(1);
            expect(line).toBeLessThanOrEqual(lines);
            expect(column).toBeGreaterThanOrEqual(1);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('reading', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'auditor-config-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const write = async (name: string, content: string | Uint8Array) => {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  };

  it('takes the version of the bytes', async () => {
    const text = '\uFEFFversion: 1\n';
    const config = await readConfig(await write('bom.yaml', text), checks);
    expect(config.configVersion).toBe(configVersion(text));
  });

  it('names the path in every problem', async () => {
    const path = await write('bad.yaml', 'version: 3\n');
    await expect(readConfig(path, checks)).rejects.toThrow(
      `${path}:1:10 version: found 3, allowed: 1`,
    );
  });

  it('says why it could not', async () => {
    const absent = join(folder, 'absent.yaml');
    await mkdir(join(folder, 'folder'));
    const latin = await write('latin.yaml', new Uint8Array([0x23, 0xe9, 0x0a]));
    const inside = join(latin, 'auditor.yaml');
    for (const [path, reason] of [
      [absent, 'there is no such file'],
      [join(folder, 'folder'), 'it is a directory'],
      [latin, 'it is not UTF-8 text'],
      [inside, 'a part of its path is no directory'],
      [`${folder}\u0000`, 'null bytes'],
    ] as const) {
      const error: unknown = await readConfig(path, checks).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(ConfigError);
      expect((error as ConfigError).message).toContain(`cannot read ${path}: `);
      expect((error as ConfigError).message).toContain(reason);
      expect((error as ConfigError).problems).toEqual([]);
    }
  });

  it('refuses a large file before it is in memory', async () => {
    const path = await write('large.yaml', '#'.repeat(1024 * 1024 + 1));
    await expect(readConfig(path, checks)).rejects.toThrow(
      `${path}:1:1: found a file of 1048577 bytes, allowed: at most 1048576 bytes`,
    );
  });
});
