import { Command, CommanderError } from 'commander';

import { type Cli, createCli } from './cli.ts';
import { EXIT } from './cli-error.ts';
import { registerCancel } from './commands/cancel.ts';
import { registerCleanup } from './commands/cleanup.ts';
import { registerCompletion } from './commands/completion.ts';
import { registerDemo } from './commands/demo.ts';
import { registerDeploy } from './commands/deploy.ts';
import { registerDev } from './commands/dev.ts';
import { registerDown } from './commands/down.ts';
import { registerDrops } from './commands/drops.ts';
import { registerDryRun } from './commands/dry-run.ts';
import { registerErrors } from './commands/errors.ts';
import { registerEtl } from './commands/etl.ts';
import { registerHelp } from './commands/help.ts';
import { registerJobs } from './commands/jobs.ts';
import { registerMigrate } from './commands/migrate.ts';
import { registerProject } from './commands/project.ts';
import { registerRebuild } from './commands/rebuild.ts';
import { registerRedrive } from './commands/redrive.ts';
import { registerResume } from './commands/resume.ts';
import { registerRollback } from './commands/rollback.ts';
import { registerRollbackDeploy } from './commands/rollback-deploy.ts';
import { registerSchedule } from './commands/schedule.ts';
import { registerSetup } from './commands/setup.ts';
import { registerStatus } from './commands/status.ts';
import { registerStop } from './commands/stop.ts';
import { registerTfApply } from './commands/tf-apply.ts';
import { registerTfDestroy } from './commands/tf-destroy.ts';
import { registerTfPlan } from './commands/tf-plan.ts';
import { registerTfSynth } from './commands/tf-synth.ts';
import { registerTfValidate } from './commands/tf-validate.ts';
import { registerToken } from './commands/token.ts';
import { registerUp } from './commands/up.ts';
import { registerDryRunPerMin, registerEtlPerDay } from './commands/usual-schedules.ts';
import { displayWidth } from './format.ts';
import { messagesFor } from './messages/index.ts';
import { createOutput } from './output.ts';
import { reportError } from './report-error.ts';
import { readPreferences } from './settings.ts';
import { usageProblem } from './usage-problem.ts';

/** In the order of `./run --help`; each adds itself to the program. */
const COMMANDS = [
  registerEtl,
  registerDryRun,
  registerStatus,
  registerJobs,
  registerErrors,
  registerResume,
  registerRedrive,
  registerCancel,
  registerRollback,
  registerDrops,
  registerRebuild,
  registerEtlPerDay,
  registerDryRunPerMin,
  registerSchedule,
  registerToken,
  registerDemo,
  registerDev,
  registerStop,
  registerMigrate,
  registerSetup,
  registerUp,
  registerDown,
  registerCleanup,
  registerTfSynth,
  registerTfValidate,
  registerTfPlan,
  registerTfApply,
  registerTfDestroy,
  registerDeploy,
  registerRollbackDeploy,
  registerProject,
  registerHelp,
  registerCompletion,
] as const satisfies readonly ((program: Command, cli: Cli) => void)[];

/** What a command is given by name; that it has options is said by its own help. */
function subcommandTerm(command: Command): string {
  const given = command.registeredArguments.map((argument) => {
    const name = argument.name() + (argument.variadic ? '...' : '');
    return argument.required ? `<${name}>` : `[${name}]`;
  });
  return [command.name(), ...given].join(' ');
}

function createProgram(cli: Cli): Command {
  const { program: words } = cli.messages;
  const program = new Command('./run')
    .description(words.description)
    .helpOption('-h, --help', words.helpOption)
    .addHelpText('after', `\n${words.afterHelp}`)
    // Descriptions say their defaults themselves, in the user's language.
    .configureHelp({
      displayWidth,
      styleTitle: (title) => words.titles(title),
      subcommandTerm,
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
  const { language, debug, isDumb } = readPreferences();
  // Looked for by hand, as a command line that cannot be parsed is to be answered in JSON, too.
  const cli = createCli(messagesFor(language), createOutput(words.includes('--json'), isDumb));
  const program = createProgram(cli);
  try {
    await program.parseAsync(words, { from: 'user' });
    return cli.exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) return reportError(error, cli, debug);
    // Help and its like end a command by throwing, too.
    if (error.exitCode === 0) return EXIT.ok;
    // The help for a missing command is already on stderr.
    if (error.code === 'commander.help') return EXIT.usage;
    return reportError(usageProblem(error, program, words, cli.messages), cli, debug);
  }
}

// A reader that has seen enough, such as `head`, is no error. Who has something to take down does as after Ctrl-C.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  if (process.listenerCount('SIGINT') === 0) process.exit();
  process.emit('SIGINT');
});

process.exitCode = await main(process.argv.slice(2));
