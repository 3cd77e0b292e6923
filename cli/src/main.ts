import { Command } from 'commander';

import { type Cli, createCli } from './cli.ts';
import { registerCancel } from './commands/cancel.ts';
import { registerDemo } from './commands/demo.ts';
import { registerDev } from './commands/dev.ts';
import { registerDryRun } from './commands/dry-run.ts';
import { registerErrors } from './commands/errors.ts';
import { registerEtl } from './commands/etl.ts';
import { registerMigrate } from './commands/migrate.ts';
import { registerRedrive } from './commands/redrive.ts';
import { registerResume } from './commands/resume.ts';
import { registerRollback } from './commands/rollback.ts';
import { registerSchedule } from './commands/schedule.ts';
import { registerStatus } from './commands/status.ts';
import { registerStop } from './commands/stop.ts';
import { registerToken } from './commands/token.ts';
import { registerDryRunPerMin, registerEtlPerDay } from './commands/usual-schedules.ts';
import { displayWidth } from './format.ts';
import { messagesFor } from './messages/index.ts';
import { createOutput } from './output.ts';
import { reportError } from './report-error.ts';
import { readPreferences } from './settings.ts';

/** In the order of `./run --help`; each adds itself to the program. */
const COMMANDS = [
  registerEtl,
  registerDryRun,
  registerStatus,
  registerErrors,
  registerResume,
  registerRedrive,
  registerCancel,
  registerRollback,
  registerEtlPerDay,
  registerDryRunPerMin,
  registerSchedule,
  registerToken,
  registerDemo,
  registerDev,
  registerStop,
  registerMigrate,
] as const satisfies readonly ((program: Command, cli: Cli) => void)[];

function createProgram(cli: Cli): Command {
  const { program: words } = cli.messages;
  const program = new Command('./run')
    .description(words.description)
    .helpOption('-h, --help', words.helpOption)
    .helpCommand('help [command]', words.helpCommand)
    .addHelpText('after', `\n${words.afterHelp}`)
    // Descriptions say their defaults themselves, in the user's language.
    .configureHelp({
      displayWidth,
      styleTitle: (title) => words.titles(title),
      optionDescription: (option) => option.description,
    })
    // Errors are told in one place and one way, by reportError.
    .configureOutput({ outputError: () => undefined })
    .exitOverride();
  for (const register of COMMANDS) register(program, cli);
  return program;
}

/** @returns the exit code */
async function main(words: readonly string[]): Promise<number> {
  const { language, debug } = readPreferences();
  // Looked for by hand, as a command line that cannot be parsed is to be answered in JSON, too.
  const cli = createCli(messagesFor(language), createOutput(words.includes('--json')));
  try {
    await createProgram(cli).parseAsync(words, { from: 'user' });
    return cli.exitCode;
  } catch (error) {
    return reportError(error, cli, debug);
  }
}

// A reader that has seen enough, such as `head`, is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await main(process.argv.slice(2));
