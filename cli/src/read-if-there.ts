import { readFile } from 'node:fs/promises';

/** The text of a file, or undefined where there is none; one that cannot be read is not taken for that. */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
