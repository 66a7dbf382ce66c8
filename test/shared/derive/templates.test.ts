import { describe, expect, it } from 'vitest';
import {
  byTemplate,
  changedAt,
  isUsable,
  newestVersion,
  removedTemplates,
  versionOf,
} from '../../../shared/derive/templates.ts';
import { aStack, daysAgo } from '../../support/builders.ts';

const tagged = (versionTag: string) => aStack({ versionTag });

describe('the stacks by their templates', () => {
  it('stand together, whatever their names add, in the order of the templates', () => {
    const stacks = [
      'acme-2-3-db-redis-cache',
      'acme-1-1-vpc',
      'acme-2-3-db-redis-general',
      'acme-4-2-configuration',
      'acme-something',
      'acme-7-1-auditor',
    ].map((name) => aStack({ name }));
    expect(
      byTemplate(stacks).map(([template, group]) => [template, group.map(({ name }) => name)]),
    ).toEqual([
      ['1-1-vpc', ['acme-1-1-vpc']],
      ['2-3-db-redis', ['acme-2-3-db-redis-cache', 'acme-2-3-db-redis-general']],
      ['4-2a-configuration', ['acme-4-2-configuration']],
    ]);
  });
});

describe('the version of a stack', () => {
  it.each([
    ['3.36.2', '3.36.2'],
    ['v3.36.2', '3.36.2'],
    ['3.36', '3.36'],
    ['3', undefined],
    ['latest', undefined],
  ])('%s is read', (versionTag, version) => {
    expect(versionOf(tagged(versionTag))).toBe(version);
  });

  it('is undefined without a tag', () => {
    const { versionTag: _, ...untagged } = aStack();
    expect(versionOf(untagged)).toBeUndefined();
    expect(newestVersion([untagged])).toBeUndefined();
  });

  it('is the newest of several by number', () => {
    expect(newestVersion(['3.9.1', 'v3.36.10', '3.36.2', 'odd'].map(tagged))).toBe('3.36.10');
  });
});

describe('the last change of a stack', () => {
  it('is its update, or else its creation', () => {
    expect(changedAt(aStack({ createdAt: daysAgo(9), updatedAt: daysAgo(2) }))).toBe(daysAgo(2));
    expect(changedAt(aStack({ createdAt: daysAgo(9), updatedAt: null }))).toBe(daysAgo(9));
  });
});

describe('a stack that can be relied on', () => {
  it.each([
    'CREATE_COMPLETE',
    'CREATE_IN_PROGRESS',
    'UPDATE_FAILED',
    'UPDATE_IN_PROGRESS',
    'UPDATE_ROLLBACK_COMPLETE',
    'UPDATE_ROLLBACK_FAILED',
    'IMPORT_ROLLBACK_COMPLETE',
  ])('is one that is %s', (status) => {
    expect(isUsable(aStack({ status }))).toBe(true);
  });

  it.each([
    'CREATE_FAILED',
    'REVIEW_IN_PROGRESS',
    'ROLLBACK_IN_PROGRESS',
    'ROLLBACK_COMPLETE',
    'ROLLBACK_FAILED',
    'DELETE_IN_PROGRESS',
    'DELETE_FAILED',
    'DELETE_COMPLETE',
  ])('is none that is %s', (status) => {
    expect(isUsable(aStack({ status }))).toBe(false);
  });
});

it('the templates that the vendor has removed are these', () => {
  expect(Object.keys(removedTemplates)).toEqual([
    '5-3d-ecs-gcs-service',
    '6-1-vpc-peering',
    '200-1-crypto',
  ]);
});
