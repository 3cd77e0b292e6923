import type { Queryable } from '@regpipe/database';
import type { ExpectedFile, ExpectedIndustry, ExpectedRegistration, ExpectedReject } from '@regpipe/fuzz';

/** Enough to find the cause; a defect of the parser may be in every row. */
const MOST_FINDINGS = 5;
const MOST_SHOWN = 200;

/**
 * Compares every value that is live and every reject of a job with what its file was made to give. Texts are compared as
 * strings: both sides are well-formed, so they are equal just when their bytes are.
 *
 * @returns what differs, the first few
 */
export async function compareWithFile(
  db: Queryable,
  jobId: number,
  expected: ExpectedFile,
): Promise<string[]> {
  const rejects = byLine(expected.rejects);
  const place = (what: string) => (key: string) => {
    const [ban = ''] = key.split('/');
    return `line ${String(expected.lines.get(ban))}, ${what} ${key}`;
  };
  return [
    ...compareAll(place('registration'), expected.registrations, await readRegistrations(db)),
    ...compareAll(place('industry'), expected.industries, await readIndustries(db)),
    ...compareAll((line) => `line ${line}, reject`, rejects, byLine(await readRejects(db, jobId))),
  ].slice(0, MOST_FINDINGS);
}

async function readRegistrations(db: Queryable): Promise<Map<string, ExpectedRegistration>> {
  const { rows } = await db.query<ExpectedRegistration>(
    `SELECT ban, headquarters_ban, business_name, business_address, capital_amount::text AS capital_amount,
            business_setup_date, business_type, is_use_invoice
       FROM public.tax_registration`,
  );
  return new Map(rows.map((row) => [row.ban, row]));
}

async function readIndustries(db: Queryable): Promise<Map<string, ExpectedIndustry>> {
  const { rows } = await db.query<ExpectedIndustry & { business_id: string }>(
    'SELECT business_id, industry_code, industry_name, "order" FROM public.business_industry',
  );
  return new Map(rows.map(({ business_id, ...industry }) => [`${business_id}/${industry.order}`, industry]));
}

async function readRejects(db: Queryable, jobId: number): Promise<ExpectedReject[]> {
  const { rows } = await db.query<{ line: number; type: string; raw: string }>(
    `SELECT source_line AS line, error_type AS type, raw_data AS raw
       FROM etl.data_import_error WHERE job_id = $1 ORDER BY source_line`,
    [jobId],
  );
  return rows.map(({ line, type, raw }) => ({ line, type, raw: type === 'DUPLICATE' ? readRow(raw) : raw }));
}

/** A row that was kept as JSON. Its capital may be more than a number of JavaScript holds. */
function readRow(json: string): ExpectedRegistration {
  return JSON.parse(
    json.replace(/"capital_amount": (\d+)/, '"capital_amount": "$1"'),
  ) as ExpectedRegistration;
}

function byLine(rejects: readonly ExpectedReject[]): Map<string, ExpectedReject> {
  return new Map(rejects.map((reject) => [String(reject.line), reject]));
}

function compareAll<Row extends object>(
  place: (key: string) => string,
  expected: ReadonlyMap<string, Row>,
  got: ReadonlyMap<string, Row>,
): string[] {
  const findings: string[] = [];
  for (const [key, row] of expected) findings.push(...compareOne(place(key), row, got.get(key)));
  for (const [key, row] of got) {
    if (!expected.has(key)) findings.push(`${place(key)} should not be there: ${show(row)}`);
  }
  return findings;
}

function compareOne<Row extends object>(place: string, expected: Row, got: Row | undefined): string[] {
  if (got === undefined) return [`${place} is missing: ${show(expected)}`];
  const fields = Object.keys(expected) as (keyof Row & string)[];
  return fields
    .filter((field) => asText(expected[field]) !== asText(got[field]))
    .map((field) => `${place}: ${field} is ${show(got[field])}, expected ${show(expected[field])}`);
}

/** The same for the same value, whatever the order of an object's fields. */
function asText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return JSON.stringify(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** With all that is not visible as escapes. */
function show(value: unknown): string {
  const json = JSON.stringify(value).slice(0, MOST_SHOWN);
  return json.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
