import type { Docker } from './docker.ts';
import { EVERY_PROFILE } from './every-profile.ts';

/** So that it is made anew: a container that is there keeps the files that it was started with, even replaced ones. */
export async function removeAgent(docker: Docker): Promise<void> {
  // Where there is none, or it does not go, the start that follows says so.
  await docker.ask(['compose', ...EVERY_PROFILE, 'rm', '--stop', '--force', 'cloudwatch-agent']);
}
