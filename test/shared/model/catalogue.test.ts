import { describe, expect, it } from 'vitest';
import { checks } from '../../../shared/checks/index.ts';
import { catalogue } from '../../../shared/model/catalogue.ts';
import { type Practice, practices } from '../../../shared/model/check.ts';

const answered = new Set(checks.flatMap(({ catalogueIds }) => catalogueIds));

describe('the catalogue', () => {
  it('has every row a check says it answers', () => {
    expect([...answered].filter((id) => !(id in catalogue))).toEqual([]);
    expect(Object.keys(catalogue)).toHaveLength(122);
  });

  it.each(Object.entries(catalogue))('%s has a check, or says why it has none', (id, row) => {
    expect(row.asks).toMatch(/^[A-Zy].*[^.]$/);
    if (answered.has(id)) expect(row.unanswered).toBeUndefined();
    else expect(row.unanswered).toMatch(/^\S.*[^.]$/);
  });

  it('leaves no statement of the page with fewer than two checks', () => {
    for (const practice of Object.keys(practices) as Practice[]) {
      const answering = checks.filter((check) => check.practice === practice);
      expect(answering.length, practice).toBeGreaterThanOrEqual(2);
    }
  });
});
