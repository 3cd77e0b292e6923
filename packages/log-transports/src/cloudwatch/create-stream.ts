import {
  type CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutRetentionPolicyCommand,
  ResourceAlreadyExistsException,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs';

import type { CloudWatchPlace } from './cloudwatch-options.ts';
import { describeFailure } from './judge-failure.ts';

/**
 * Creates the stream; where the group is missing, that first. Several services may do so at once: whoever comes second
 * finds it there. The stream is tried first, so that the right to create groups is needed only where there is none.
 */
export async function createStream(
  client: CloudWatchLogsClient,
  place: CloudWatchPlace,
  signal: AbortSignal,
  onNote: (note: string) => void,
): Promise<void> {
  const { group, stream } = place;
  const create = () =>
    unlessThere(
      client.send(new CreateLogStreamCommand({ logGroupName: group, logStreamName: stream }), {
        abortSignal: signal,
      }),
    );
  try {
    await create();
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    await createGroup(client, place, signal, onNote);
    await create();
  }
}

async function createGroup(
  client: CloudWatchLogsClient,
  { group, retentionDays }: CloudWatchPlace,
  signal: AbortSignal,
  onNote: (note: string) => void,
): Promise<void> {
  const isNew = await unlessThere(
    client.send(new CreateLogGroupCommand({ logGroupName: group }), { abortSignal: signal }),
  );
  if (!isNew) return;
  try {
    await client.send(
      new PutRetentionPolicyCommand({ logGroupName: group, retentionInDays: retentionDays }),
      { abortSignal: signal },
    );
  } catch (error) {
    onNote(
      `The new log group ${group} keeps its events for ever, as its retention could not be set to ${retentionDays} ` +
        `days (logs:PutRetentionPolicy): ${describeFailure(error).reason}`,
    );
  }
}

/** @returns false where it is there already */
async function unlessThere(creation: Promise<unknown>): Promise<boolean> {
  try {
    await creation;
    return true;
  } catch (error) {
    if (error instanceof ResourceAlreadyExistsException) return false;
    throw error;
  }
}
