import { randomBytes } from 'node:crypto';

import { type NotificationCommand, subjects } from '@regpipe/contracts';

import type { Lab } from './start-lab.ts';

/** What was sent since the laboratory was started, each command once. */
export const SENT = 'faults.command_sent';

const COMMANDS = 3_000;
/** So that there are several commands of each, which come in any order. */
const NOTIFICATIONS = 400;
const USERS = 7;
const CAMPAIGNS = 3;
/** Sent at once. */
const SENDERS = 100;
const STATUSES = ['SENT', 'DELIVERED', 'FAILED'] as const;
/** 2025-07-31 */
const FIRST_MS = 1_754_000_000_000;

/** Commands about notifications that no other strike has, the oldest first; campaigns are the same ones each time. */
export function makeCommands(): NotificationCommand[] {
  const prefix = randomBytes(4).toString('hex');
  return Array.from({ length: COMMANDS }, (_, index) => {
    const number = index % NOTIFICATIONS;
    return {
      transaction_id: `${prefix}-${number}`,
      created_at: FIRST_MS + index,
      user_id: `user-${number % USERS}`,
      marketing_id: number % CAMPAIGNS === 0 ? null : `campaign-${number % CAMPAIGNS}`,
      notification_title: `news ${index}`,
      status: STATUSES[index % STATUSES.length] ?? 'SENT',
      platform: 'ANDROID',
      device_token: 'token',
      payload: { index },
    };
  });
}

/** Sends commands in about this order, and resolves when NATS has stored all of them. What was sent is kept, each once. */
export async function sendCommands(
  { bus, database }: Lab,
  commands: readonly NotificationCommand[],
): Promise<void> {
  await database.pool.query(
    `CREATE TABLE IF NOT EXISTS ${SENT} (LIKE public.command_record INCLUDING INDEXES);
     ALTER TABLE ${SENT} ALTER recorded_at DROP NOT NULL`,
  );
  await database.pool.query(
    `INSERT INTO ${SENT} SELECT * FROM jsonb_populate_recordset(NULL::${SENT}, $1) ON CONFLICT DO NOTHING`,
    [JSON.stringify(commands)],
  );
  for (let at = 0; at < commands.length; at += SENDERS) {
    const together = commands.slice(at, at + SENDERS);
    await Promise.all(
      together.map((command) =>
        bus.jetstream.publish(subjects.notificationCommands, Buffer.from(JSON.stringify(command))),
      ),
    );
  }
}
