/** `stack-auditor checks`: what is checked, and why. */
import { describe, expect, it } from 'vitest';
import { describeChecks } from '../../cli/checks.ts';
import { checks } from '../../shared/checks/index.ts';
import { catalogue } from '../../shared/model/catalogue.ts';
import { practices } from '../../shared/model/check.ts';
import { patience, run, temporaryFolder } from './support.ts';

describe('the list', () => {
  it('names every check once, under its practice', () => {
    const lines = listed(200).split('\n');
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
    expect(longestLine(listed(width))).toBeLessThanOrEqual(width);
  });
});

describe('the explanation', () => {
  it.each(checks.map((check) => [check.id, check] as const))(
    'of %s is whole',
    async (id, check) => {
      const text = await explained(id, 1_000);
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
      const text = await explained(id, 80);
      // The first line is the check's name and title, to be found and copied whole.
      expect(longestLine(text.split('\n').slice(1).join('\n'))).toBeLessThanOrEqual(80);
    }
  });
});

describe('the coverage', () => {
  // So wide that every row, check and reason has one line.
  const lines = covered(1_000).split('\n');
  const rows = Object.entries(catalogue);

  it('has every row once, in the order of the pages, under its practice', () => {
    const heads = lines.filter((line) => /^ {2}\S/.test(line));
    expect(heads.map((line) => line.trim().split(/ {2,}/))).toEqual(
      rows.map(([id, { asks }]) => [id, asks]),
    );
    for (const [id, { practice }] of rows) {
      const heading = lines.slice(0, headOf(id)).findLast((line) => /^\S/.test(line));
      expect(heading).toBe(practices[practice]);
    }
  });

  it.each(rows)('of %s names its checks, or says why there is none', (id, { unanswered }) => {
    const answering = checks
      .filter(({ catalogueIds }) => catalogueIds.includes(id))
      .map((check) => `→ ${check.id}`);
    expect(answering.length > 0).toBe(unanswered === undefined);
    expect(below(id)).toEqual(unanswered === undefined ? answering : [`no check: ${unanswered}`]);
  });

  it('counts the rows that have a check', () => {
    const answered = rows.filter(([id]) => below(id).some((line) => line.startsWith('→ ')));
    expect(lines.at(-2)).toBe(
      `${answered.length} of ${rows.length} rows have a check; the others say why they have none.`,
    );
  });

  it.each([60, 80, 100])('fits into %i columns', (width) => {
    expect(longestLine(covered(width))).toBeLessThanOrEqual(width);
  });

  function headOf(id: string): number {
    return lines.findIndex((line) => line.startsWith(`  ${id} `));
  }

  /** What stands below a row: its checks, or why it has none. */
  function below(id: string): string[] {
    const rest = lines.slice(headOf(id) + 1);
    return rest
      .slice(
        0,
        rest.findIndex((line) => !line.startsWith('   ')),
      )
      .map((line) => line.trim());
  }
});

describe.concurrent('the command', { timeout: patience }, () => {
  it('lists, as wide as it is told', async () => {
    const { code, out, err } = await run(['checks'], await temporaryFolder(), { COLUMNS: '60' });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(listed(60));
  });

  it('explains', async () => {
    const { code, out, err } = await run(
      ['checks', 'rds-cluster-retention-sufficient'],
      await temporaryFolder(),
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(await explained('rds-cluster-retention-sufficient', 100));
  });

  it('shows the coverage, as wide as it is told', async () => {
    const { code, out, err } = await run(['checks', '--coverage'], await temporaryFolder(), {
      COLUMNS: '80',
    });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(covered(80));
  });

  it.each([
    ['rds-cluster-retention-sufficient', '--coverage'],
    ['--coverage', 'rds-cluster-retention-sufficient'],
  ])('refuses %s %s: the coverage is of all checks', async (...args) => {
    expect(await run(['checks', ...args], await temporaryFolder())).toEqual({
      code: 64,
      out: '',
      err: '--coverage is about all checks: leave out rds-cluster-retention-sufficient.\n',
    });
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

function listed(width: number): string {
  return describeChecks(undefined, { coverage: false, width, color: false }) as string;
}

function covered(width: number): string {
  return describeChecks(undefined, { coverage: true, width, color: false }) as string;
}

async function explained(id: string, width: number): Promise<string> {
  return describeChecks(id, { coverage: false, width, color: false });
}

function longestLine(text: string): number {
  return Math.max(...text.split('\n').map((line) => line.length));
}
