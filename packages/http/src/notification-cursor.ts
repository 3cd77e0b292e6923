import type { RecordPosition } from '@regpipe/database';

/** `<created_at>.<transaction_id>`; as many digits as a safe integer may have. */
const POSITION = /^(\d{1,15})\.([^\0]+)$/;
/** Of the longest transaction_id there is, each character in four bytes. */
export const LONGEST_CURSOR = 800;

/** Where a page ends, as text for the next request: opaque to clients, so that it may change. */
export function encodeCursor({ created_at, transaction_id }: RecordPosition): string {
  return Buffer.from(`${created_at}.${transaction_id}`).toString('base64url');
}

/** Undefined for what `encodeCursor` has not made. */
export function decodeCursor(cursor: string): RecordPosition | undefined {
  const text = Buffer.from(cursor, 'base64url').toString();
  const [, created_at, transaction_id] = POSITION.exec(text) ?? [];
  if (created_at === undefined || transaction_id === undefined) return undefined;
  const position = { created_at: Number(created_at), transaction_id };
  // What is no base64url, or no UTF-8 inside, is left out or replaced when it is read.
  return encodeCursor(position) === cursor ? position : undefined;
}
