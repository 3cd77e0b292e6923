import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

import { type Account, checkSignature } from '@regpipe/testkit';

import type { Input, JsonAnswer, Operations, Refusal } from './json-answer.ts';
import { PlayedDefinitions } from './played-definitions.ts';
import { PlayedEcr } from './played-ecr.ts';
import { PlayedServices } from './played-services.ts';
import { PlayedTasks } from './played-tasks.ts';

interface Call {
  readonly operation: string;
  readonly input: Input;
}

/** As their requests name them. */
const TARGETS = {
  AmazonEC2ContainerServiceV20141113: 'ecs',
  AmazonEC2ContainerRegistry_V20150921: 'ecr',
} as const;

export const ACCESS: Account = {
  accessKeyId: 'AKIDTEST',
  secretAccessKey: 'test+secret/of-forty-characters===',
};

/** Speaks the part of ECS and ECR that a deployment uses, over real HTTP, verifies signatures, and keeps what it is told. */
export class AwsServer {
  readonly ecr = new PlayedEcr();
  readonly definitions = new PlayedDefinitions();
  readonly services: PlayedServices;
  readonly tasks: PlayedTasks;
  readonly calls: Call[] = [];
  /** Instead of an operation's answers, as long as there are any; with `forever` all of them. */
  readonly faults = new Map<string, { readonly refusal: Refusal; times: number }>();
  /** Called for each request, before it is answered. */
  onCall: (operation: string, count: number) => void = () => undefined;
  readonly #server: Server = createServer((request, response) => void this.#answer(request, response));
  readonly #operations: Readonly<Record<'ecs' | 'ecr', Operations>>;

  constructor(cluster: string) {
    this.services = new PlayedServices(cluster, this.definitions);
    this.tasks = new PlayedTasks(cluster, this.definitions, this.services);
    this.#operations = {
      ecs: { ...this.definitions.operations, ...this.services.operations, ...this.tasks.operations },
      ecr: this.ecr.operations,
    };
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async listen(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  count(operation: string): number {
    return this.calls.filter((call) => call.operation === operation).length;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = this.#handle(request, await buffer(request));
    const isDone = 'done' in answer;
    response.writeHead(isDone ? 200 : (answer.status ?? 400), {
      'content-type': 'application/x-amz-json-1.1',
    });
    const refusal = isDone ? {} : { __type: answer.error, message: answer.message ?? answer.error };
    response.end(JSON.stringify(isDone ? answer.done : refusal));
  }

  #handle(request: IncomingMessage, body: Buffer): JsonAnswer {
    const [target = '', operation = ''] = String(request.headers['x-amz-target']).split('.');
    const service = target in TARGETS ? TARGETS[target as keyof typeof TARGETS] : undefined;
    if (service === undefined) return { error: 'UnknownOperationException' };
    const signed = checkSignature(request, body, { service, accounts: [ACCESS] });
    if ('wrong' in signed) return { error: 'InvalidSignatureException', message: signed.wrong };
    const input = JSON.parse(body.toString()) as Input;
    this.calls.push({ operation, input });
    this.onCall(operation, this.count(operation));
    const fault = this.faults.get(operation);
    if (fault !== undefined && fault.times > 0) {
      fault.times -= 1;
      return fault.refusal;
    }
    return this.#operations[service][operation]?.(input) ?? { error: 'UnknownOperationException' };
  }
}
