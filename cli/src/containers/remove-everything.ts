import { CliError } from '../cli-error.ts';
import type { Messages } from '../messages/index.ts';
import { EVERY_PROFILE } from './every-profile.ts';
import type { Docker } from './docker.ts';

/**
 * Removes the containers with their networks and volumes, and the image where it was built here.
 *
 * @param image to be removed; undefined for one that was built elsewhere
 * @returns whether the image is gone, too: another container may still use it
 * @throws CliError CONTAINERS_FAILED
 */
export async function removeEverything(
  docker: Docker,
  messages: Messages,
  image: string | undefined,
): Promise<boolean> {
  const code = await docker.run(['compose', ...EVERY_PROFILE, 'down', '--volumes', '--remove-orphans']);
  if (code !== 0) throw downFailed(code, messages);
  if (image === undefined) return false;
  return (await docker.ask(['image', 'rm', image])).outcome === 'answered';
}

export function downFailed(code: number, messages: Messages): CliError {
  return new CliError({
    code: 'CONTAINERS_FAILED',
    message: messages.containers.downFailed(code),
    next: messages.containers.downFailedNext,
  });
}
