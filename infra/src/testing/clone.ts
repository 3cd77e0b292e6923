import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const REPOSITORY = resolve(import.meta.dirname, '../../..');
export const PROGRAMS = '/usr/local/bin:/usr/bin:/bin';

/** A clone of what deploys, so that a deployment finds a working copy of its own: with a commit, and no changes. */
export interface Clone {
  readonly directory: string;
  /** A folder with the played `docker`. */
  readonly bin: string;
  readonly commit: string;
  write(path: string, content: string): void;
  remove(): void;
}

export function makeClone(): Clone {
  const directory = mkdtempSync(join(tmpdir(), 'regpipe-clone-'));
  for (const path of ['package.json', 'cli', 'infra/package.json', 'infra/src']) {
    cpSync(join(REPOSITORY, path), join(directory, path), {
      recursive: true,
      filter: (source) => !/node_modules|\.test\.ts$/.test(source.slice(REPOSITORY.length)),
    });
  }
  for (const path of ['node_modules', 'infra/node_modules']) {
    symlinkSync(join(REPOSITORY, path), join(directory, path));
  }
  const bin = mkdtempSync(join(tmpdir(), 'regpipe-bin-'));
  cpSync(join(import.meta.dirname, 'play-docker.sh'), join(bin, 'docker'));
  chmodSync(join(bin, 'docker'), 0o755);

  writeFileSync(join(directory, '.gitignore'), 'node_modules\nops/aws/\n');
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@localhost', ...args], {
      cwd: directory,
      env: { PATH: PROGRAMS, HOME: bin },
      encoding: 'utf8',
    });
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '--message', 'All of it');
  return {
    directory,
    bin,
    commit: git('rev-parse', 'HEAD').trim(),
    write(path, content) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), content);
    },
    remove() {
      rmSync(directory, { recursive: true });
      rmSync(bin, { recursive: true });
    },
  };
}
