import { percentOf } from '@regpipe/progress';
import type { Language } from '@regpipe/terms';

/*
 * How numbers, sizes and times read. Pure; who draws a page uses `useFormats`, which knows the language.
 */

const KIBI = 1024;
const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What each language's texts are made with. */
export interface Formats {
  /** `1,234,567` */
  readonly count: (value: number) => string;
  /** `99.99 %`: never rounded up to all, nor down to nothing. */
  readonly percent: (part: number, whole: number) => string;
  /** `304 MiB` */
  readonly bytes: (value: number) => string;
  /** `9.3s`, `3m 5s`, `2h 7m` */
  readonly duration: (seconds: number) => string;
  /** `9 May 2026, 05:12:33`, in the zone of who looks */
  readonly moment: (iso: string) => string;
  /** The same in another zone, without seconds: `9 May 2026, 02:00` */
  readonly momentIn: (iso: string, timeZone: string) => string;
  /** The day of a moment, in the zone of who looks: `9 May 2026` */
  readonly dayOf: (iso: string) => string;
  /** A day, given as YYYY-MM-DD: `9 May 2026` */
  readonly day: (isoDay: string) => string;
  /** `3 minutes ago`, `in 2 hours` */
  readonly relative: (iso: string, now: number) => string;
}

/** `zone` is for tests; else it is the browser's. */
export function createFormats(language: Language, zone?: string): Formats {
  const locale = language === 'en' ? 'en-GB' : 'zh-TW';
  const counts = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const short = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
  const timeZone = zone === undefined ? {} : { timeZone: zone };
  const moments = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'medium',
    hour12: false,
    ...timeZone,
  });
  const localDays = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', ...timeZone });
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const relatives = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const unit = (value: number, name: 'second' | 'minute' | 'hour' | 'day', digits = 0) =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: name,
      unitDisplay: 'narrow',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }).format(value);

  return {
    count: (value) => counts.format(value),
    percent(part, whole) {
      const percent = percentOf(part, whole);
      return percent === '' ? '' : `${percent.replace(/^(0|100)\.00$/, '$1')} %`;
    },
    bytes(value) {
      const power =
        value < 1 ? 0 : Math.min(Math.floor(Math.log(value) / Math.log(KIBI)), BYTE_UNITS.length - 1);
      const amount = value / KIBI ** power;
      return `${amount >= 1000 ? counts.format(amount) : short.format(amount)} ${BYTE_UNITS[power] ?? ''}`;
    },
    duration(seconds) {
      if (seconds < MINUTE - 0.05) return unit(seconds, 'second', seconds < 10 ? 1 : 0);
      const whole = Math.round(seconds);
      if (whole < HOUR)
        return `${unit(Math.floor(whole / MINUTE), 'minute')} ${unit(whole % MINUTE, 'second')}`;
      if (whole < DAY)
        return `${unit(Math.floor(whole / HOUR), 'hour')} ${unit(Math.floor((whole % HOUR) / MINUTE), 'minute')}`;
      return `${unit(Math.floor(whole / DAY), 'day')} ${unit(Math.floor((whole % DAY) / HOUR), 'hour')}`;
    },
    moment: (iso) => moments.format(new Date(iso)),
    momentIn: (iso, inZone) =>
      new Intl.DateTimeFormat(locale, {
        dateStyle: 'medium',
        timeStyle: 'short',
        hour12: false,
        timeZone: inZone,
      }).format(new Date(iso)),
    dayOf: (iso) => localDays.format(new Date(iso)),
    day: (isoDay) => days.format(new Date(`${isoDay}T00:00:00Z`)),
    relative(iso, now) {
      const seconds = (new Date(iso).getTime() - now) / 1000;
      const size = Math.abs(seconds);
      if (size < MINUTE) return relatives.format(Math.trunc(seconds / 5) * 5, 'second');
      if (size < HOUR) return relatives.format(Math.trunc(seconds / MINUTE), 'minute');
      if (size < 2 * DAY) return relatives.format(Math.trunc(seconds / HOUR), 'hour');
      return relatives.format(Math.trunc(seconds / DAY), 'day');
    },
  };
}
