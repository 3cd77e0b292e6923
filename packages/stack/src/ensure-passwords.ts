import { randomBytes } from 'node:crypto';
import { chmod, readFile, writeFile } from 'node:fs/promises';

/**
 * Passwords of an embedded server's users, made at the first start; only their owner may read the file. Each begins with
 * a letter and has nothing but letters and digits, so it needs no quotes in a URL or a configuration.
 */
export async function ensurePasswords<Name extends string>(
  path: string,
  names: readonly Name[],
): Promise<Record<Name, string>> {
  const kept = JSON.parse(await readFile(path, 'utf8').catch(() => '{}')) as Partial<Record<Name, string>>;
  const passwords = Object.fromEntries(names.map((name) => [name, kept[name] ?? newPassword()]));
  await writeFile(path, `${JSON.stringify(passwords, null, 2)}\n`, { mode: 0o600 });
  await chmod(path, 0o600);
  return passwords as Record<Name, string>;
}

function newPassword(): string {
  return `p${randomBytes(18).toString('hex')}`;
}
