import { neutralizeJson } from '../neutralize-controls.ts';

/** Of a text field that is kept as it is in a line that is cut, and of the beginning of its message. */
const MOST_FIELD_LENGTH = 200;
const MOST_MESSAGE_LENGTH = 1_000;
const MOST_FIELDS = 50;

/**
 * A line that fits, in bytes of UTF-8. One that is too long stays a line of JSON, so that filters find it: its short
 * fields are kept, `cut_line` has the beginning of the whole, and `cut_bytes` says how many bytes it had.
 */
export function cutLine(line: string, mostBytes: number): string {
  const bytes = Buffer.byteLength(line);
  if (bytes <= mostBytes) return line;
  const kept = { ...shortFields(line), cut_bytes: bytes };
  // Escapes and characters of several bytes take more room than they have units: half of it fits soon enough.
  for (let length = mostBytes; length > 0; length = Math.floor(length / 2)) {
    const cut = neutralizeJson(JSON.stringify({ ...kept, cut_line: line.slice(0, length).toWellFormed() }));
    if (Buffer.byteLength(cut) <= mostBytes) return cut;
  }
  return JSON.stringify({ cut_bytes: bytes });
}

/** The fields of a line of JSON that are short enough to be kept; of the message its beginning. */
function shortFields(line: string): Record<string, unknown> {
  const fields = parse(line);
  const { message } = fields;
  const short = Object.entries(fields)
    .filter(([key, value]) => key !== 'message' && isShort(value))
    .slice(0, MOST_FIELDS);
  return {
    ...Object.fromEntries(short),
    ...(typeof message === 'string' ? { message: message.slice(0, MOST_MESSAGE_LENGTH).toWellFormed() } : {}),
  };
}

function isShort(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= MOST_FIELD_LENGTH;
  return typeof value === 'number' || typeof value === 'boolean' || value === null;
}

function parse(line: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
