import { ErrorCode, NatsError } from 'nats';
import { expect, test } from 'vitest';

import { untilReady } from './until-ready.ts';

function recorded() {
  const logged: object[] = [];
  const note = (fields: object) => void logged.push(fields);
  return { logged, log: { warn: note, error: note } };
}

/** Answers the first times with errors. */
function answerAfter(...errors: readonly Error[]): () => Promise<string> {
  const left = [...errors];
  return () => {
    const error = left.shift();
    return error === undefined ? Promise.resolve('answer') : Promise.reject(error);
  };
}

test('a server that is not ready is asked again, and that is said once', async () => {
  const { logged, log } = recorded();
  const codes = [ErrorCode.Timeout, ErrorCode.NoResponders, ErrorCode.Disconnect];
  const ask = answerAfter(...codes.map((code) => new NatsError('not yet', code)));
  expect(await untilReady(log, ask)).toBe('answer');
  expect(logged).toEqual([expect.objectContaining({ event: 'bus_not_ready' })]);
});

test('a refusal is passed on at once', async () => {
  const { logged, log } = recorded();
  const refusal = new NatsError('no', ErrorCode.PermissionsViolation);
  await expect(untilReady(log, answerAfter(refusal))).rejects.toBe(refusal);
  await expect(untilReady(log, answerAfter(new TypeError('ours')))).rejects.toThrow('ours');
  expect(logged).toEqual([]);
});
