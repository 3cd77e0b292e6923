import type { Cli } from '../cli.ts';
import { CliError, EXIT } from '../cli-error.ts';
import { awsError } from './aws-error.ts';
import { type DeploymentSettings, readDeploymentSettings } from './deployment-settings.ts';
import { type Aws, type DeploymentTools, loadTools, type StackSettings } from './load-tools.ts';
import type { RolloutBoard } from './rollout-board.ts';

/** One run of a command that deploys. */
export interface Session {
  readonly cli: Cli;
  readonly tools: DeploymentTools;
  readonly aws: Aws;
  readonly settings: DeploymentSettings;
  readonly stacks: StackSettings;
  /** Ctrl-C, from `listen` on. */
  readonly signal: AbortSignal;
  /** From now on Ctrl-C, and its like, end the run in an orderly way. To be called when nobody is asked any more. */
  listen(): void;
  /** What stands where, when the run ends too early. */
  board: RolloutBoard | undefined;
  /** How the migration stands; undefined before it has begun. */
  migration: string | undefined;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Does the work with AWS at hand. What AWS does not do, and Ctrl-C, become errors that say how things stand.
 *
 * @throws CliError
 */
export async function inSession(cli: Cli, work: (session: Session) => Promise<void>): Promise<void> {
  const { messages } = cli;
  const settings = readDeploymentSettings();
  const tools = await loadTools(messages);
  const stacks = readStacks(tools, settings, cli);
  const leaving = new AbortController();
  const leave = () => leaving.abort();
  const aws = tools.connectAws(stacks, leaving.signal);
  const session: Session = {
    ...{ cli, tools, aws, settings, stacks, signal: leaving.signal, board: undefined, migration: undefined },
    listen: () => {
      // On: a second one out of impatience changes nothing.
      for (const signal of SIGNALS) process.on(signal, leave);
    },
  };
  try {
    await work(session);
  } catch (error) {
    session.board?.end();
    if (leaving.signal.aborted) throw interruption(session, error);
    if (error instanceof tools.AwsFailure) throw awsError(error, messages, standing(session));
    throw error;
  } finally {
    session.board?.end();
    aws.close();
    for (const signal of SIGNALS) process.removeListener(signal, leave);
  }
}

function readStacks(
  tools: DeploymentTools,
  { variables }: DeploymentSettings,
  { messages }: Cli,
): StackSettings {
  try {
    return tools.readSettings(variables);
  } catch (cause) {
    if (!(cause instanceof tools.SettingsError)) throw cause;
    throw new CliError({
      code: 'CONFIG_INVALID',
      message: messages.errors.settingsInvalid(cause.message),
      next: messages.nextSteps.CONFIG_INVALID,
      exitCode: EXIT.usage,
    });
  }
}

/** Lines for below an error; none while nothing has been touched. */
export function standing({ cli, board, migration }: Session): string[] {
  if (board?.isTouched === true) return [cli.messages.deployment.standing, ...board.lines()];
  return migration === undefined ? [] : [migration];
}

function interruption(session: Session, cause: unknown): CliError {
  const words = session.cli.messages.deployment;
  const facts = standing(session);
  const isEarly = facts.length === 0;
  return new CliError({
    code: 'DEPLOY_INTERRUPTED',
    message: [isEarly ? words.interruptedEarly : words.interrupted, ...facts].join('\n'),
    next: isEarly ? words.interruptedEarlyNext : words.interruptedNext,
    exitCode: EXIT.interrupted,
    cause,
  });
}
