/** A day, as the source writes it and as the rest of the world does. */
export interface SetupDate {
  /** Of the Republic's calendar: 1 is 1912. */
  readonly rocYear: number;
  readonly month: number;
  readonly day: number;
  /** YYYY-MM-DD, Gregorian. */
  readonly iso: string;
}

/** The year 0 of the Republic's calendar. */
export const ROC_EPOCH = 1911;

const SHAPE = /^(\d{2,3})(\d{2})(\d{2})$/;

/** A day of the Republic's calendar, YYYMMDD; undefined for what is none, such as 1130230. */
export function parseSetupDate(text: string): SetupDate | undefined {
  const [, year = '', month = '', day = ''] = SHAPE.exec(text) ?? [];
  const date = { rocYear: Number(year), month: Number(month), day: Number(day) };
  if (date.rocYear === 0) return undefined;
  const iso = `${date.rocYear + ROC_EPOCH}-${month}-${day}`;
  const parsed = new Date(`${iso}T00:00:00Z`);
  const isDay = !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(iso);
  return isDay ? { ...date, iso } : undefined;
}
