import { describe, expect, it } from 'vitest';
import { type JsonSchema, jsonSchema } from '../../../shared/config/json-schema.ts';
import { checks } from './checks.ts';

const schema = jsonSchema(checks);

function at(...path: readonly string[]): JsonSchema {
  return path.reduce<JsonSchema>((found, part) => {
    const next = part === '*' ? found.items : found.properties?.[part];
    if (typeof next !== 'object' || Array.isArray(next)) throw new Error(`nothing at ${part}`);
    return next;
  }, schema);
}

/** Every schema under this one, with its path. */
function all(found: JsonSchema, path: string): readonly (readonly [string, JsonSchema])[] {
  const properties = Object.entries(found.properties ?? {}).flatMap(([key, property]) =>
    typeof property === 'object' ? all(property, `${path}.${key}`) : [],
  );
  const { items } = found;
  const elements =
    typeof items === 'object' && !Array.isArray(items) ? all(items, `${path}[]`) : [];
  return [[path, found], ...properties, ...elements];
}

const everything = all(schema, 'config');

describe('the JSON Schema', () => {
  it('is plain data with a title and no address', () => {
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
    expect(Object.keys(schema)).not.toContain('$schema');
    expect(Object.keys(schema)).not.toContain('$id');
    expect(schema.title).toBe('stack-auditor configuration');
    expect(schema.description).toMatch(/auditor\.yaml/);
  });

  it('describes every key', () => {
    const silent = everything.filter(
      ([path, { description }]) => !path.endsWith('[]') && !description,
    );
    expect(silent.map(([path]) => path)).toEqual([]);
    expect(everything.length).toBeGreaterThan(30);
  });

  it('allows no unknown key anywhere', () => {
    const open = everything.filter(
      ([, { type, additionalProperties }]) => type === 'object' && additionalProperties !== false,
    );
    expect(open.map(([path]) => path)).toEqual([]);
  });

  it('asks for a version and a name, and for nothing else', () => {
    expect(schema.required).toEqual(['version']);
    expect(at('deployments', '*').required).toEqual(['name']);
    const demanding = everything.filter(([, { required = [] }]) => required.length > 0);
    expect(demanding.map(([path]) => path)).toEqual([
      'config',
      'config.deployments[]',
      'config.deployments[].tenancy',
    ]);
  });

  it('knows what the loader knows', () => {
    expect(at('version').const).toBe(1);
    expect(at('deployments', '*', 'environment').enum).toEqual(['production', 'staging']);
    expect(at('deployments', '*', 'clusterRole').enum).toEqual(['primary', 'secondary']);
    expect(at('deployments', '*', 'absentTemplates', '*').enum).toContain('2-4a-is-s3');
    expect(at('deployments', '*', 'account')).toMatchObject({
      type: 'string',
      pattern: '^[0-9]{12}$',
    });
    expect(Object.keys(at('deployments', '*').properties ?? {})).toEqual([
      ...['name', 'prefix', 'account', 'region', 'profile', 'environment', 'clusterRole'],
      ...['resources', 'absentTemplates', 'singletonServices', 'staging', 'sshRanges'],
      ...['tenancy', 'importantStores', 'alertHosts', 'checks'],
    ]);
  });

  it.each([[['checks']], [['deployments', '*', 'checks']]])(
    'has every check with its thresholds under %j',
    (path) => {
      expect(Object.keys(at(...path).properties ?? {})).toEqual(checks.map(({ id }) => id));
      expect(at(...path, 'rds-cluster-retention-sufficient', 'minimumDays')).toEqual({
        type: 'number',
        minimum: 1,
        default: 7,
        description: 'How long back-ups are kept (days, default 7)',
      });
      expect(at(...path, 'rds-cluster-multi-az').properties).toEqual({});
    },
  );
});
