import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** So that a name made of it is not too long for a file system (255 bytes), in any script. */
export const SHORT_NAME = 60;

/** Writes a file under another name first, so that under its own it is whole, also after a power cut. */
export async function putFile(path: string, body: string): Promise<void> {
  const beside = join(dirname(path), `.${basename(path).slice(0, SHORT_NAME)}.${randomUUID()}.part`);
  try {
    const handle = await open(beside, 'wx');
    try {
      await handle.writeFile(body);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Names are on disk only then. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
