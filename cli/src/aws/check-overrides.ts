import { CliError, EXIT } from '../cli-error.ts';
import type { Messages } from '../messages/index.ts';
import type { Environment } from '../settings.ts';

/**
 * Compose takes the environment for more than its files: a variable there would send the agent elsewhere.
 *
 * @param variables that .env.local has
 * @throws CliError CONFIG_INVALID naming all that are in the way
 */
export function checkOverrides(
  variables: Readonly<Record<string, string>>,
  environment: Environment,
  messages: Messages,
): void {
  const inTheWay = Object.entries(variables).flatMap(([name, wanted]) => {
    const given = environment[name];
    if (given === undefined || given === wanted) return [];
    if (name === 'COMPOSE_PROFILES' && given.split(',').includes('aws')) return [];
    return [`${name}=${given}`];
  });
  if (inTheWay.length === 0) return;
  throw new CliError({
    code: 'CONFIG_INVALID',
    message: messages.aws.overridden(inTheWay),
    next: messages.aws.overriddenNext(inTheWay.map((each) => each.replace(/=.*/, ''))),
    exitCode: EXIT.usage,
  });
}
