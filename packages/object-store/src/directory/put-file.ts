import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { systemCode } from './directory-errors.ts';

/** Of file systems (of Windows shares, say) that know no writing of folders. */
const NOT_KNOWN = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'EISDIR']);

/** Writes a file under another name first, so that under its own it is whole, also after a power cut. */
export async function putFile(path: string, body: string): Promise<void> {
  const beside = join(dirname(path), `.${randomUUID()}.part`);
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
  } catch (error) {
    if (!NOT_KNOWN.has(systemCode(error))) throw error;
  } finally {
    await handle.close();
  }
}
