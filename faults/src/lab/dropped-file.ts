import { randomBytes, randomInt } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { DropReport } from '@regpipe/contracts';

import { USERS_TO_INACTIVE } from './add-users.ts';
import type { Lab } from './start-lab.ts';

/** What a row of a file says of a user. */
export interface UserCounts {
  readonly user: string;
  readonly logins: number;
  readonly posts: number;
}

/** A file of user statistics that was dropped, and what has to become of it. */
export interface DroppedFile {
  /** Without its ending. */
  readonly name: string;
  /** As drops are known by. */
  readonly key: string;
  /** Where it lies until it is moved. */
  readonly path: string;
  /** The rows that are to be in the table. */
  readonly rows: readonly UserCounts[];
  readonly counts: DropReport['counts'];
  readonly warnings: DropReport['warnings'];
}

const HEADER = 'ユーザーID,ログイン回数,投稿回数';
const BLANK = ',,';
/** Of so many rows one comes a second time with other counts, and one more is nobody's: fewer than make a file fail. */
const ROWS_TO_DEFECT = 100;
const SEEDS = 1_000_000;

/** Drops a file about half of the laboratory's users, with counts that no other file has. */
export async function dropFile({ stack, scale }: Lab): Promise<DroppedFile> {
  const half = scale.rows / 2;
  const [first, seed] = [randomInt(1, half), randomInt(1, SEEDS)];
  const numbers = Array.from({ length: half }, (_, index) => first + index);
  const rows = numbers.map((n) => ({ user: `user-${n}`, logins: n * 3 + seed, posts: (n * seed) % 1_000 }));
  const repeated = rows.filter((_, index) => index % ROWS_TO_DEFECT === 0);
  const again = repeated.map((row) => ({ ...row, logins: row.logins + 1 }));
  const strangers = repeated.map((row, index) => ({ ...row, user: `nobody-${index}` }));
  const lines = [...rows, ...again, ...strangers].map(
    ({ user, logins, posts }) => `${user},${logins},${posts}`,
  );
  const name = `struck-${randomBytes(4).toString('hex')}`;
  const path = join(stack.dropFolder, `${name}.csv`);
  await writeWhole(path, [HEADER, ...lines, BLANK, ''].join('\n'));
  return {
    ...{ name, path, key: `incoming/${name}.csv`, rows },
    counts: {
      ...{ total: lines.length + 1, loaded: rows.length, failed: strangers.length },
      ...{ duplicated: again.length, blank: 1 },
    },
    warnings: { USER_INACTIVE: numbers.filter((n) => n % USERS_TO_INACTIVE === 0).length },
  };
}

/** As those do that drop files with care: under its name it is whole at once. */
async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.part`, text);
  await rename(`${path}.part`, path);
}
