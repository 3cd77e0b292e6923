import type { MemorySeries } from '../measure/watch-usage.ts';
import { COLOURS, element, FAINT, INK, line, picture, rectangle, round, text, ticks } from './svg.ts';

const WIDTH = 960;
const HEIGHT = 450;
const LEFT = 70;
const RIGHT = 170;
const TOP = 76;
const BOTTOM = 60;
const LIMIT_MB = 200;
const LIMIT_COLOUR = '#c00000';

/** Resident memory over the time of a job, a line for each process, and the limit that none may pass. */
export function memorySvg(memory: readonly MemorySeries[], rows: number): string {
  const samples = memory.flatMap((series) => series.samples);
  const times = ticks(Math.max(0, ...samples.map(({ seconds }) => seconds)), 8);
  const sizes = ticks(Math.max(LIMIT_MB * 1.1, ...samples.map(({ mb }) => mb)));
  const x = (seconds: number) => LEFT + (seconds / (times.at(-1) ?? 1)) * (WIDTH - LEFT - RIGHT);
  const y = (mb: number) => HEIGHT - BOTTOM - (mb / (sizes.at(-1) ?? 1)) * (HEIGHT - TOP - BOTTOM);
  const right = WIDTH - RIGHT;

  const grid = [
    ...sizes.flatMap((mb) => [
      line(LEFT, y(mb), right, y(mb), FAINT),
      text(LEFT - 8, y(mb) + 4, String(mb), { anchor: 'end', size: 12 }),
    ]),
    ...times.map((seconds) =>
      text(x(seconds), HEIGHT - BOTTOM + 18, String(seconds), { anchor: 'middle', size: 12 }),
    ),
    text((LEFT + right) / 2, HEIGHT - 14, 'seconds since the POST', { anchor: 'middle', size: 12 }),
    text(LEFT - 50, TOP - 12, 'MB resident', { size: 12 }),
  ];
  const limit = [
    line(LEFT, y(LIMIT_MB), right, y(LIMIT_MB), LIMIT_COLOUR, '6 4'),
    text(LEFT + 6, y(LIMIT_MB) - 6, `limit: ${LIMIT_MB} MB`, { size: 12, colour: LIMIT_COLOUR }),
  ];
  const curves = memory.flatMap((series, index) => {
    const colour = COLOURS[index % COLOURS.length] ?? INK;
    const points = series.samples.map(({ seconds, mb }) => `${round(x(seconds))},${round(y(mb))}`).join(' ');
    const legendY = TOP + 10 + index * 24;
    return [
      element('polyline', { points, fill: 'none', stroke: colour, 'stroke-width': 2 }),
      rectangle(right + 22, legendY - 11, 13, 13, colour, series.name),
      text(right + 42, legendY, series.name),
    ];
  });
  const title = `Memory during a job of ${rows.toLocaleString('en')} records`;
  return picture(WIDTH, HEIGHT, title, ...grid, ...limit, ...curves);
}
