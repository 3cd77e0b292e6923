import type { Timing } from '@regpipe/contracts';

import { cronOf } from './cron-of.ts';

/** A field that is bad, and why. */
export interface BadField {
  readonly field: 'cron' | 'every_minutes' | 'time_zone';
  readonly message: string;
}

export const MOST_MINUTES = 1_440;
/** More than any expression needs; a list of every minute has 169. */
const LONGEST_CRON = 200;
/** An area and a place, or a name such as UTC. ICU takes offsets as well, which know no summer time. */
const ZONE = /^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/;

/** What is wrong with a timing; nothing for a good one. */
export function checkTiming({ cron, every_minutes: everyMinutes, time_zone: timeZone }: Timing): BadField[] {
  const zone = isTimeZone(timeZone) ? [] : [unknownZone(timeZone)];
  if ((cron === null) === (everyMinutes === null)) {
    return [{ field: 'cron', message: 'Invalid: give either cron or every_minutes' }, ...zone];
  }
  if (cron === null) return [...checkInterval(everyMinutes ?? 0), ...zone];
  // An expression that is never due is found out in some zone; any is good for that.
  return [...checkCron(cron, zone.length === 0 ? timeZone : 'UTC'), ...zone];
}

function checkInterval(minutes: number): BadField[] {
  if (Number.isInteger(minutes) && minutes >= 1 && minutes <= MOST_MINUTES) return [];
  return [{ field: 'every_minutes', message: `Invalid: a whole number from 1 to ${MOST_MINUTES}` }];
}

function checkCron(expression: string, timeZone: string): BadField[] {
  const problem = problemOf(expression, timeZone);
  return problem === undefined ? [] : [{ field: 'cron', message: `Invalid: ${problem}` }];
}

function problemOf(expression: string, timeZone: string): string | undefined {
  if (expression.length > LONGEST_CRON) return `longer than ${LONGEST_CRON} characters`;
  if (expression.trim().split(/\s+/).length !== 5) {
    return 'five fields: minute, hour, day of the month, month, day of the week';
  }
  // croner puts the current time in its place, which no two schedulers have in common.
  if (expression.includes('?')) return '"?" means nothing here; use "*"';
  try {
    return cronOf(expression, timeZone).nextRun() === null ? 'it is never due' : undefined;
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^CronPattern: /, '') : String(error);
  }
}

function isTimeZone(name: string): boolean {
  if (!ZONE.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function unknownZone(name: string): BadField {
  return { field: 'time_zone', message: `Invalid: "${name}" is no time zone; an example is Asia/Taipei` };
}
