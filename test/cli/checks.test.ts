/** `stack-auditor checks`: what is checked, and why. */
import { describe, expect, it } from 'vitest';
import { explainCheck, listChecks } from '../../cli/checks.ts';
import { checks } from '../../shared/checks/index.ts';
import { practices } from '../../shared/model/check.ts';
import { patience, run, temporaryFolder } from './support.ts';

describe('the list', () => {
  it('names every check once, under its practice', () => {
    const lines = listChecks(200).split('\n');
    for (const { id, practice, severity, title } of checks) {
      const at = lines.findIndex((line) => line.startsWith(`  ${id} `));
      expect(lines[at]).toMatch(new RegExp(`^  ${id} +${severity} `));
      expect(lines[at]).toContain(title);
      const heading = lines.slice(0, at).findLast((line) => /^\S/.test(line));
      expect(heading).toBe(`${practices[practice]} (${practice})`);
    }
    expect(lines).toContain(
      `${checks.length} checks. Say stack-auditor checks <id> for one of them.`,
    );
  });

  it.each([60, 100])('fits into %i columns', (width) => {
    expect(longestLine(listChecks(width))).toBeLessThanOrEqual(width);
  });
});

describe('the explanation', () => {
  it.each(checks.map((check) => [check.id, check] as const))(
    'of %s is whole',
    async (id, check) => {
      const text = await explainCheck(id, { width: 1_000, color: false });
      expect(text).toMatch(`${id}: ${check.title}\n\n`);
      for (const part of [check.why, check.fix, check.docs, practices[check.practice]]) {
        expect(text).toContain(part);
      }
      for (const setting of Object.keys(check.settings)) expect(text).toContain(`${setting}: `);
      expect(text).toMatch(/^Reads +([a-z0-9-]+:[A-Z]\w+(, )?)+$/m);
      expect(text).not.toMatch(/undefined|\[object/);
    },
  );

  it('keeps to the width', async () => {
    for (const { id } of checks) {
      const text = await explainCheck(id, { width: 80, color: false });
      // The first line is the check's name and title, to be found and copied whole.
      expect(longestLine(text.split('\n').slice(1).join('\n'))).toBeLessThanOrEqual(80);
    }
  });
});

describe.concurrent('the command', { timeout: patience }, () => {
  it('lists, as wide as it is told', async () => {
    const { code, out, err } = await run(['checks'], await temporaryFolder(), { COLUMNS: '60' });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(listChecks(60));
  });

  it('explains', async () => {
    const { code, out, err } = await run(
      ['checks', 'rds-cluster-retention-sufficient'],
      await temporaryFolder(),
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(
      await explainCheck('rds-cluster-retention-sufficient', { width: 100, color: false }),
    );
  });

  it('names the nearest of what is not known', async () => {
    const { code, out, err } = await run(
      ['checks', 'rds-cluster-retained'],
      await temporaryFolder(),
    );
    expect({ code, out }).toEqual({ code: 64, out: '' });
    expect(err).toMatch(
      /^no check is called "rds-cluster-retained"\. Nearest: rds-cluster-[a-z-]+, .+\.\n$/,
    );
    expect(err).toContain('rds-cluster-retention-sufficient');
  });
});

function longestLine(text: string): number {
  return Math.max(...text.split('\n').map((line) => line.length));
}
