import { z } from 'zod';

import { TerminalError } from './errors.ts';

/** Reads a JSON message of a known schema. @throws TerminalError MESSAGE_INVALID */
export function parseMessage<T>(schema: z.ZodType<T>, data: Uint8Array): T {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(data));
  } catch (cause) {
    throw new TerminalError('MESSAGE_INVALID', 'The message is not JSON.', { cause });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new TerminalError(
    'MESSAGE_INVALID',
    `The message does not fit its schema: ${z.prettifyError(parsed.error)}`,
  );
}
