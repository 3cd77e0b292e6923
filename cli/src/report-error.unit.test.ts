import { TerminalError } from '@regpipe/contracts';
import { expect, test } from 'vitest';

import { messagesFor } from './messages/index.ts';
import { reportError } from './report-error.ts';

const messages = messagesFor('en');

function told(thrown: unknown): unknown {
  let result: unknown;
  const output = { json: true, result: (value: unknown) => (result = value), complain: () => undefined };
  reportError(thrown, { messages, output } as unknown as Parameters<typeof reportError>[1], false);
  return result;
}

test('what a package has found out keeps its code, and its next step', () => {
  const thrown = new TerminalError('STACK_FAILED', 'The loader ended with code 1.');
  expect(told(thrown)).toEqual({
    error: {
      code: 'STACK_FAILED',
      message: 'The loader ended with code 1.',
      next: messages.nextSteps.STACK_FAILED,
    },
  });
});

test('what nobody has foreseen is to be reported', () => {
  expect(told(new TypeError('x is undefined'))).toEqual({
    error: { code: 'INTERNAL', message: 'x is undefined', next: messages.errors.internalNext },
  });
});
