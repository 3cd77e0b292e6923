import type { ComparisonResult } from '../results.ts';
import { COLOURS, FAINT, INK, line, picture, rectangle, text, ticks } from './svg.ts';

const WIDTH = 960;
const LEFT = 110;
const RIGHT = 90;
const TOP = 60;
const BAR = 34;
const BAR_GAP = 18;
const LEGEND_LINE = 22;
const LEGEND_COLUMNS = 3;

/** Time by stage, a bar for each way. */
export function stagesSvg({ comparisons, rows }: ComparisonResult): string {
  const names = [...new Set(comparisons.flatMap(({ stages }) => stages.map(({ name }) => name)))];
  const colourOf = (name: string) => COLOURS[names.indexOf(name) % COLOURS.length] ?? INK;
  const wholes = comparisons.map(({ stages }) => stages.reduce((sum, { seconds }) => sum + seconds, 0));
  const marks = ticks(Math.max(0, ...wholes));
  const scale = (WIDTH - LEFT - RIGHT) / (marks.at(-1) ?? 1);
  const bottom = TOP + comparisons.length * (BAR + BAR_GAP);

  const grid = marks.flatMap((mark) => [
    line(LEFT + mark * scale, TOP - 10, LEFT + mark * scale, bottom, FAINT),
    text(LEFT + mark * scale, bottom + 18, String(mark), { anchor: 'middle', size: 12 }),
  ]);
  const bars = comparisons.flatMap(({ name, stages }, index) => {
    const y = TOP + index * (BAR + BAR_GAP);
    let x = LEFT;
    const parts = stages.map((stage) => {
      const width = stage.seconds * scale;
      const part = rectangle(
        x,
        y,
        width,
        BAR,
        colourOf(stage.name),
        `${stage.name}: ${stage.seconds.toFixed(2)} s`,
      );
      x += width;
      return part;
    });
    const whole = `${(wholes[index] ?? 0).toFixed(1)} s`;
    return [
      text(LEFT - 10, y + BAR / 2 + 5, name, { anchor: 'end', bold: index === 0 }),
      ...parts,
      text(x + 8, y + BAR / 2 + 5, whole),
    ];
  });
  const legendTop = bottom + 66;
  const legend = names.flatMap((name, index) => {
    const x = 30 + (index % LEGEND_COLUMNS) * ((WIDTH - 40) / LEGEND_COLUMNS);
    const y = legendTop + Math.floor(index / LEGEND_COLUMNS) * LEGEND_LINE;
    return [rectangle(x, y - 11, 13, 13, colourOf(name), name), text(x + 20, y, name)];
  });
  const height = legendTop + Math.ceil(names.length / LEGEND_COLUMNS) * LEGEND_LINE;
  const title = `Time by stage: ${rows.toLocaleString('en')} records, the round with the median time`;
  const axis = text((LEFT + WIDTH - RIGHT) / 2, bottom + 38, 'seconds', { anchor: 'middle', size: 12 });
  return picture(WIDTH, height, title, ...grid, ...bars, axis, ...legend);
}
