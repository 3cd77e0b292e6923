import { until } from '@regpipe/stack';

import type { CloudWatchOptions } from '../cloudwatch/cloudwatch-options.ts';
import { openLogsApi } from '../cloudwatch/logs-api.ts';
import { Shipper } from '../cloudwatch/shipper.ts';
import { composeLine } from '../compose-line.ts';
import { type CloudWatchServer, startCloudWatch } from './cloudwatch-server.ts';

export const GROUP = '/docker/etl';
export const STREAM = 'console';

/** A shipper with a server of its own, in the thread of the test. */
export interface Shipping {
  readonly server: CloudWatchServer;
  readonly shipper: Shipper;
  /** What it has said on stderr: all of it, not one line a minute. */
  readonly reports: string[];
  /** Logs lines `text 1`, `text 2`, …; a line's moment is `atMs`, or now. */
  log(count: number, text?: string, atMs?: number): void;
  /** The messages that have arrived, in their order, without those about the transport itself. */
  arrived(): string[];
  /** What has arrived about the transport itself. */
  notices(): { readonly event: string; readonly dropped: number }[];
  /** Waits until so many messages have arrived. */
  untilArrived(count: number): Promise<void>;
  close(): Promise<void>;
}

const NOTICES: ReadonlySet<unknown> = new Set(['log_events_dropped', 'log_events_rejected']);

/** Impatient, so that a test takes milliseconds. */
const IMPATIENT = {
  intervalMs: 5,
  pauseMs: 4,
  flushMs: 2_000,
  bufferBytes: 16 * 1_048_576,
  retentionDays: 3,
};

export async function startShipping(
  options: Partial<CloudWatchOptions> = {},
  server?: CloudWatchServer,
): Promise<Shipping> {
  const own = server ?? (await startCloudWatch());
  const all: CloudWatchOptions = {
    ...{ service: 'test', group: GROUP, stream: STREAM, region: 'ap-northeast-1', endpoint: own.url },
    ...IMPATIENT,
    ...options,
  };
  const reports: string[] = [];
  const report = (message: string) => void reports.push(message);
  const shipper = new Shipper(openLogsApi(all, report), all, report);
  const lines = () =>
    own
      .events(GROUP, STREAM)
      .map(({ message }) => JSON.parse(message) as { event: string; message: string; dropped: number });
  const arrived = () => lines().flatMap(({ event, message }) => (NOTICES.has(event) ? [] : [message]));
  return {
    server: own,
    shipper,
    reports,
    log(count, text = 'line', atMs = Date.now()) {
      for (let number = 1; number <= count; number += 1) {
        const message = `${text} ${number}`;
        shipper.add(composeLine({ level: 'INFO', name: 'test', event: 'said', message }, new Date(atMs)));
      }
    },
    arrived,
    notices: () => lines().filter(({ event }) => NOTICES.has(event)),
    // Counted first: to parse tens of thousands at each look takes longer than to ship them.
    untilArrived: (count) =>
      until(
        () => own.events(GROUP, STREAM).length >= count && arrived().length >= count,
        `${count} lines to arrive`,
        10_000,
      ),
    async close() {
      await shipper.close();
      await own.close();
    },
  };
}

/** The messages of `log(count, text)`. */
export function messages(count: number, text = 'line'): string[] {
  return Array.from({ length: count }, (_, index) => `${text} ${index + 1}`);
}
