import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The API's token in a data directory, made at the first start. Only its owner may read the file. */
export async function ensureApiToken(dataDirectory: string): Promise<string> {
  const path = join(dataDirectory, 'api-token');
  const kept = await readFile(path, 'utf8').catch(() => '');
  if (kept.trim() !== '') return kept.trim();
  const token = randomBytes(24).toString('base64url');
  await mkdir(dataDirectory, { recursive: true });
  await writeFile(path, `${token}\n`, { mode: 0o600 });
  await chmod(path, 0o600);
  return token;
}
