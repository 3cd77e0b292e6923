import { maskSecrets } from './mask-secrets.ts';
import { neutralizeJson } from './neutralize-controls.ts';
import { formatTimestamp } from './timestamp.ts';

export interface OwnLine {
  readonly level: 'INFO' | 'WARN' | 'ERROR';
  /** The service whose lines are being carried. */
  readonly name: string;
  readonly event: string;
  readonly message: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** A line that a transport writes by itself, in the format of all others; without a line break. */
export function composeLine({ level, name, event, message, fields }: OwnLine, moment = new Date()): string {
  const line = { level, timestamp: formatTimestamp(moment), name, event, ...fields, message };
  return neutralizeJson(maskSecrets(JSON.stringify(line)));
}
