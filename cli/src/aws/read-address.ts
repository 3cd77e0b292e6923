import { z } from 'zod';

import type { Messages } from '../messages/index.ts';
import { usageError } from '../options.ts';

/** An address that a mail can go to. @throws CliError USAGE_INVALID */
export function readAddress(value: string, messages: Messages): string {
  const { success, data } = z.email().safeParse(value);
  if (success) return data;
  throw usageError(messages.aws.badEmail(value), messages);
}
