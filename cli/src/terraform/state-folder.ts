import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the stacks' states are, unless they are in a bucket: they hold secrets. */
export function stateFolder(root: string): string {
  return join(root, 'infra', 'state');
}

/** Where the providers are that all stacks share. */
export function pluginFolder(root: string): string {
  return join(stateFolder(root), 'plugins');
}

/** Makes both folders, for their owner only. */
export async function makeStateFolder(root: string): Promise<void> {
  await mkdir(pluginFolder(root), { recursive: true, mode: 0o700 });
  // One that was there may have been open.
  await chmod(stateFolder(root), 0o700);
}
