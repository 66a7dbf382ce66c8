#!/usr/bin/env node
/** The command line: reads what was typed, runs the command, turns every end into a sentence and an exit code. */
import { Command, CommanderError, Option } from 'commander';
import { severities } from '../shared/model/check.ts';
import { exitCodes, UsageError } from './exit-codes.ts';
import { version } from './version.ts';

// Errors that are already sentences for an operator; anything else is a fault of this program.
const sentences = new Set([
  'UnreachableError',
  'StoreLockedError',
  'StoreFolderError',
  'StoreUnreadableError',
  'StoreError',
  'LeaseHeldError',
  'LeaseLostError',
  'OutrunError',
]);

// It would tell users of Node 20 of a year to come. The SDK reads it when the first client is made.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

for (const stream of [process.stdout, process.stderr]) stream.on('error', survive);
process.on('uncaughtException', (error) => end(explain(error)));
// A spinner has a listener of its own, which gives the cursor back first. Locks go when the process exits.
process.on('SIGINT', () => setImmediate(() => process.exit(130)));
process.on('SIGTERM', () => setImmediate(() => process.exit(143)));

const program = new Command('stack-auditor')
  .description(
    "Audits The Things Stack Enterprise on AWS against the vendor's best practices, and never says pass when it could not look.",
  )
  .version(version)
  .exitOverride()
  .showHelpAfterError('Say stack-auditor <command> --help for what is possible.');

program
  .command('audit')
  .description(
    'read an account, judge every deployment in it, remember and compare, show what needs a person',
  )
  .option('--sandbox [world]', 'audit a made-up account: drifted, healthy, empty or fleet-<n>')
  .option('--config <file>', 'configuration (default: auditor.yaml where it exists)')
  .option('--deployment <glob>', 'only these deployments')
  .option('--region <region>', 'only this region')
  .option('--profile <name>', 'AWS profile to use')
  .option('--check <glob>', 'only checks whose id matches, like rds-*')
  .option('--practice <name>', 'only checks of one practice, like back-ups')
  .option('--save <file>', 'keep what was read, to judge it again')
  .option('--from <file>', 'judge a kept inventory instead of reading AWS')
  .option('--format <format>', 'terminal or json', 'terminal')
  .addOption(
    new Option(
      '--fail-on <severity>',
      `exit 1 from this severity on: ${severities.join(', ')}`,
    ).default('medium'),
  )
  .option('--fail-on-warn', 'exit 1 for warnings too')
  .option('--quiet', 'only the verdicts')
  .option('--no-store', 'neither remember nor compare')
  .option('--all-resources', 'judge everything in the region, whoever made it')
  .addHelpText(
    'after',
    `
Exit codes:
  0   nothing fails at or above --fail-on
  1   something does
  2   nothing does, but not everything could be checked
  3   the run itself failed
  64  wrong usage or configuration`,
  )
  .action(async (options) => {
    const { audit } = await import('./audit.ts');
    await end(
      await audit(options, {
        out: process.stdout,
        progress: process.stderr,
        width: widthOf(process.stdout),
        color: wantsColor(process.stdout),
      }),
    );
  });

program
  .command('checks')
  .description('list the checks, or explain one')
  .argument('[id]', 'a check')
  .option('--coverage', "which check answers which sentence of the vendor's pages, and which none")
  .action(async (id: string | undefined, { coverage }: { coverage?: true }) => {
    const { describeChecks } = await import('./checks.ts');
    const [width, color] = [widthOf(process.stdout), wantsColor(process.stdout)];
    process.stdout.write(await describeChecks(id, { coverage: coverage === true, width, color }));
    await end(exitCodes.clean);
  });

program
  .command('sandbox')
  .description('serve a made-up AWS account on this machine, for any AWS client')
  .argument('[world]', 'drifted, healthy, empty or fleet-<n>', 'drifted')
  .option('--port <number>', 'port to listen on (default: any free one)')
  .action(async (world: string, options: { port?: string }) => {
    const { knownWorld } = await import('./worlds.ts');
    const name = knownWorld(world);
    const { serveSandbox } = await import('./sandbox.ts');
    await serveSandbox(name, options, process.stdout);
  });

try {
  await program.parseAsync();
} catch (error) {
  await end(explain(error));
}

/** NO_COLOR and FORCE_COLOR are honoured: https://no-color.org */
function wantsColor(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '0') return true;
  return stream.isTTY === true && TERM !== 'dumb';
}

/** A terminal knows; a pipe is told by COLUMNS, or is as wide as people read. */
function widthOf({ columns }: NodeJS.WriteStream): number {
  return columns || Number.parseInt(process.env.COLUMNS ?? '', 10) || 100;
}

/** A reader that has seen enough (`| head`) ends nothing: the run is remembered and its exit code stands. */
function survive(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') return;
  process.stderr.write(`the report cannot be written: ${error.message}\n`, () =>
    process.exit(exitCodes.runFailed),
  );
}

function explain(error: unknown): number {
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? exitCodes.clean : exitCodes.usage;
  }
  const { name, message } = error as Error;
  if (error instanceof UsageError || name === 'ConfigError') {
    process.stderr.write(`${message}\n`);
    return exitCodes.usage;
  }
  process.stderr.write(sentences.has(name) ? `${message}\n` : fault(error as Error));
  return exitCodes.runFailed;
}

function fault({ message, stack = '' }: Error): string {
  const details = process.env.STACK_AUDITOR_DEBUG ? `\n${stack}` : '';
  return `The audit broke, which is a fault of stack-auditor: ${message}\nSet STACK_AUDITOR_DEBUG=1 to see where.${details}\n`;
}

/** Ends the process once everything written has left it: a pipe may be slower than we are. */
async function end(code: number): Promise<never> {
  await Promise.all([process.stdout, process.stderr].map(drained));
  process.exit(code);
}

function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()));
}
