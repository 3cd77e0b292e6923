import type { Messages } from './messages/index.ts';
import { usageError } from './options.ts';

const HOUR_MS = 3_600_000;
const UNITS_MS: Readonly<Record<string, number>> = { h: HOUR_MS, d: 24 * HOUR_MS, w: 7 * 24 * HOUR_MS };
const LONGEST_MS = 100 * 365 * 24 * HOUR_MS;

/** `12h`, `90d`, `4w` in milliseconds. @throws CliError USAGE_INVALID naming the option */
export function readSpan(value: string, option: string, messages: Messages): number {
  const [, count = '', unit = ''] = /^(\d+)([hdw])$/.exec(value) ?? [];
  const spanMs = Number(count) * (UNITS_MS[unit] ?? 0);
  if (spanMs > 0 && spanMs <= LONGEST_MS) return spanMs;
  throw usageError(messages.usage.notASpan(option, value), messages);
}
