import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js';

import type { ChartPoint, ChartProps } from './chart.tsx';
import { fitText } from './fit-text.ts';

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
);

export interface DrawOptions extends Pick<ChartProps, 'kind' | 'points' | 'selected' | 'valueLabel'> {
  readonly formatCount: (value: number) => string;
  readonly onClick: (point: ChartPoint) => void;
  /** Whether a click on it does something. */
  readonly hasAction: (point: ChartPoint) => boolean;
}

/** Of the width, for the names of horizontal bars: the bars need the rest. */
const NAMES_SHARE = 0.42;
const FONT_PX = 12;

/** Draws on a canvas in the colours of the style sheet. Returns what takes it away again. */
export function drawChart(canvas: HTMLCanvasElement, options: DrawOptions): () => void {
  const { kind, points, selected, valueLabel, formatCount, onClick, hasAction } = options;
  const isHorizontal = kind === 'horizontal-bar';
  const style = getComputedStyle(canvas);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const [strong, weak] = [colour('--chart-strong'), colour('--chart-weak')];
  const isCalm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  const colours = points.map(({ category }) =>
    selected === undefined || selected === category ? strong : weak,
  );
  const values = {
    ticks: { color: colour('--text-muted'), precision: 0 },
    grid: { color: colour('--line') },
    // The length of a bar is the number; a line shows how the numbers change.
    beginAtZero: kind !== 'line',
    ...(kind === 'line' ? { grace: '10%' } : {}),
  };
  const font = { family: style.fontFamily, size: FONT_PX };
  const measure = rulerFor(`${font.size}px ${font.family}`);
  const categories = {
    ticks: {
      color: colour('--text'),
      autoSkip: !isHorizontal,
      maxRotation: isHorizontal ? 0 : 45,
      callback: (index: string | number) => {
        const { category = '', tick = category } = points[Number(index)] ?? {};
        return isHorizontal ? fitText(tick, canvas.clientWidth * NAMES_SHARE, measure) : tick;
      },
    },
    grid: { display: false },
  };
  const pointAt = (hit: { readonly index: number } | undefined) =>
    hit === undefined ? undefined : points[hit.index];
  const chart = new Chart(canvas, {
    type: kind === 'line' ? 'line' : 'bar',
    data: {
      labels: points.map(({ category }) => category),
      datasets: [
        {
          label: valueLabel,
          data: points.map(({ value }) => value),
          backgroundColor: colours,
          borderColor: strong,
          borderWidth: kind === 'line' ? 2 : 0,
          borderRadius: 3,
          maxBarThickness: 22,
          pointRadius: 2,
        },
      ],
    },
    options: {
      indexAxis: isHorizontal ? 'y' : 'x',
      // The whole row or column of a point answers, however short its bar is.
      interaction: { mode: 'index', intersect: false, axis: isHorizontal ? 'y' : 'x' },
      animation: isCalm ? false : { duration: 250 },
      maintainAspectRatio: false,
      font,
      scales: isHorizontal ? { x: values, y: categories } : { x: categories, y: values },
      plugins: {
        tooltip: {
          callbacks: {
            label: ({ parsed }) => ` ${formatCount((isHorizontal ? parsed.x : parsed.y) ?? 0)}`,
          },
        },
      },
      onClick: (_event, [hit]) => {
        const point = pointAt(hit);
        if (point !== undefined && hasAction(point)) onClick(point);
      },
      onHover: (_event, [hit]) => {
        const point = pointAt(hit);
        canvas.style.cursor = point !== undefined && hasAction(point) ? 'pointer' : '';
      },
    },
  });
  return () => chart.destroy();
}

/** Says how many pixels wide a text is. */
function rulerFor(font: string): (text: string) => number {
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) return () => 0;
  context.font = font;
  return (text) => context.measureText(text).width;
}
