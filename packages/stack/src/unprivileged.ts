import { execFile } from 'node:child_process';
import { access, constants, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

import { TerminalError } from '@regpipe/contracts';

const run = promisify(execFile);

/** How to start a program that refuses to run as root. */
export interface Unprivileged {
  /** Put in front of the command line. */
  readonly prefix: readonly string[];
  /** Owner of the program's files; undefined when this process is not root and keeps its own. */
  readonly owner: { readonly uid: number; readonly gid: number } | undefined;
}

const USER = 'postgres';

/** The last one: initdb asks access(2), which leaves capabilities out for everyone but root unless told otherwise. */
const ENTER_ANYWHERE = [
  '--inh-caps=+dac_override',
  '--ambient-caps=+dac_override',
  '--securebits=+no_setuid_fixup',
] as const;

/**
 * As root, as in a container or on a CI machine, PostgreSQL is run as the user `postgres`, who is created when there is
 * none. Where that user may not enter the folders (a clone below /root), the process keeps the one capability to do so.
 *
 * @throws TerminalError STACK_FAILED when the user can neither be found nor created
 */
export async function unprivileged(paths: readonly string[]): Promise<Unprivileged> {
  if (process.getuid?.() !== 0) return { prefix: [], owner: undefined };
  const owner = (await findUser()) ?? (await createUser());
  const open = await Promise.all(paths.map(isOpenToAll));
  const capability = open.every(Boolean) ? [] : ENTER_ANYWHERE;
  const identity = [`--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups'];
  return { prefix: ['setpriv', ...identity, ...capability, '--'], owner };
}

async function findUser(): Promise<{ uid: number; gid: number } | undefined> {
  try {
    const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => run('id', [flag, USER])));
    return { uid: Number(uid?.stdout), gid: Number(gid?.stdout) };
  } catch {
    return undefined;
  }
}

async function createUser(): Promise<{ uid: number; gid: number }> {
  try {
    await run('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      USER,
    ]);
  } catch (cause) {
    throw new TerminalError(
      'STACK_FAILED',
      `PostgreSQL does not run as root, and the user "${USER}" could not be created. Run as another user, or create it.`,
      { cause },
    );
  }
  const created = await findUser();
  if (created === undefined)
    throw new TerminalError('STACK_FAILED', `The user "${USER}" was created and is not found.`);
  return created;
}

async function isOpenToAll(path: string): Promise<boolean> {
  const OTHERS_MAY_ENTER = 0o001;
  for (let at = path; ; at = dirname(at)) {
    const exists = await access(at, constants.F_OK).then(
      () => true,
      () => false,
    );
    if (exists && ((await stat(at)).mode & OTHERS_MAY_ENTER) === 0) return false;
    if (at === dirname(at)) return true;
  }
}
