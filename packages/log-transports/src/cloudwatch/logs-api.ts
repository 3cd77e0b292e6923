import {
  CloudWatchLogsClient,
  DataAlreadyAcceptedException,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';

import type { CloudWatchPlace } from './cloudwatch-options.ts';
import { createStream } from './create-stream.ts';
import type { LogEvent } from './log-event.ts';

/** What the shipper needs of CloudWatch Logs. Everything throws what the SDK throws. */
export interface LogsApi {
  /** Sends one batch. @returns how many of its events the server has left out as too old, too new or expired */
  put(batch: readonly LogEvent[], signal: AbortSignal): Promise<number>;
  /** Creates the stream, and the group where there is none. */
  create(signal: AbortSignal): Promise<void>;
  /** The next request asks for credentials anew, wherever they come from. */
  renewCredentials(): void;
  close(): void;
}

const CONNECT_LIMIT_MS = 3_000;
/** A megabyte over a slow line; what takes longer counts as lost, and is sent again. */
const REQUEST_LIMIT_MS = 15_000;

export function openLogsApi(place: CloudWatchPlace, onNote: (note: string) => void): LogsApi {
  const { group, stream } = place;
  let client = connect(place);
  const limited = (signal: AbortSignal) => AbortSignal.any([signal, AbortSignal.timeout(REQUEST_LIMIT_MS)]);
  return {
    async put(batch, signal) {
      const logEvents = batch.map(({ timestamp, message }) => ({ timestamp, message }));
      const command = new PutLogEventsCommand({ logGroupName: group, logStreamName: stream, logEvents });
      try {
        const { rejectedLogEventsInfo } = await client.send(command, { abortSignal: limited(signal) });
        return rejectedLogEventsInfo === undefined ? 0 : countRejected(rejectedLogEventsInfo, batch.length);
      } catch (error) {
        // Said by older servers of a batch that is sent again.
        if (error instanceof DataAlreadyAcceptedException) return 0;
        throw error;
      }
    },
    create: (signal) => createStream(client, place, limited(signal), onNote),
    renewCredentials() {
      client.destroy();
      client = connect(place);
    },
    close: () => client.destroy(),
  };
}

function connect({ region, endpoint }: CloudWatchPlace): CloudWatchLogsClient {
  // The SDK keeps what it has read of ~/.aws for as long as a process lives; it hands this on to what reads it.
  const forCredentials = { ignoreCache: true };
  return new CloudWatchLogsClient({
    ...forCredentials,
    ...(region === undefined ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint }),
    // Trying again is our own business: meanwhile lines come in, and some may have to be dropped.
    maxAttempts: 1,
    requestHandler: { connectionTimeout: CONNECT_LIMIT_MS },
  });
}

interface RejectedInfo {
  readonly tooNewLogEventStartIndex?: number | undefined;
  readonly tooOldLogEventEndIndex?: number | undefined;
  readonly expiredLogEventEndIndex?: number | undefined;
}

/** Old ones stand at the beginning of a batch, up to an index that is not theirs any more; new ones at its end. */
function countRejected(info: RejectedInfo, length: number): number {
  const old = Math.max(info.tooOldLogEventEndIndex ?? 0, info.expiredLogEventEndIndex ?? 0);
  return Math.min(length, old + length - (info.tooNewLogEventStartIndex ?? length));
}
