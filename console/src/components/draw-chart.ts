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

import type { ChartProps } from './chart.tsx';

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

export interface DrawOptions extends Pick<
  ChartProps,
  'kind' | 'points' | 'selected' | 'onSelect' | 'valueLabel'
> {
  readonly formatCount: (value: number) => string;
}

/** Draws on a canvas in the colours of the style sheet. Returns what takes it away again. */
export function drawChart(canvas: HTMLCanvasElement, options: DrawOptions): () => void {
  const { kind, points, selected, onSelect, valueLabel, formatCount } = options;
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
    beginAtZero: true,
  };
  const categories = {
    ticks: { color: colour('--text'), autoSkip: kind !== 'horizontal-bar' },
    grid: { display: false },
  };
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
      indexAxis: kind === 'horizontal-bar' ? 'y' : 'x',
      animation: isCalm ? false : { duration: 250 },
      maintainAspectRatio: false,
      font: { family: style.fontFamily, size: 12 },
      scales: kind === 'horizontal-bar' ? { x: values, y: categories } : { x: categories, y: values },
      plugins: {
        tooltip: {
          callbacks: {
            label: ({ parsed }) => ` ${formatCount((kind === 'horizontal-bar' ? parsed.x : parsed.y) ?? 0)}`,
          },
        },
      },
      onClick: (_event, [hit]) => {
        const point = hit === undefined ? undefined : points[hit.index];
        if (point !== undefined) onSelect?.(point.category);
      },
      onHover: (_event, hits) => {
        canvas.style.cursor = onSelect !== undefined && hits.length > 0 ? 'pointer' : '';
      },
    },
  });
  return () => chart.destroy();
}
