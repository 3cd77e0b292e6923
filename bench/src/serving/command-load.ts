/*
 * Publishes commands about notifications at a fixed rate, most on the subject and some over HTTP, and watches when they can
 * be queried. Some of them are probes: a user of their own each few seconds has them, whom the query service is asked about
 * again and again until all are there. A probe's lag counts from when it was due.
 */
import { setTimeout as pause } from 'node:timers/promises';

import { type Bus, connectBus } from '@regpipe/bus';
import {
  MOST_RECORDS,
  type NotificationAnswer,
  type NotificationCommand,
  subjects,
} from '@regpipe/contracts';

import { CAMPAIGNS, campaign, user } from '../notifications/names.ts';
import { helperConfig, serveHelper } from './helper-process.ts';
import { nowMs, type OpenLoop, startOpenLoop } from './open-loop.ts';

export interface CommandConfig {
  readonly natsUrl: string;
  readonly apiUrl: string;
  readonly queryUrls: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly perSecond: number;
  /** Tells the commands of one such process from those of another. */
  readonly run: string;
  readonly users: number;
}

export interface CommandReport {
  readonly sent: number;
  /** Those that were not taken. */
  readonly failures: number;
  readonly overHttp: number;
  readonly probes: readonly Probe[];
  /** Probes that could not be queried in the end. */
  readonly unseen: number;
}

export interface Probe {
  /** Milliseconds since the epoch. */
  readonly dueMs: number;
  readonly lagMs: number;
}

const HTTP_EVERY = 10;
const PROBES_PER_SECOND = 50;
/** A page holds all of them. */
const PROBES_A_USER = Math.min(MOST_RECORDS, 50);
const PAUSE_MS = 2;
/** What cannot be queried so long after the last command is lost, or the lag is beyond anything. */
const PATIENCE_MS = 30_000;

const config = helperConfig() as CommandConfig;
const probeEvery = Math.max(1, Math.round(config.perSecond / PROBES_PER_SECOND));
const log = { warn: () => undefined, error: () => undefined };
const bus: Bus = await connectBus({ url: config.natsUrl, name: 'bench', log });
/** When each probe that is not seen yet was due, by user and transaction. */
const waiting = new Map<string, Map<string, number>>();
const probes: Probe[] = [];
let [sent, failures, overHttp] = [0, 0, 0];
let loop: OpenLoop | undefined;
let watching = Promise.resolve();
let stoppedMs: number | undefined;

/** Every second one is news of the one before: what was sent has arrived, or has not. */
function commandOf(number: number, dueMs: number): NotificationCommand {
  const news = number % 2;
  const notification = number - news;
  const failed = number % 100 === 1;
  return {
    transaction_id: `${config.run}-${notification}`,
    // Two of one notification and moment would be the same command.
    created_at: Math.floor(dueMs) + news,
    user_id: isProbe(notification)
      ? probeUser(notification)
      : user.named((notification * 7_919) % config.users),
    marketing_id: notification % 10 === 0 ? null : campaign.named(notification % CAMPAIGNS),
    ap_id: 'mobile-app-001',
    notification_title: `Your order ${notification} is on its way`,
    notification_body:
      'It left our warehouse this morning. You can follow it in the app; tap here for the details.',
    status: news === 0 ? 'SENT' : failed ? 'FAILED' : 'DELIVERED',
    platform: 'ANDROID',
    device_token: `device-${notification}-${'f'.repeat(140)}`,
    payload: { deep_link: `app://orders/${notification}`, badge: 1 },
    ...(failed ? { error_msg: 'The device token is not registered any more' } : {}),
  };
}

function isProbe(notification: number): boolean {
  return notification % probeEvery === 0;
}

function probeUser(notification: number): string {
  return `${config.run}-probe-${Math.floor(notification / probeEvery / PROBES_A_USER)}`;
}

async function send(number: number, dueMs: number): Promise<void> {
  const command = commandOf(number, dueMs);
  const probe = number % 2 === 0 && isProbe(number);
  if (probe) expect(command, dueMs);
  const throughHttp = Math.floor(number / 2) % HTTP_EVERY === 0;
  sent += 1;
  if (throughHttp) overHttp += 1;
  const taken = await (throughHttp ? post(command) : publish(command)).catch(() => false);
  if (taken) return;
  failures += 1;
  if (probe) waiting.get(command.user_id)?.delete(command.transaction_id);
}

function expect({ user_id: owner, transaction_id: transaction }: NotificationCommand, dueMs: number): void {
  const own = waiting.get(owner) ?? new Map<string, number>();
  waiting.set(owner, own.set(transaction, dueMs));
}

async function publish(command: NotificationCommand): Promise<boolean> {
  const msgID = `${command.transaction_id}.${command.created_at}`;
  await bus.jetstream.publish(subjects.notificationCommands, Buffer.from(JSON.stringify(command)), { msgID });
  return true;
}

async function post(command: NotificationCommand): Promise<boolean> {
  const response = await fetch(`${config.apiUrl}/commands/notifications`, {
    method: 'POST',
    headers: { ...config.headers, 'content-type': 'application/json' },
    body: JSON.stringify(command),
  });
  await response.arrayBuffer();
  return response.ok;
}

function unseen(): number {
  return [...waiting.values()].reduce((sum, own) => sum + own.size, 0);
}

async function watch(): Promise<void> {
  for (let turn = 0; ; turn += 1) {
    const over = stoppedMs !== undefined && (unseen() === 0 || nowMs() > stoppedMs + PATIENCE_MS);
    if (over) return;
    const url = config.queryUrls[turn % config.queryUrls.length] ?? '';
    for (const [owner, own] of waiting) {
      if (own.size > 0) await look(url, owner, own);
      else waiting.delete(owner);
    }
    await pause(PAUSE_MS);
  }
}

async function look(url: string, owner: string, own: Map<string, number>): Promise<void> {
  const question = `${url}/query/user?limit=${PROBES_A_USER}&user_id=${encodeURIComponent(owner)}`;
  const response = await fetch(question, { headers: config.headers }).catch(() => undefined);
  if (response?.ok !== true) return;
  const { data } = (await response.json()) as NotificationAnswer;
  const seenMs = nowMs();
  for (const { transaction_id: transaction } of data) {
    const dueMs = own.get(transaction);
    if (dueMs === undefined) continue;
    own.delete(transaction);
    probes.push({ dueMs, lagMs: seenMs - dueMs });
  }
}

serveHelper({
  start: () => {
    loop = startOpenLoop(config.perSecond, send);
    watching = watch();
  },
  stop: async (): Promise<CommandReport> => {
    await loop?.stop();
    stoppedMs = nowMs();
    await watching;
    await bus.close();
    return { sent, failures, overHttp, probes, unseen: unseen() };
  },
});
