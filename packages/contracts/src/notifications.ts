import { z } from 'zod';

import { storable } from './storable.ts';

export const NOTIFICATION_STATUSES = ['SENT', 'DELIVERED', 'FAILED'] as const;
export const PLATFORMS = ['IOS', 'ANDROID', 'WEBPUSH'] as const;

const LONGEST_ID = 128;
const LONGEST_TITLE = 1_000;
const LONGEST_TEXT = 10_000;
const LONGEST_TOKEN = 4_096;

const id = storable(z.string().trim().min(1).max(LONGEST_ID));
const text = (longest: number) => storable(z.string().max(longest));
/** Milliseconds since 1970, to the year 9999. */
const moment = z.number().int().min(0).max(253_402_300_799_999);

/**
 * What happened to a push notification, as the application that sends it records it: a row of `command_record`. One
 * notification has one transaction_id; each news of it is a command with a created_at of its own.
 */
export const notificationCommandSchema = z.object({
  transaction_id: id,
  created_at: moment.describe('Milliseconds since 1970'),
  user_id: id,
  marketing_id: id.nullish(),
  ap_id: id.nullish().describe('The application it comes from, such as mobile-app-001'),
  notification_title: storable(z.string().min(1).max(LONGEST_TITLE)),
  notification_body: text(LONGEST_TEXT).nullish(),
  status: z.enum(NOTIFICATION_STATUSES),
  platform: z.enum(PLATFORMS),
  device_token: storable(z.string().min(1).max(LONGEST_TOKEN)),
  payload: storable(z.record(z.string(), z.unknown())),
  error_msg: text(LONGEST_TEXT).nullish(),
});
export type NotificationCommand = z.infer<typeof notificationCommandSchema>;

/** The newest state of a notification: a row of `notification_record`, without what only its sender needs. */
export const notificationRecordSchema = z.object({
  transaction_id: z.string(),
  created_at: z.number().int().describe('Of its newest command, in milliseconds since 1970'),
  user_id: z.string(),
  marketing_id: z.string().nullable(),
  ap_id: z.string().nullable(),
  notification_title: z.string(),
  notification_body: z.string().nullable(),
  status: z.enum(NOTIFICATION_STATUSES),
  platform: z.enum(PLATFORMS),
  error_msg: z.string().nullable(),
});
export type NotificationRecord = z.infer<typeof notificationRecordSchema>;

export const MOST_RECORDS = 500;
export const USUAL_RECORDS = 50;

/** What may be asked: the notifications of a user, of a campaign, or the failed one of a transaction. */
export const NOTIFICATION_QUESTIONS = ['user', 'marketing', 'fail'] as const;

export interface NotificationQuestion {
  readonly by: (typeof NOTIFICATION_QUESTIONS)[number];
  readonly id: string;
  readonly limit: number;
  readonly cursor?: string;
}

/** One page of records, the newest first. */
export interface NotificationPage {
  readonly records: readonly NotificationRecord[];
  /** Of all pages. */
  readonly total: number;
  /** Of the next page; null on the last. */
  readonly nextCursor: string | null;
}

/** A page as the API shows it. */
export const notificationAnswerSchema = z.object({
  success: z.literal(true),
  data: z.array(notificationRecordSchema),
  message: z.string(),
  total_count: z.number().int().describe('Of all pages'),
  has_more: z.boolean(),
  next_cursor: z.string().optional(),
  deprecation_warning: z.string().optional(),
});
export type NotificationAnswer = z.infer<typeof notificationAnswerSchema>;
