import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** The log files below a directory, the older first. */
export async function filesBelow(directory: string): Promise<string[]> {
  const names = await readdir(directory, { recursive: true });
  const files = names.filter((name) => name.endsWith('.log')).map((name) => join(directory, name));
  const numberOf = (file: string) => Number(/\.(\d+)\.log$/.exec(file)?.[1]);
  return files.sort((one, other) => numberOf(one) - numberOf(other));
}

/** All lines of the log files below a directory. */
export async function linesBelow(directory: string): Promise<string[]> {
  const texts = await Promise.all((await filesBelow(directory)).map((file) => readFile(file, 'utf8')));
  return texts.join('').split('\n').slice(0, -1);
}

export async function sizesBelow(directory: string): Promise<number[]> {
  return Promise.all((await filesBelow(directory)).map(async (file) => (await stat(file)).size));
}
