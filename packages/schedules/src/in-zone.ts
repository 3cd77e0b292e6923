const MINUTE_MS = 60_000;

/** A moment as a clock in the zone shows it, to the second: `2026-05-10T02:00:00+08:00`. */
export function inZone(moment: Date, timeZone: string): string {
  const shown = clockIn(timeZone).formatToParts(moment);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    shown.find((found) => found.type === type)?.value ?? '';
  const local = `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}`;
  const wholeSeconds = Math.floor(moment.getTime() / 1_000) * 1_000;
  return local + offsetText((Date.parse(`${local}Z`) - wholeSeconds) / MINUTE_MS);
}

function clockIn(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
}

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (count: number) => String(Math.floor(count)).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(size / 60)}:${two(size % 60)}`;
}
