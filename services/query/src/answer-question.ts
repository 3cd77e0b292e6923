import { type NotificationPage, type NotificationQuestion, RefusedError } from '@regpipe/contracts';
import {
  type Database,
  findByCampaign,
  findByUser,
  findFailed,
  isTransient,
  type Queryable,
  type RecordFilter,
  type RecordPage,
  sqlState,
} from '@regpipe/database';
import { decodeCursor, encodeCursor } from '@regpipe/http';

const UNDEFINED_TABLE = '42P01';

/**
 * Answers a question about notifications by the live projection, as it is at this moment.
 *
 * @throws RefusedError DATABASE_UNAVAILABLE whatever is wrong with the database, QUERY_UNAVAILABLE before a projector was
 * there, REQUEST_INVALID for a cursor that is none
 */
export async function answerQuestion(
  database: Database,
  { by, id, limit, cursor }: NotificationQuestion,
): Promise<NotificationPage> {
  const after = cursor === undefined ? undefined : decodeCursor(cursor);
  if (cursor !== undefined && after === undefined) {
    throw new RefusedError('REQUEST_INVALID', 'The cursor is none of ours.');
  }
  // One more than asked for says whether there are more.
  const { records, total } = await find[by](database.pool, { id, after, limit: limit + 1 }).catch(refuse);
  const page = records.slice(0, limit);
  const last = page.at(-1);
  const hasMore = records.length > limit && last !== undefined;
  return { records: page, total, nextCursor: hasMore ? encodeCursor(last) : null };
}

const find: Readonly<
  Record<NotificationQuestion['by'], (db: Queryable, filter: RecordFilter) => Promise<RecordPage>>
> = {
  user: findByUser,
  marketing: findByCampaign,
  fail: (db, { id }) => findFailed(db, id),
};

/** Whatever a database refuses for is nothing that the client could do about, and nothing that it should read. */
function refuse(cause: unknown): never {
  const state = sqlState(cause);
  if (state === UNDEFINED_TABLE) {
    throw new RefusedError('QUERY_UNAVAILABLE', 'There is nothing to ask yet: no projector has been here.', {
      cause,
    });
  }
  if (state === undefined && !isTransient(cause)) throw cause;
  throw new RefusedError('DATABASE_UNAVAILABLE', 'The database does not answer.', { cause });
}
