/*
 * The 統一編號 (business administration number): eight digits, the last of which closes a weighted sum.
 *
 * Weights 1,2,1,2,1,2,4,1; the digits of each product are added up. Since April 2023 the sum must be divisible by 5,
 * before by 10, so the newer rule covers both. A seventh digit 7 gives the product 28, whose digits add up to 10,
 * which may count as 1 or as 0: then the sum + 1 may pass as well.
 */

/** Text of ASCII characters: a field as well as a string. */
export type AsciiText = Pick<string, 'length' | 'charCodeAt'>;

const LENGTH = 8;
const ZERO = 48;
const SEVENTH = 6;
/** Digit sum of digit × 2, and of digit × 4. */
const DOUBLED = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9] as const;
const QUADRUPLED = [0, 4, 8, 3, 7, 2, 6, 10, 5, 9] as const;

/** Eight ASCII digits; full-width ones do not count. */
export function isBan(value: AsciiText): boolean {
  if (value.length !== LENGTH) return false;
  for (let index = 0; index < LENGTH; index += 1) {
    const digit = value.charCodeAt(index) - ZERO;
    if (digit < 0 || digit > 9) return false;
  }
  return true;
}

/** Whether the check digit of a number that passed `isBan` is right. Real registers hold some that are not. */
export function hasValidCheckDigit(ban: AsciiText): boolean {
  const sum = weightedSum(ban);
  if (sum % 5 === 0) return true;
  return ban.charCodeAt(SEVENTH) === ZERO + 7 && (sum + 1) % 5 === 0;
}

/** The sum over as many digits as are given: a number without its last digit adds nothing for that place. */
export function weightedSum(digits: AsciiText): number {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = digits.charCodeAt(index) - ZERO;
    if (index === SEVENTH) sum += QUADRUPLED[digit] ?? 0;
    else if (index % 2 === 1 && index < SEVENTH) sum += DOUBLED[digit] ?? 0;
    else sum += digit;
  }
  return sum;
}
