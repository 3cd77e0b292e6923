import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

import { type Account, checkSignature } from '@regpipe/testkit';

import { checkBatch, type PutEvent } from './check-batch.ts';

export interface Refusal {
  readonly error: string;
  readonly status?: number;
  readonly message?: string;
}

type Answer = Refusal | { readonly done: object };

/** What the server does with a request instead of its work. */
export type Fault =
  | Refusal
  /** Does the work, and lets nobody know. */
  | 'answer-lost'
  | 'hang-up';

export interface Call {
  readonly operation: string;
  readonly accessKeyId: string;
  readonly input: Readonly<Record<string, unknown>>;
}

const DONE = { done: {} };
const GONE = {
  error: 'ExpiredTokenException',
  message: 'The security token included in the request is expired',
};

/**
 * Speaks the part of CloudWatch Logs that we use, over real HTTP: verifies signatures, enforces limits, and answers as AWS
 * does. What goes wrong is said by `faults`, one for each request, and by the sets of what is expired and denied.
 */
export class CloudWatchServer {
  readonly groups = new Map<string, { retentionDays?: number; streams: Map<string, PutEvent[]> }>();
  readonly calls: Call[] = [];
  /** Each request takes the first one. */
  readonly faults: (Fault | undefined)[] = [];
  /** Operations that this account may not do. */
  readonly denied = new Set<string>();
  /** Keys that were good once. */
  readonly expired = new Set<string>();
  accounts: Account[] = [
    { accessKeyId: 'AKIDTEST', secretAccessKey: 'test+secret/of-forty-characters=========' },
  ];
  readonly #server: Server = createServer((request, response) => void this.#answer(request, response));
  port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** On the same port as before. */
  async listen(): Promise<void> {
    this.#server.listen(this.port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.port = (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    if (!this.#server.listening) return;
    this.#server.close();
    await once(this.#server, 'close');
  }

  addStream(group: string, stream: string): void {
    const known = this.groups.get(group) ?? { streams: new Map<string, PutEvent[]>() };
    this.groups.set(group, known);
    known.streams.set(stream, []);
  }

  events(group: string, stream: string): readonly PutEvent[] {
    return this.groups.get(group)?.streams.get(stream) ?? [];
  }

  count(operation: string): number {
    return this.calls.filter((call) => call.operation === operation).length;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request).catch(() => undefined);
    if (body === undefined) return;
    const fault = this.faults.shift();
    if (fault === 'hang-up') return void request.socket.destroy();
    const answer = typeof fault === 'object' ? fault : this.#handle(request, body);
    if (fault === 'answer-lost') return void request.socket.destroy();
    const status = 'done' in answer ? 200 : (answer.status ?? 400);
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify('done' in answer ? answer.done : describe(answer)));
  }

  #handle(request: IncomingMessage, body: Buffer): Answer {
    const signed = checkSignature(request, body, { service: 'logs', accounts: this.accounts });
    if ('wrong' in signed) {
      const isUnknown = signed.wrong === 'an unknown key';
      return {
        error: isUnknown ? 'UnrecognizedClientException' : 'InvalidSignatureException',
        message: signed.wrong,
      };
    }
    if (this.expired.has(signed.accessKeyId)) return GONE;
    const operation = String(request.headers['x-amz-target']).replace('Logs_20140328.', '');
    const input = JSON.parse(body.toString()) as Record<string, unknown>;
    this.calls.push({ operation, accessKeyId: signed.accessKeyId, input });
    if (this.denied.has(operation)) {
      return {
        error: 'AccessDeniedException',
        message: `User: arn:aws:iam::1:user/x is not authorized to perform: logs:${operation}`,
      };
    }
    return this.#perform(operation, input);
  }

  #perform(operation: string, input: Record<string, unknown>): Answer {
    const groupName = String(input['logGroupName']);
    const streamName = String(input['logStreamName']);
    const group = this.groups.get(groupName);
    if (operation === 'CreateLogGroup') {
      if (group !== undefined) return { error: 'ResourceAlreadyExistsException' };
      this.groups.set(groupName, { streams: new Map() });
      return DONE;
    }
    if (group === undefined)
      return { error: 'ResourceNotFoundException', message: 'The specified log group does not exist.' };
    if (operation === 'PutRetentionPolicy') {
      group.retentionDays = Number(input['retentionInDays']);
      return DONE;
    }
    const events = group.streams.get(streamName);
    if (operation === 'CreateLogStream') {
      if (events !== undefined) return { error: 'ResourceAlreadyExistsException' };
      group.streams.set(streamName, []);
      return DONE;
    }
    if (operation !== 'PutLogEvents') return { error: 'UnknownOperationException' };
    if (events === undefined)
      return { error: 'ResourceNotFoundException', message: 'The specified log stream does not exist.' };
    const verdict = checkBatch(input['logEvents'] as PutEvent[]);
    if ('refused' in verdict) return { error: 'InvalidParameterException', message: verdict.refused };
    events.push(...verdict.taken);
    return verdict.rejected === undefined ? DONE : { done: { rejectedLogEventsInfo: verdict.rejected } };
  }
}

function describe({ error, message = error }: Refusal): object {
  return { __type: error, message };
}

/** Running, on a free port. */
export async function startCloudWatch(): Promise<CloudWatchServer> {
  const server = new CloudWatchServer();
  await server.listen();
  return server;
}
