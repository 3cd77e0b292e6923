import { COLUMNS, FIELD } from './columns.ts';
import type { Random } from '../sample-random.ts';
import { setIndustries } from './sample-record.ts';
import { INDUSTRIES } from './sample-words.ts';

/*
 * Everything that goes wrong in such files now and then, with what regpipe must make of it.
 *
 * An unclosed quote swallows the lines after it up to the next quote in the file. That finding the record malformed
 * and taking up again at its next line is unambiguous rests on a rule for everything the sample writes: no quoted
 * field is empty or begins with a quote, a comma or a line break. So the next quote, whether it opens a field or is a
 * stray one, is always followed by text, which can never follow a closing quote.
 */

export interface Defect {
  readonly name: string;
  /** About so many in 100,000 records. */
  readonly share: number;
  /** `loaded`, `blank`, or the error type of the reject. */
  readonly outcome: string;
  /** Given for a loaded record. */
  readonly warning?: string;
  /** A parser that reads the file from end to end loses more than this record: it takes the next lines for a field. */
  readonly swallows?: true;
  /** Changes a sound record's fields as they stand in the file, or gives another line in place of them. */
  spoil(fields: string[], random: Random): string | undefined;
}

/** The line after it is always a sound record. */
export const UNCLOSED_QUOTE = 'an unclosed quote';

/** Three bytes long in UTF-8, and written to the file as three bytes that are no UTF-8 (the start of Big5 text). */
export const INVALID_BYTES_MARKER = '\ue000';
export const INVALID_BYTES = [0xa5, 0x78, 0xa5] as const;

/** Sets one field. */
function field(index: number, ...values: readonly [string, ...string[]]): Defect['spoil'] {
  return (fields, random) => {
    fields[index] = random.pick(values);
    return undefined;
  };
}

/** Replaces the whole line. */
function line(...lines: readonly [string, ...string[]]): Defect['spoil'] {
  return (_fields, random) => random.pick(lines);
}

/** Takes the quotes off a field, where a defect needs an unquoted one, and changes it. */
function unquoted(index: number, change: (text: string) => string): Defect['spoil'] {
  return (fields) => {
    fields[index] = change(bare(fields[index]));
    return undefined;
  };
}

function bare(text = ''): string {
  return text.replaceAll('"', '').replaceAll(',', '');
}

/** Sixteen fields of nothing but the given white space. */
function blankRow(space: string): string {
  return new Array<string>(COLUMNS.length).fill(space).join(',');
}

