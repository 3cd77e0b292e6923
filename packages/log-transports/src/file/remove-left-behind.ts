import { readdir, rm, rmdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

const DAY_MS = 24 * 3_600_000;
/** By then the agent has read them, or never will. */
const LEFT_BEHIND_MS = 7 * DAY_MS;

/**
 * Removes what processes of the same service have left behind that nobody has written to for a week: each new container
 * has a name of its own, and its folder would stay on the volume for ever. What we have not written ourselves stays.
 */
export async function removeLeftBehind(folder: string, service: string, now = Date.now()): Promise<void> {
  const parent = dirname(folder);
  const others = (await readdir(parent, { withFileTypes: true })).filter(
    (entry) => entry.isDirectory() && entry.name.startsWith(`${service}-`) && entry.name !== basename(folder),
  );
  for (const { name } of others) await removeIfOld(join(parent, name), now - LEFT_BEHIND_MS);
}

async function removeIfOld(folder: string, oldest: number): Promise<void> {
  const files = (await readdir(folder)).map((name) => join(folder, name));
  const written = await Promise.all(files.map(async (file) => (await stat(file)).mtimeMs));
  if (written.some((mtimeMs) => mtimeMs > oldest)) return;
  const ours = files.filter((file) => /(\.\d+\.\w+|[/\\]pid)$/.test(file));
  await Promise.all(ours.map((file) => rm(file, { force: true })));
  // Only when it is empty by now.
  await rmdir(folder).catch(() => undefined);
}
