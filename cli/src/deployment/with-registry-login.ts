import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { CliError } from '../cli-error.ts';
import type { Messages } from '../messages/index.ts';

export interface RegistryAccess {
  readonly host: string;
  readonly user: string;
  readonly password: string;
  /** The folder of the user's own configuration of Docker. */
  readonly dockerConfig: string;
}

/**
 * Logs Docker in, in a configuration of its own, which is gone when the work has ended: no token stays on the disk, and
 * none gets into a keychain.
 *
 * @param work is given the options of `docker` that stand for the configuration
 * @throws CliError REGISTRY_LOGIN_FAILED
 */
export async function withRegistryLogin<Result>(
  access: RegistryAccess,
  messages: Messages,
  work: (options: readonly string[]) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'regpipe-docker-'));
  try {
    await prepare(folder, access);
    await logIn(folder, access, messages);
    return await work(['--config', folder]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Which Docker is talked to stays as the user has it. */
async function prepare(folder: string, { host, dockerConfig }: RegistryAccess): Promise<void> {
  const contexts = join(dockerConfig, 'contexts');
  if (existsSync(contexts)) await symlink(contexts, join(folder, 'contexts'));
  const currentContext = await readContext(join(dockerConfig, 'config.json'));
  // An entry, though an empty one: without any, Docker would look for a keychain and put the password there.
  const config = { auths: { [host]: {} }, ...(currentContext === undefined ? {} : { currentContext }) };
  await writeFile(join(folder, 'config.json'), JSON.stringify(config), { mode: 0o600 });
}

async function readContext(file: string): Promise<string | undefined> {
  try {
    const config = JSON.parse(await readFile(file, 'utf8')) as { readonly currentContext?: unknown };
    return typeof config.currentContext === 'string' ? config.currentContext : undefined;
  } catch {
    return undefined;
  }
}

async function logIn(folder: string, access: RegistryAccess, messages: Messages): Promise<void> {
  const { host, user, password } = access;
  const child = spawn('docker', ['--config', folder, 'login', '--username', user, '--password-stdin', host], {
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  // Who does not read it says so by its exit code.
  child.stdin.on('error', () => undefined);
  child.stdin.end(password);
  const [complaint, [code]] = await Promise.all([
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  if (code === 0) return;
  const reason = complaint.trim().split('\n').at(-1) ?? '';
  throw new CliError({
    code: 'REGISTRY_LOGIN_FAILED',
    message: messages.deployment.loginFailed(host, reason),
    next: messages.deployment.loginFailedNext,
  });
}
