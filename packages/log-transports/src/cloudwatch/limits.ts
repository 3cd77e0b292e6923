/*
 * What PutLogEvents takes (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html).
 */

export const MOST_EVENTS = 10_000;

/** Of all messages in UTF-8, with EVENT_OVERHEAD for each. */
export const MOST_BATCH_BYTES = 1_048_576;
export const EVENT_OVERHEAD = 26;

/** Between the first and the last event of a batch. */
export const LONGEST_SPAN_MS = 24 * 3_600_000;

/**
 * Of one message. CloudWatch takes 1 MiB since 2025; compatible services, and what reads the events further on, often still
 * stop at the 256 KiB of before, overhead included.
 */
export const MOST_MESSAGE_BYTES = 262_144 - EVENT_OVERHEAD;

/** Older or newer events are left out by the server, which says how many. */
export const OLDEST_MS = 14 * 24 * 3_600_000;
export const NEWEST_MS = 2 * 3_600_000;
