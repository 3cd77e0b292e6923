import type { AuditEntry } from '@regpipe/contracts';

/** What was found in a row, as the audit log keeps it; what it does not say is null. */
export interface RowFinding {
  readonly line: number | null;
  readonly user: string | null;
  readonly code: string | null;
  readonly raw: string | null;
}

/**
 * Reads what an entry about a row says. A row that was refused by the database, not by a rule, is kept as the JSON that was
 * to be written, and so tells its user.
 */
export function readFinding({ payload }: Pick<AuditEntry, 'payload'>): RowFinding {
  const raw = textOf(payload['raw_data']);
  return {
    line: typeof payload['line'] === 'number' ? payload['line'] : null,
    user: textOf(payload['user_id']) ?? userOf(raw),
    code: textOf(payload['code']),
    raw,
  };
}

function userOf(raw: string | null): string | null {
  if (raw?.startsWith('{') !== true) return null;
  try {
    return textOf((JSON.parse(raw) as Readonly<Record<string, unknown>>)['user_id']);
  } catch {
    return null;
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
