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
  recordChunks,
  type RecordChunkResult,
  repairTable,
  SOURCE_LINE,
  takeSlot,
  versionTable,
} from '@regpipe/database';
import type { Dataset } from '@regpipe/datasets';

const REJECT_TABLE = 'etl.data_import_error';
const REJECT_COLUMNS = ['job_id', 'chunk', 'source_line', 'error_type', 'error_message', 'raw_data'];

/** What a transaction is about to do. */
export type LoadStep =
  | { readonly name: 'slot' | 'ledger' | 'commit' }
  | { readonly name: 'copy'; /** As the data set calls it. */ readonly table: string };

export interface ReceivedChunk {
  readonly chunk: CleanChunk;
  readonly payload: Buffer;
}

/**
 * Loads clean chunks of one job: their ledger rows, their rows and their rejects in one transaction, so that they are in
 * wholly or not at all, and none ever twice. Those of a repair go into its own tables, not into the version that readers
 * use. Gives what became of each.
 *
 * Several chunks a transaction cost PostgreSQL a fifth less than one (530 chunks, 1.6 million records: 4.8 s of CPU one
 * by one, 3.9 s by fives), as each COPY sets up and ends once.
 *
 * Of a merge job only so many transactions are at work side by side, whoever runs them, as its data set says.
 *
 * @throws TerminalError MESSAGE_INVALID when the sections do not fit the payload or the tables
 */
export async function loadChunks(
  database: Database,
  dataset: Dataset,
  received: readonly ReceivedChunk[],
  signal: AbortSignal,
  onStep: (step: LoadStep) => void = () => {},
): Promise<RecordChunkResult[]> {
  const sections = received.map((one) => splitSections(one));
  const jobId = received[0]?.chunk.jobId ?? 0;
  return inTransaction(database, async (connection) => {
    if (dataset.load === 'merge') {
      onStep({ name: 'slot' });
      await takeSlot(connection, jobId, dataset.merge.maxConcurrency);
    }
    onStep({ name: 'ledger' });
    const { results, repair } = await recordChunks(
      connection,
      received.map(({ chunk }) => chunk),
    );
    const ours = sections.filter((_, index) => results[index] === 'recorded');
    for (const name of new Set(ours.flatMap((texts) => [...texts.keys()]))) {
      const { table, columns } = findTarget(dataset.tables, jobId, repair, name);
      const texts = ours.flatMap((one) => one.get(name) ?? []).filter((text) => text.length > 0);
      if (texts.length === 0) continue;
      onStep({ name: 'copy', table: name === REJECT_SECTION ? 'rejects' : name });
      await copyRows(connection, table, columns, texts, signal);
    }
    onStep({ name: 'commit' });
    return results;
  });
}

/** The text of each section, by its name. */
function splitSections({ chunk, payload }: ReceivedChunk): ReadonlyMap<string, Buffer> {
  const texts = new Map<string, Buffer>();
  let at = 0;
  for (const section of chunk.sections) {
    texts.set(section.name, payload.subarray(at, at + section.bytes));
    at += section.bytes;
  }
  if (at === payload.length) return texts;
  throw new TerminalError(
    'MESSAGE_INVALID',
    `The sections of chunk ${chunk.chunk} of job ${chunk.jobId} say ${at} bytes, its payload has ${payload.length}.`,
  );
}

interface Target {
  readonly table: string;
  readonly columns: readonly string[];
}

function findTarget(
  tables: readonly TableDefinition[],
  version: number,
  repair: number | null,
  section: string,
): Target {
  if (section === REJECT_SECTION) return { table: REJECT_TABLE, columns: REJECT_COLUMNS };
  if (section === KEY_SECTION) return { table: keyTable(version), columns: ['key', SOURCE_LINE] };
  const table = tables.find((candidate) => candidate.name === section);
  if (table === undefined)
    throw new TerminalError('MESSAGE_INVALID', `There is no table for section "${section}".`);
  const name = repair === null ? versionTable(table.name, version) : repairTable(table.name, version, repair);
  return { table: name, columns: [...table.written, SOURCE_LINE] };
}
