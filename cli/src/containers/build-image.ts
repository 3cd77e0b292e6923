import { CliError } from '../cli-error.ts';
import type { Messages } from '../messages/index.ts';
import type { Docker } from './docker.ts';

/** @throws CliError BUILD_FAILED */
export async function buildImage(docker: Docker, messages: Messages): Promise<void> {
  // Of one service: all have the same image.
  const code = await docker.run(['compose', 'build', 'gateway']);
  if (code === 0) return;
  throw new CliError({
    code: 'BUILD_FAILED',
    message: messages.containers.buildFailed(code),
    next: messages.containers.buildFailedNext,
  });
}
