import { Field } from '@regpipe/csv';

import type { Outcome, RowWriter } from '../dataset.ts';
import { COLUMNS, FIELD } from './columns.ts';
import { requireCount, requireUser } from './rules.ts';
import { STATISTICS_TABLE } from './tables.ts';

const NO_FIELD = new Field();

/** One record of the file: the counts of one user. */
export function transform(fields: readonly Field[], rows: RowWriter): Outcome {
  const user = (fields[FIELD.user] ?? NO_FIELD).trim();
  const logins = (fields[FIELD.logins] ?? NO_FIELD).trim();
  const posts = (fields[FIELD.posts] ?? NO_FIELD).trim();
  if (user.length + logins.length + posts.length === 0) return 'blank';
  const reject =
    requireUser(user) ??
    requireCount(logins, COLUMNS[FIELD.logins]) ??
    requireCount(posts, COLUMNS[FIELD.posts]);
  if (reject !== undefined) return reject;
  rows.row(STATISTICS_TABLE, [user, logins, posts]);
  return 'written';
}
