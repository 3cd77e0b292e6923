/* The rules of the tax registration file as a script of an afternoon would have them: on strings, without warnings. */

export interface CleanRecord {
  readonly ban: string;
  /** In the order of the table's written columns. */
  readonly registration: readonly (string | null)[];
  readonly industries: readonly (readonly (string | null)[])[];
}

const COLUMN_COUNT = 16;
const FIRST_INDUSTRY = 8;
const INDUSTRIES = 4;
const LONGEST_CODE = 64;
const MAX_BIGINT = 9_223_372_036_854_775_807n;

/** undefined for a record that is blank or breaks a rule. */
export function cleanRecord(source: readonly string[]): CleanRecord | undefined {
  // Bytes that are no UTF-8 have become replacement characters; PostgreSQL takes no NUL.
  if (source.length !== COLUMN_COUNT || /[\0\ufffd]/.test(source.join())) return undefined;
  const fields = source.map((field) => field.trim());
  const [address = '', ban = '', headquarters = '', name = '', capital = '', date = '', type = ''] = fields;
  if (!/^[0-9]{8}$/.test(ban) || name === '') return undefined;
  const invoice = /^[Yy]$/.test(fields[7] ?? '') ? 't' : 'f';
  return {
    ban,
    registration: [
      ...[ban, orNull(headquarters), name, orNull(address)],
      ...[cleanCapital(capital), orNull(date), orNull(type), invoice],
    ],
    industries: cleanIndustries(ban, fields),
  };
}

function cleanIndustries(ban: string, fields: readonly string[]): (string | null)[][] {
  const seen = new Set<string>();
  const rows: (string | null)[][] = [];
  for (let order = 1; order <= INDUSTRIES; order += 1) {
    const at = FIRST_INDUSTRY + 2 * (order - 1);
    const [code = '', name = ''] = [fields[at], fields[at + 1]];
    if (code === '' || code.length > LONGEST_CODE || seen.has(code)) continue;
    seen.add(code);
    rows.push([ban, code, orNull(name), String(order)]);
  }
  return rows;
}

function cleanCapital(text: string): string {
  const digits = /^\d+$/.test(text) ? text : text.normalize('NFKC').replace(/[, ]/g, '');
  return /^\d+$/.test(digits) && BigInt(digits) <= MAX_BIGINT ? digits : '0';
}

function orNull(text: string): string | null {
  return text === '' ? null : text;
}
