import { parse } from 'csv-parse/sync';

import { type Fault, FaultError, type Strike } from '../fault.ts';
import type { Bout } from '../bout.ts';
import { liveSight } from '../lab/expected-tables.ts';
import { insertRecords, record } from './data-records.ts';

const TEST = 'e2e/data-faults.e2e.test.ts';
const TEST_OF_FORMULAS = 'services/gateway/src/encode-csv.unit.test.ts';

export const dataFaults: readonly Fault[] = [
  rejectedFault('nul', 'a NUL in a name', record({ name: 'before\0after' }), 'NUL_CHARACTER'),
  rejectedFault(
    'invalid-utf8',
    'bytes that are not UTF-8',
    record({ name: Buffer.from([0xff, 0xfe, 0x41]) }),
    'INVALID_UTF8',
  ),
  rejectedFault(
    'lone-surrogate',
    'a lone surrogate, encoded as if it were a character',
    record({ name: Buffer.from([0xed, 0xa0, 0x80]) }),
    'INVALID_UTF8',
  ),
  rejectedFault(
    'huge-field',
    'a field of 50 MB',
    record({ name: Buffer.alloc(50_000_000, 'x') }),
    'RECORD_TOO_LARGE',
  ),
  rejectedFault(
    'unclosed-quote',
    'a quote that is never closed',
    record({ name: '"never closed' }),
    'STRAY_QUOTE',
  ),
  rejectedFault(
    'many-columns',
    'a record of 10,000 columns',
    Buffer.from(','.repeat(9_999)),
    'WRONG_COLUMN_COUNT',
  ),
  rejectedFault('end-of-copy', '`\\.` on a line of its own', Buffer.from('\\.'), 'WRONG_COLUMN_COUNT'),
  keptFault('null-as-text', '`\\N` as the text of a name', '\\N'),
  keptFault(
    'copy-escapes',
    'every escape of COPY as text, and a real tab',
    '\\b\\f\\n\\r\\t\\v\\\\ \\x41\\101\\.\t!',
  ),
  keptFault(
    'marks',
    'right-to-left, zero-width and byte-order marks',
    '\u{202E}abc\u{200B}\u{200F}\u{FEFF}d\u{2066}',
  ),
  {
    id: 'data-formula',
    group: 'data',
    fault: 'rejected records that a spreadsheet would run: =, +, -, @',
    expected: 'The downloaded CSV starts each with an apostrophe',
    strikes: [formulas],
    test: TEST_OF_FORMULAS,
  },
];

const BAN = '99999999';

/** A bad record before all others: it costs itself only. */
function rejectedFault(id: string, what: string, bad: Buffer, type: string): Fault {
  const strike: Strike = async (bout) => {
    const before = bout.next.expected.errors[type] ?? 0;
    const job = await load(bout, bad);
    const { rows } = await bout.lab.database.pool.query<{ count: number }>(
      'SELECT count(*) FROM etl.data_import_error WHERE job_id = $1 AND error_type = $2',
      [job.id, type],
    );
    if (rows[0]?.count !== before + 1)
      throw new FaultError(`${String(rows[0]?.count)} rejects ${type}, not ${before + 1}`);
    bout.live = bout.next;
    return `rejected as ${type}`;
  };
  return oneStrike(id, what, `Rejected as ${type}; every other record is loaded`, strike);
}

/** A strange record before all others: it is stored as it stands. */
function keptFault(id: string, what: string, name: string): Fault {
  const strike: Strike = async (bout) => {
    await load(bout, record({ ban: BAN, name }));
    const { rows } = await bout.lab.database.pool.query<{ name: string }>(
      'SELECT business_name AS name FROM public.tax_registration WHERE ban = $1',
      [BAN],
    );
    if (rows[0]?.name !== name) throw new FaultError(`stored as ${JSON.stringify(rows[0]?.name)}`);
    bout.wholeSights.add(await liveSight(bout.lab.database.pool));
    await bout.rollBack();
    return 'stored as it stands';
  };
  return oneStrike(id, what, 'Stored character for character', strike);
}

function oneStrike(id: string, fault: string, expected: string, strike: Strike): Fault {
  return { id: `data-${id}`, group: 'data', fault, expected, strikes: [strike], test: TEST };
}

async function load(bout: Bout, first: Buffer) {
  const { lab, next } = bout;
  lab.source.serve({ bytes: insertRecords(next.bytes, first), etag: `"${next.name} and more"` });
  bout.mark();
  const job = await bout.start();
  const ended = await bout.reach(job.id, 'success', 'failed', 'partial', 'interrupted');
  bout.recovered();
  if (ended.status !== 'success' || ended.records_total !== next.expected.total + 1) {
    const { status, records_total, error_message } = ended;
    throw new FaultError(`${status} with ${String(records_total)} records: ${error_message ?? ''}`);
  }
  return ended;
}

const FORMULAS = ['=1+1', '+1', '-1', '@SUM(1)'];

async function formulas(bout: Bout): Promise<string> {
  const { lab, next } = bout;
  const bad = FORMULAS.map((formula) => record({ address: formula, ban: 'none', name: formula }));
  lab.source.serve({ bytes: insertRecords(next.bytes, ...bad), etag: `"${next.name} and formulas"` });
  bout.mark();
  const job = await bout.start();
  await bout.reach(job.id, 'success');
  bout.recovered();
  bout.live = next;
  const csv = await bout.download(`/api/jobs/${job.id}/errors.csv`);
  const rows: string[][] = parse(csv, { bom: true });
  const cells = rows.flat();
  for (const formula of FORMULAS) {
    if (!cells.some((cell) => cell.startsWith(`'${formula}`))) throw new FaultError(`${formula} is not kept`);
  }
  const running = cells.find((cell) => /^[=+@-]/.test(cell));
  if (running !== undefined) throw new FaultError(`a spreadsheet runs ${running}`);
  return 'neutralised';
}
