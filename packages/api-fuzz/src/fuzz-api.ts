import { TerminalError } from '@regpipe/contracts';
import fc from 'fast-check';

import { arbitraryRequest, type RequestOptions } from './arbitrary-request.ts';
import { answerChecker } from './check-answer.ts';
import { type Description, operationsOf } from './description.ts';
import { type FuzzAnswer, sendRequest } from './send-request.ts';

export interface FuzzOptions extends RequestOptions {
  /** Address of the API, without a slash at its end. */
  readonly baseUrl: string;
  /** How many requests are sent to each operation. */
  readonly requestsPerOperation: number;
  /** Repeats a run. */
  readonly seed?: number;
  /** Paths, as they are described, that are left alone. */
  readonly skip?: readonly string[];
}

export interface FuzzReport {
  readonly seed: number;
  readonly requests: number;
  /** How many were answered with each status, for whoever wonders whether anything was reached. */
  readonly byStatus: Readonly<Record<number, number>>;
}

const LONGEST_SHOWN = 500;

/**
 * Sends an API valid and broken requests for each operation of its OpenAPI document, and looks at every answer: no error
 * of the server but a described 503, problem documents for whatever is refused, and the described shape for the rest.
 *
 * @throws TerminalError INTERNAL with the smallest request that was answered badly, and the seed that leads to it
 */
export async function fuzzApi(options: FuzzOptions): Promise<FuzzReport> {
  const { baseUrl, requestsPerOperation, skip = [] } = options;
  const seed = options.seed ?? Date.now() % 2 ** 31;
  const description = (await (await fetch(`${baseUrl}/openapi.json`)).json()) as Description;
  const check = answerChecker(description);
  const byStatus: Record<number, number> = {};
  let requests = 0;

  for (const [place, operation] of [...operationsOf(description, skip)].entries()) {
    const property = fc.asyncProperty(arbitraryRequest(operation, description, options), async (request) => {
      const answer: FuzzAnswer = await sendRequest(baseUrl, request);
      requests += 1;
      byStatus[answer.status] = (byStatus[answer.status] ?? 0) + 1;
      const trouble = check(request, answer);
      if (trouble === undefined) return;
      throw new TerminalError(
        'INTERNAL',
        `${answer.status}: ${trouble}\n${answer.body.slice(0, LONGEST_SHOWN)}`,
      );
    });
    // Each has draws of its own: else all of them would be asked without a token at once, or none.
    const run = await fc.check(property, { seed: seed + place, numRuns: requestsPerOperation });
    if (!run.failed) continue;
    const [request] = run.counterexample ?? [];
    const { operation: _operation, ...sent } = request ?? { operation: undefined };
    throw new TerminalError(
      'INTERNAL',
      `${operation.method} ${operation.path}, seed ${seed}: ${JSON.stringify(sent).slice(0, LONGEST_SHOWN)} was answered with ${String(run.errorInstance)}`,
    );
  }
  return { seed, requests, byStatus };
}
