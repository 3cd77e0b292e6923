import { MOST_RECORDS, type NotificationQuestion, USUAL_RECORDS } from '@regpipe/contracts';
import { z } from 'zod';

import { decodeCursor, LONGEST_CURSOR } from './notification-cursor.ts';
import { WITHOUT_NUL } from './without-nul.ts';

const LONGEST_ID = 128;

/** As commands have them: recorded without spaces around them, and so asked for. */
const id = z
  .string()
  .trim()
  .min(1)
  .max(LONGEST_ID)
  .regex(...WITHOUT_NUL);

const cursor = z
  .string()
  .min(1)
  .max(LONGEST_CURSOR)
  .refine((text) => decodeCursor(text) !== undefined, 'Invalid cursor: give next_cursor as it came')
  .optional()
  .describe('next_cursor of the page before');

/** In a query string numbers are text. */
const pageBy = (number: z.ZodNumber) => ({
  limit: number.int().min(1).max(MOST_RECORDS).default(USUAL_RECORDS),
  cursor,
});
const inBody = pageBy(z.number());
const inQuery = pageBy(z.coerce.number());

interface Page {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

function pageOf({ limit, cursor: given }: Page): Omit<NotificationQuestion, 'by' | 'id'> {
  return { limit, ...(given === undefined ? {} : { cursor: given }) };
}

const byUser = (given: Page & { readonly user_id: string }): NotificationQuestion => ({
  by: 'user',
  id: given.user_id,
  ...pageOf(given),
});
const byCampaign = (given: Page & { readonly marketing_id: string }): NotificationQuestion => ({
  by: 'marketing',
  id: given.marketing_id,
  ...pageOf(given),
});
const failed = z
  .strictObject({ transaction_id: id })
  .transform(({ transaction_id }): NotificationQuestion => ({ by: 'fail', id: transaction_id, limit: 1 }));

/** What each question is asked with, in a body and in a query string. */
export const questionSchemas = {
  user: {
    body: z.strictObject({ user_id: id, ...inBody }).transform(byUser),
    querystring: z.strictObject({ user_id: id, ...inQuery }).transform(byUser),
  },
  marketing: {
    body: z.strictObject({ marketing_id: id, ...inBody }).transform(byCampaign),
    querystring: z.strictObject({ marketing_id: id, ...inQuery }).transform(byCampaign),
  },
  fail: { body: failed, querystring: failed },
} as const;
