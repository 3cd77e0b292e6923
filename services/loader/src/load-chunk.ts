import {
  type CleanChunk,
  KEY_SECTION,
  REJECT_SECTION,
  type TableDefinition,
  TerminalError,
} from '@regpipe/contracts';
import {
  copyRows,
  type Database,
  inTransaction,
  keyTable,
  recordChunk,
  type RecordChunkResult,
  SOURCE_LINE,
  versionTable,
} from '@regpipe/database';

const REJECT_TABLE = 'etl.data_import_error';
const REJECT_COLUMNS = ['job_id', 'chunk', 'source_line', 'error_type', 'error_message', 'raw_data'];

/**
 * Loads a clean chunk: its ledger row, its rows and its rejects in one transaction, so that it is in wholly or not at
 * all, and never twice.
 *
 * @throws TerminalError MESSAGE_INVALID when the sections do not fit the payload or the tables
 */
export async function loadChunk(
  database: Database,
  tables: readonly TableDefinition[],
  chunk: CleanChunk,
  payload: Buffer,
  signal: AbortSignal,
): Promise<RecordChunkResult> {
  const sections = splitSections(tables, chunk, payload);
  return inTransaction(database, async (connection) => {
    const result = await recordChunk(connection, chunk);
    if (result !== 'recorded') return result;
    for (const { table, columns, text } of sections) {
      if (text.length > 0) await copyRows(connection, table, columns, text, signal);
    }
    return result;
  });
}

interface TableSection {
  readonly table: string;
  readonly columns: readonly string[];
  readonly text: Buffer;
}

function splitSections(
  tables: readonly TableDefinition[],
  chunk: CleanChunk,
  payload: Buffer,
): TableSection[] {
  const sections: TableSection[] = [];
  let at = 0;
  for (const section of chunk.sections) {
    const text = payload.subarray(at, at + section.bytes);
    sections.push({ ...findTarget(tables, chunk.jobId, section.name), text });
    at += section.bytes;
  }
  if (at === payload.length) return sections;
  throw new TerminalError(
    'MESSAGE_INVALID',
    `The sections of chunk ${chunk.chunk} of job ${chunk.jobId} say ${at} bytes, its payload has ${payload.length}.`,
  );
}

function findTarget(
  tables: readonly TableDefinition[],
  version: number,
  section: string,
): Omit<TableSection, 'text'> {
  if (section === REJECT_SECTION) return { table: REJECT_TABLE, columns: REJECT_COLUMNS };
  if (section === KEY_SECTION) return { table: keyTable(version), columns: ['key', SOURCE_LINE] };
  const table = tables.find((candidate) => candidate.name === section);
  if (table === undefined)
    throw new TerminalError('MESSAGE_INVALID', `There is no table for section "${section}".`);
  return { table: versionTable(table.name, version), columns: [...table.written, SOURCE_LINE] };
}
