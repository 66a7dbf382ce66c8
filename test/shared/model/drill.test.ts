import { describe, expect, it } from 'vitest';
import { type DrillReport, isScratch, looksLikeScratch } from '../../../shared/model/drill.ts';
import type { Tags } from '../../../shared/model/target.ts';
import { aRunningDrill, drillTags, inHours, now } from '../../support/builders.ts';

const drill = aRunningDrill();
const tags = drillTags(drill);

function hides(
  resource: { readonly id?: string; readonly tags?: Tags } = {},
  reports: readonly DrillReport[] = [drill],
): boolean {
  return isScratch({ id: drill.scratchId, tags, ...resource }, reports, now);
}

it('a resource says of itself that a drill made it by name and tag together', () => {
  expect(looksLikeScratch({ id: 'sa-drill-pg-1', tags })).toBe(true);
  expect(looksLikeScratch({ id: 'sa-drill-pg-1', tags: {} })).toBe(false);
  expect(looksLikeScratch({ id: 'orders', tags })).toBe(false);
});

describe('what a running drill made is told by prefix, tag and report together', () => {
  it('the cluster it restored, and what is named after it', () => {
    expect(hides()).toBe(true);
    expect(hides({ id: `${drill.scratchId}-1` })).toBe(true);
    expect(hides({}, [aRunningDrill({ id: 'another' }), drill])).toBe(true);
  });

  it.each([
    ['the name alone', hides({ tags: {} }, [])],
    ['the tag alone', hides({ id: 'orders' }, [])],
    ['the report alone', hides({ id: 'orders', tags: {} })],
    ['name and tag without a report', hides({}, [])],
    ['name and report without the tag', hides({ tags: {} })],
    ['tag and report without the name', hides({ id: 'orders' })],
    ['a tag and a report, on the source itself', hides({ id: drill.sourceId })],
    ['the tag of another drill', hides({ tags: drillTags(aRunningDrill({ id: 'another' })) })],
    ['the name of another drill', hides({ id: 'sa-drill-pg-ffffffffffff' })],
    ['a name that only begins like it', hides({ id: `${drill.scratchId}f` })],
    ['the prefix without the rest', hides({ id: 'sa-drill-' })],
  ])('%s hides nothing', (_what, hidden) => {
    expect(hidden).toBe(false);
  });

  it('a report whose scratch has no prefix of ours hides nothing', () => {
    const forged = aRunningDrill({ scratchId: 'orders' });
    expect(hides({ id: 'orders', tags: drillTags(forged) }, [forged])).toBe(false);
  });

  it.each([
    ['passed', { outcome: 'passed' }],
    ['failed', { outcome: 'failed' }],
    ['past its deadline', { deadline: inHours(-1) }],
    ['at its deadline', { deadline: now.toISOString() }],
  ] as const)('a drill that is %s hides nothing any more', (_what, over) => {
    expect(hides({}, [aRunningDrill(over)])).toBe(false);
  });
});
