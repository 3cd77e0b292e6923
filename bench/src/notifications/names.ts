import { createHash } from 'node:crypto';

/*
 * Who and what the made-up notifications are about, by number: once for the database, which makes millions of them, and
 * once for those who ask. `SQL` has the number in an expression.
 */

/** Fifty notifications a user. */
export function countUsers(records: number): number {
  return Math.max(1, Math.round(records / 50));
}

export const CAMPAIGNS = 200;

export const user = {
  named: (number: number) => `user-${number}`,
  sql: (number: string) => `'user-' || ${number}`,
};

export const campaign = {
  named: (number: number) => `campaign-${number}`,
  sql: (number: string) => `'campaign-' || ${number}`,
};

/** In no order, as such numbers are: one after the other would spare the index half of its work. */
export const transaction = {
  named: (number: number) => createHash('md5').update(`notification ${number}`).digest('hex'),
  sql: (number: string) => `md5('notification ' || ${number})`,
};

/** Every so many notifications one has failed. */
export const FAILED_EVERY = 50;
