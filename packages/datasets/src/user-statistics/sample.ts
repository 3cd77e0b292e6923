import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

import { createRandom, type Random } from '../sample-random.ts';
import { COLUMNS } from './columns.ts';

/** Of each kind so many rows of a hundred; all are 0 where they are not given. */
export interface StatisticsSampleOptions {
  /** Records, faulty ones included. */
  readonly rows: number;
  readonly path: string;
  /** The same seed gives the same file, byte for byte. */
  readonly seed?: number;
  /** Rows of users who do not exist. */
  readonly unknownPercent?: number;
  /** Rows with a count that is none: one of them makes the file invalid. */
  readonly invalidPercent?: number;
  /** Rows that repeat a user who stands further up. */
  readonly duplicatePercent?: number;
  /** Users who are inactive. */
  readonly inactivePercent?: number;
}

export interface StatisticsSample {
  readonly bytes: number;
  readonly total: number;
  /** Users that the file tells of and who exist: those of `SAMPLE_USERS` with as many users, and no others. */
  readonly users: number;
  readonly inactive: number;
  readonly unknown: number;
  readonly invalid: number;
  readonly duplicated: number;
}

/**
 * An SQL statement that makes the users of a sample: `$1` is how many there are, `$2` how many of a hundred are inactive.
 */
export const SAMPLE_USERS = `
  INSERT INTO public.users (user_id, username, email, is_active)
  SELECT 'user-' || lpad(n::text, 7, '0'), 'name ' || n, 'user-' || n || '@example.test', n % 100 >= $2
    FROM generate_series(1, $1) AS n
  ON CONFLICT DO NOTHING`;

const BAD_COUNTS = ['', '-1', '1.5', '１２', 'many', '9223372036854775808'];
/** Characters gathered before they are written. */
const PIECE_LENGTH = 256 * 1024;

/**
 * Writes a file of user statistics to `path`, and says what a correct merge of it reports. Memory does not grow with the
 * file.
 */
export async function makeStatisticsSample(options: StatisticsSampleOptions): Promise<StatisticsSample> {
  const lines = new Lines(options);
  let bytes = 0;

  function* pieces(): Generator<Buffer> {
    let piece = `${COLUMNS.join(',')}\n`;
    for (let row = 1; row <= options.rows; row += 1) {
      piece += `${lines.next()}\n`;
      if (piece.length < PIECE_LENGTH && row < options.rows) continue;
      const encoded = Buffer.from(piece);
      bytes += encoded.length;
      piece = '';
      yield encoded;
    }
    if (options.rows === 0) yield Buffer.from(piece);
  }

  await pipeline(pieces, createWriteStream(options.path));
  const { users, inactive, unknown, invalid, duplicated } = lines;
  return { bytes, total: options.rows, users, inactive, unknown, invalid, duplicated };
}

class Lines {
  users = 0;
  inactive = 0;
  unknown = 0;
  invalid = 0;
  duplicated = 0;
  readonly #random: Random;
  readonly #options: StatisticsSampleOptions;

  constructor(options: StatisticsSampleOptions) {
    this.#options = options;
    this.#random = createRandom(options.seed ?? 1);
  }

  next(): string {
    const { unknownPercent = 0, invalidPercent = 0, duplicatePercent = 0 } = this.#options;
    const logins = this.#random.below(5_000);
    const posts = this.#random.below(800);
    const drawn = this.#random.below(10_000) / 100;
    if (drawn < unknownPercent) {
      this.unknown += 1;
      return `nobody-${this.unknown},${logins},${posts}`;
    }
    if (drawn < unknownPercent + invalidPercent) {
      this.invalid += 1;
      return `${this.#user(this.users + 1)},${this.#random.pick(BAD_COUNTS)},${posts}`;
    }
    if (drawn < unknownPercent + invalidPercent + duplicatePercent && this.users > 0) {
      this.duplicated += 1;
      return `${this.#user(1 + this.#random.below(this.users))},${logins},${posts}`;
    }
    this.users += 1;
    if (this.users % 100 < (this.#options.inactivePercent ?? 0)) this.inactive += 1;
    return `${this.#user(this.users)},${logins},${posts}`;
  }

  #user(number: number): string {
    return `user-${String(number).padStart(7, '0')}`;
  }
}
