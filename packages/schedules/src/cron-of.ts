import { Cron } from 'croner';

/**
 * A cron expression that never starts anything by itself: it only counts. Where clocks change it does as Vixie cron: a
 * fixed time that is left out comes right after the gap, one that comes twice counts the first time only.
 *
 * @throws TypeError, RangeError when croner cannot read the expression
 */
export function cronOf(expression: string, timeZone: string): Cron {
  return new Cron(expression, { timezone: timeZone, mode: '5-part' });
}
