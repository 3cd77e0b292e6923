import { quantile } from '../measure/statistics.ts';
import type { MeasuredNotifications } from '../modes/notifications.ts';
import type { Timed } from '../notifications/latency.ts';
import { LAG_GOAL_MS, QUESTION_GOAL_MS, QUESTION_LIMIT_MS } from './notification-goals.ts';
import { COLOURS, element, FAINT, INK, line, picture, rectangle, round, text, ticks } from './svg.ts';

const WIDTH = 960;
const LEFT = 70;
const RIGHT = 280;
const PANEL = 250;
const TOP = 80;
const PANEL_GAP = 80;
const GOAL_COLOUR = '#c00000';
/** Of the curves: each point is of the answers of so large a part of the time. */
const POINTS = 60;
/** Milliseconds at the bottom and the top of the scale, which is logarithmic. */
const [LEAST_MS, MOST_MS] = [1, 10_000];

interface Curve {
  readonly name: string;
  readonly series: readonly Timed[];
  /** What of each moment is shown, 0 to 1. */
  readonly part: number;
}

interface Panel {
  readonly title: string;
  readonly top: number;
  readonly curves: readonly Curve[];
  readonly goals: readonly number[];
  readonly marks: readonly { readonly at: number; readonly name: string }[];
}

/** Above: how long questions take over time, with the restarts of a replica. Below: how long commands take to be there. */
export function notificationsSvg({ result, series }: MeasuredNotifications): string {
  const marks = result.restarts.restarts.flatMap(({ signal, at, back_at: back }) => [
    { at, name: signal },
    { at: back, name: 'back' },
  ]);
  const questions = panel({
    title: 'A question to the query service: milliseconds',
    top: TOP,
    curves: [
      { name: 'p50, questions alone', series: series.questions, part: 0.5 },
      { name: 'p99, questions alone', series: series.questions, part: 0.99 },
      { name: 'p99, a replica is restarted', series: series.questionsWhileRestarting, part: 0.99 },
      { name: 'p99, with commands at once', series: series.questionsWithCommands, part: 0.99 },
    ],
    goals: [QUESTION_GOAL_MS, QUESTION_LIMIT_MS],
    marks,
  });
  const lag = panel({
    title: 'From a command to a record that can be queried: milliseconds',
    top: TOP + PANEL + PANEL_GAP,
    curves: [
      { name: 'p50, commands', series: series.lag, part: 0.5 },
      { name: 'p99, commands', series: series.lag, part: 0.99 },
      { name: 'p99, with questions at once', series: series.lagWithQuestions, part: 0.99 },
    ],
    goals: [LAG_GOAL_MS],
    marks: [],
  });
  const { records, per_second: rates } = result;
  const title =
    `${records.toLocaleString('en')} notifications: ${rates.questions.toLocaleString('en')} questions and ` +
    `${rates.commands.toLocaleString('en')} commands a second`;
  return picture(WIDTH, TOP + 2 * PANEL + PANEL_GAP + 60, title, ...questions, ...lag);
}

function panel({ title, top, curves, goals, marks }: Panel): string[] {
  const right = WIDTH - RIGHT;
  const bottom = top + PANEL;
  const lastSecond = Math.max(...curves.flatMap(({ series }) => series.map(({ at }) => at)).concat(1), 1);
  const times = ticks(lastSecond, 8);
  const x = (second: number) => LEFT + (second / (times.at(-1) ?? 1)) * (right - LEFT);
  const y = (ms: number) => {
    const inside = Math.min(MOST_MS, Math.max(LEAST_MS, ms));
    return bottom - (Math.log(inside / LEAST_MS) / Math.log(MOST_MS / LEAST_MS)) * PANEL;
  };
  const scale: number[] = [];
  for (let ms = LEAST_MS; ms <= MOST_MS; ms *= 10) scale.push(ms);
  return [
    text(LEFT, top - 14, title, { bold: true }),
    ...scale.flatMap((ms) => [
      line(LEFT, y(ms), right, y(ms), FAINT),
      text(LEFT - 8, y(ms) + 4, ms.toLocaleString('en'), { anchor: 'end', size: 12 }),
    ]),
    ...times.map((second) => text(x(second), bottom + 18, String(second), { anchor: 'middle', size: 12 })),
    text((LEFT + right) / 2, bottom + 36, 'seconds of the load', { anchor: 'middle', size: 12 }),
    ...marks.flatMap(({ at, name }) => [
      line(x(at), top, x(at), bottom, '#777777', '3 3'),
      text(x(at) + 4, top + (name === 'back' ? 24 : 11), name, { size: 11, colour: '#777777' }),
    ]),
    ...goals.flatMap((ms) => [
      line(LEFT, y(ms), right, y(ms), GOAL_COLOUR, '6 4'),
      text(right + 8, y(ms) + 4, `${ms} ms`, { size: 12, colour: GOAL_COLOUR }),
    ]),
    ...curves.flatMap((curve, index) => {
      const colour = COLOURS[index] ?? INK;
      const points = pointsOf(curve, lastSecond).map(({ at, ms }) => `${round(x(at))},${round(y(ms))}`);
      const legendY = top + 10 + index * 22;
      return [
        element('polyline', { points: points.join(' '), fill: 'none', stroke: colour, 'stroke-width': 2 }),
        rectangle(right + 62, legendY - 11, 13, 13, colour, curve.name),
        text(right + 80, legendY, curve.name, { size: 12 }),
      ];
    }),
  ];
}

/** Of each part of the time one point, in its middle. */
function pointsOf({ series, part }: Curve, lastSecond: number): Timed[] {
  const width = lastSecond / POINTS;
  const slots = Map.groupBy(series, ({ at }) => Math.min(POINTS - 1, Math.floor(at / width)));
  return [...slots]
    .toSorted(([a], [b]) => a - b)
    .map(([slot, own]) => ({
      at: (slot + 0.5) * width,
      ms: quantile(
        own.map(({ ms }) => ms),
        part,
      ),
    }));
}
