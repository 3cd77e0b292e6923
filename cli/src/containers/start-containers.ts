import { CliError } from '../cli-error.ts';
import type { Messages } from '../messages/index.ts';
import type { Docker } from './docker.ts';
import { findUnwell } from './find-unwell.ts';

/**
 * Starts everything and returns when it works.
 *
 * @param args further ones of `docker compose up`
 * @throws CliError CONTAINERS_FAILED naming those that are not well
 */
export async function startContainers(
  docker: Docker,
  messages: Messages,
  args: readonly string[],
): Promise<void> {
  if ((await docker.run(['compose', 'up', '--wait', ...args])) === 0) return;
  const words = messages.containers;
  const unwell = await findUnwell(docker);
  const services = [...new Set(unwell.map(({ service }) => service))];
  throw new CliError({
    code: 'CONTAINERS_FAILED',
    message: words.startFailed(unwell.map(({ name, state }) => `${name} (${state})`)),
    next: services.length === 0 ? words.startFailedNext : words.readLogs(services),
  });
}
