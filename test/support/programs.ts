/** Programs a test may need and a machine may lack. */
import { spawnSync } from 'node:child_process';

/** Whether the program runs here; says loudly which tests are skipped when it does not. */
export function hasProgram(name: string, tests: string): boolean {
  const found = spawnSync(name, ['--version'], { timeout: 20_000 }).error === undefined;
  if (!found) process.stderr.write(`\nSKIPPED: ${tests}, because ${name} is not on PATH.\n\n`);
  return found;
}
