import { z } from 'zod';

import type { DroppedObject } from './drops.ts';

/** What an event of a bucket says: the objects that were created, none for other news, or why it cannot be read. */
export type ObjectEvent =
  | { readonly kind: 'created'; readonly objects: readonly DroppedObject[] }
  /** For people to read. */
  | { readonly kind: 'refused'; readonly reason: string };

/** As PostgreSQL takes it, and as long as S3 allows (in bytes; more than enough in characters). */
const key = z
  .string()
  .min(1)
  .max(1024)
  .refine((text) => !text.includes('\0'), 'has a NUL');
const bucket = z.object({ name: z.string().min(1).max(255) });
const etag = z
  .string()
  .max(255)
  .transform(withoutQuotes)
  .refine((text) => text !== '', 'is empty');
const bytes = z.int().min(0);

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html: the key is written as it is. */
const eventBridgeSchema = z.object({
  detail: z.object({ bucket, object: z.object({ key, etag, size: bytes }) }),
});

/**
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html: the key is encoded as in a
 * form. MinIO leaves out a size of 0.
 */
const notificationSchema = z.object({
  Records: z.array(
    z.object({
      eventName: z.string(),
      s3: z.object({ bucket, object: z.object({ key, eTag: etag.optional(), size: bytes.default(0) }) }),
    }),
  ),
});

const CREATED = /^(s3:)?ObjectCreated:/;

/**
 * Reads what a bucket tells of itself: an event of EventBridge, or S3's own notification, in which there may be several.
 *
 * Events of other kinds (a deletion, the test event of a new notification) are no refusals: they name no objects.
 *
 * @param event the parsed JSON
 */
export function readObjectEvent(event: unknown): ObjectEvent {
  if (!isRecord(event)) return { kind: 'refused', reason: 'The event is no JSON object.' };
  if ('detail-type' in event) return readEventBridge(event);
  if ('Records' in event) return readNotification(event);
  if (event['Event'] === 's3:TestEvent') return { kind: 'created', objects: [] };
  return {
    kind: 'refused',
    reason: 'The event is neither one of EventBridge ("detail-type") nor a notification of S3 ("Records").',
  };
}

function readEventBridge(event: Readonly<Record<string, unknown>>): ObjectEvent {
  if (event['detail-type'] !== 'Object Created') return { kind: 'created', objects: [] };
  const parsed = eventBridgeSchema.safeParse(event);
  if (!parsed.success) return refused(parsed.error);
  const { bucket: place, object } = parsed.data.detail;
  return {
    kind: 'created',
    objects: [{ bucket: place.name, key: object.key, etag: object.etag, bytes: object.size }],
  };
}

function readNotification(event: Readonly<Record<string, unknown>>): ObjectEvent {
  const parsed = notificationSchema.safeParse(event);
  if (!parsed.success) return refused(parsed.error);
  const objects: DroppedObject[] = [];
  for (const { eventName, s3 } of parsed.data.Records) {
    if (!CREATED.test(eventName)) continue;
    const decoded = key.safeParse(decodeKey(s3.object.key));
    if (!decoded.success) {
      return { kind: 'refused', reason: `The key "${s3.object.key}" of the event cannot be decoded.` };
    }
    if (s3.object.eTag === undefined) {
      return { kind: 'refused', reason: `The event does not tell the eTag of "${decoded.data}".` };
    }
    objects.push({
      bucket: s3.bucket.name,
      key: decoded.data,
      etag: s3.object.eTag,
      bytes: s3.object.size,
    });
  }
  return { kind: 'created', objects };
}

/** Undefined where it is not encoded as it should be. */
function decodeKey(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

/** An ETag as drops have it: without the quotes that HTTP puts around it. */
export function withoutQuotes(text: string): string {
  return text.replace(/^"(.*)"$/, '$1');
}

function refused(error: z.ZodError): ObjectEvent {
  return { kind: 'refused', reason: `The event does not fit its schema: ${z.prettifyError(error)}` };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
