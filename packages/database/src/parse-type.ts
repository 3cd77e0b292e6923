import pg from 'pg';

type TypeId = Parameters<typeof pg.types.getTypeParser>[0];
type Parser = (value: string) => unknown;

const { builtins } = pg.types;

/**
 * Values as the API shows them: bigint as a number (ours stay far below 2^53), a date as `YYYY-MM-DD`, a timestamp as
 * ISO 8601 in UTC.
 */
export function parseType(oid: TypeId, format?: 'text' | 'binary'): Parser {
  if (format === 'binary') return pg.types.getTypeParser(oid, 'binary') as Parser;
  if (oid === builtins.INT8) return Number;
  if (oid === builtins.DATE) return String;
  if (oid === builtins.TIMESTAMPTZ) return (value) => new Date(value).toISOString();
  return pg.types.getTypeParser(oid, 'text') as Parser;
}