export const defects: readonly Defect[] = [
  // Rejected by the data set's rules.
  { name: 'seven digits', share: 5, outcome: 'INVALID_BAN', spoil: field(FIELD.ban, '1234567') },
  {
    name: 'letters for digits',
    share: 5,
    outcome: 'INVALID_BAN',
    spoil: field(FIELD.ban, '1234567A', 'NOTKNOWN'),
  },
  {
    name: 'full-width digits',
    share: 5,
    outcome: 'INVALID_BAN',
    spoil: field(FIELD.ban, '１２３４５６７８'),
  },
  { name: 'missing number', share: 10, outcome: 'MISSING_BAN', spoil: field(FIELD.ban, '', ' ', '　') },
  { name: 'missing name', share: 10, outcome: 'MISSING_NAME', spoil: field(FIELD.name, '', '　　', '" "') },

  // Rejected for what they are written in.
  {
    name: 'too few columns',
    share: 5,
    outcome: 'WRONG_COLUMN_COUNT',
    spoil: (fields) => fields.slice(0, FIELD.industries).join(','),
  },
  {
    name: 'an unquoted comma',
    share: 5,
    outcome: 'WRONG_COLUMN_COUNT',
    spoil: unquoted(FIELD.address, (address) => `${address},２樓`),
  },
  { name: 'a few commas', share: 3, outcome: 'WRONG_COLUMN_COUNT', spoil: line(',,,') },
  {
    name: 'a stray quote',
    share: 5,
    outcome: 'STRAY_QUOTE',
    spoil: unquoted(FIELD.address, (address) => `${address.slice(0, 2)}"${address.slice(2)}`),
  },
  {
    name: 'text after a quote',
    share: 5,
    outcome: 'STRAY_QUOTE',
    swallows: true,
    spoil: field(FIELD.name, '"ABC"x', '"大同"商行'),
  },
  {
    name: UNCLOSED_QUOTE,
    share: 3,
    outcome: 'STRAY_QUOTE',
    swallows: true,
    spoil: (fields) => `${bare(fields[FIELD.address])},"12345678`,
  },
  {
    name: 'a NUL byte',
    share: 5,
    outcome: 'NUL_CHARACTER',
    spoil: unquoted(FIELD.name, (name) => `${name.slice(0, 2)}\0${name.slice(2)}`),
  },
  {
    name: 'bytes that are no UTF-8',
    share: 5,
    outcome: 'INVALID_UTF8',
    spoil: unquoted(FIELD.address, (address) => `${address}${INVALID_BYTES_MARKER}`),
  },
  { name: 'a row of commas', share: 10, outcome: 'blank', spoil: line(blankRow('')) },
  { name: 'a row of white space', share: 5, outcome: 'blank', spoil: line(blankRow('　'), blankRow(' \t')) },
  { name: 'an empty line', share: 10, outcome: 'blank', spoil: line('') },

  // Loaded with a warning.
  {
    name: 'capital in words',
    share: 10,
    outcome: 'loaded',
    warning: 'CAPITAL_NOT_A_NUMBER',
    spoil: field(FIELD.capital, '不詳', 'N/A', '-5000', '10萬'),
  },
  {
    name: 'capital beyond bigint',
    share: 3,
    outcome: 'loaded',
    warning: 'CAPITAL_OUT_OF_RANGE',
    spoil: field(FIELD.capital, '9223372036854775808', '99999999999999999999'),
  },
  {
    name: 'an industry twice',
    share: 50,
    outcome: 'loaded',
    warning: 'DUPLICATE_INDUSTRY',
    spoil: (fields, random) => {
      const industry = random.pick(INDUSTRIES);
      setIndustries(fields, [industry, industry]);
      return undefined;
    },
  },
  {
    name: 'an industry without its code',
    share: 10,
    outcome: 'loaded',
    warning: 'INDUSTRY_WITHOUT_CODE',
    spoil: (fields, random) => {
      setIndustries(fields, [random.pick(INDUSTRIES), { code: '', name: '其他餐飲' }]);
      return undefined;
    },
  },
  {
    name: 'odd headquarters',
    share: 5,
    outcome: 'loaded',
    warning: 'HEADQUARTERS_BAN_FORMAT',
    spoil: field(FIELD.headquarters, '1234567', '無'),
  },

  // Loaded as if nothing were the matter.
  { name: 'no capital', share: 50, outcome: 'loaded', spoil: field(FIELD.capital, '', ' ', '　') },
  {
    name: 'capital with separators',
    share: 50,
    outcome: 'loaded',
    spoil: field(FIELD.capital, '"1,000,000"', '"２，０００，０００"', '5 000'),
  },
  {
    name: 'no industry',
    share: 10,
    outcome: 'loaded',
    spoil: (fields) => {
      setIndustries(fields, []);
      return undefined;
    },
  },
  {
    name: 'a line break in quotes',
    share: 20,
    outcome: 'loaded',
    spoil: field(FIELD.address, '"臺北市中正區\n重慶南路一段１２２號"', '"臺中市西區\r\n自由路\n１號"'),
  },
  { name: 'doubled quotes', share: 20, outcome: 'loaded', spoil: field(FIELD.name, '"大同""小館""商行"') },
  {
    name: 'tabs and backslashes',
    share: 20,
    outcome: 'loaded',
    spoil: field(FIELD.name, '永\t和豆漿', 'A\\B商行', '\\N', '\\.', '新\\n世紀', '結尾\\'),
  },
  {
    name: 'a backslash at the start of a line',
    share: 10,
    outcome: 'loaded',
    spoil: field(FIELD.address, '\\.', '\\N', '臺北市\t大安區\\１號'),
  },
  {
    name: 'white space around fields',
    share: 20,
    outcome: 'loaded',
    spoil: (fields) => {
      fields[FIELD.ban] = ` ${fields[FIELD.ban] ?? ''}　`;
      fields[FIELD.name] = '　好味道小吃店 ';
      return undefined;
    },
  },
  {
    name: 'a line ended by CRLF',
    share: 200,
    outcome: 'loaded',
    spoil: (fields) => `${fields.join(',')}\r`,
  },
];
