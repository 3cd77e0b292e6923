import { setTimeout as pause } from 'node:timers/promises';

import { DeleteMessageCommand, type Message, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type DroppedObject, errorMessage, type ObjectEvent, readObjectEvent } from '@regpipe/contracts';
import type { S3Access } from '@regpipe/runtime';

/** The longest that SQS lets a request wait for messages. */
const WAIT_S = 20;
const CONNECT_MS = 5_000;
/** Of an answer; above the wait, and with room for a slow one. */
const ANSWER_MS = 30_000;
const MOST_MESSAGES = 10;

export interface QueueLog {
  warn(fields: object, message: string): void;
  info(fields: object, message: string): void;
}

export interface QueueOptions {
  /** Also says where the queue is. */
  readonly queueUrl: string;
  readonly access: Pick<S3Access, 'region' | 'credentials'>;
  readonly log: QueueLog;
  /** After a failure, twice as long after each one that follows; 1 and 30 seconds unless told. */
  readonly firstPauseMs?: number;
  readonly longestPauseMs?: number;
}

/**
 * Reads what a bucket tells of its new objects from an SQS queue until the signal is aborted: events of EventBridge or S3's
 * own notifications.
 *
 *     receive ──► onObject for each ──► delete
 *        ▲              │ failed: the message stays, and comes again when its visibility timeout is over
 *        └─── pause ◄───┘
 *
 * A message that cannot be read is not deleted either: it ends where the queue's redrive policy puts it. So a message may
 * come more than once, and `onObject` has to bear that.
 */
export async function readQueue(
  options: QueueOptions,
  onObject: (object: DroppedObject) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const { queueUrl, access, log, firstPauseMs = 1_000, longestPauseMs = 30_000 } = options;
  const client = createClient(queueUrl, access);
  const queue: Queue = { client, url: queueUrl, log };
  let failures = 0;
  try {
    for (;;) {
      try {
        await takeWaiting(queue, onObject, signal);
        if (failures > 0) log.info({ event: 'queue_recovered', failures }, 'The queue is read again');
        failures = 0;
      } catch (error) {
        if (signal.aborted) return;
        const waitMs = Math.min(firstPauseMs * 2 ** failures, longestPauseMs);
        failures += 1;
        const fields = { event: 'queue_failed', err: error, failures, waitMs };
        log.warn(fields, `The queue cannot be read: ${errorMessage(error)}`);
        await pause(waitMs, undefined, { signal }).catch(() => undefined);
      }
    }
  } finally {
    client.destroy();
  }
}

interface Queue {
  readonly client: SQSClient;
  readonly url: string;
  readonly log: QueueLog;
}

function createClient(queueUrl: string, { region, credentials }: QueueOptions['access']): SQSClient {
  return new SQSClient({
    region,
    endpoint: new URL(queueUrl).origin,
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: CONNECT_MS,
      requestTimeout: ANSWER_MS,
      throwOnRequestTimeout: true,
    },
    ...(credentials === undefined ? {} : { credentials }),
  });
}

/**
 * Takes what waits in the queue, or comes within the time of a request. One message that fails does not keep the others back.
 *
 * @throws the first failure
 */
async function takeWaiting(
  queue: Queue,
  onObject: (object: DroppedObject) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const failures: unknown[] = [];
  for (const message of await receive(queue, signal)) {
    try {
      await take(queue, message, onObject, signal);
    } catch (error) {
      signal.throwIfAborted();
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

async function receive({ client, url }: Queue, signal: AbortSignal): Promise<readonly Message[]> {
  const command = new ReceiveMessageCommand({
    QueueUrl: url,
    MaxNumberOfMessages: MOST_MESSAGES,
    WaitTimeSeconds: WAIT_S,
  });
  const { Messages: messages = [] } = await client.send(command, { abortSignal: signal });
  return messages;
}

async function take(
  { client, url, log }: Queue,
  message: Message,
  onObject: (object: DroppedObject) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  const event = readBody(message.Body ?? '');
  if (event.kind === 'refused') {
    const fields = { event: 'queue_message_unreadable', messageId: message.MessageId };
    log.warn(fields, `A message of the queue is left to its redrive policy: ${event.reason}`);
    return;
  }
  for (const object of event.objects) await onObject(object);
  const command = new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message.ReceiptHandle });
  await client.send(command, { abortSignal: signal });
}

function readBody(body: string): ObjectEvent {
  try {
    return readObjectEvent(JSON.parse(body));
  } catch {
    return { kind: 'refused', reason: 'It is no JSON.' };
  }
}
