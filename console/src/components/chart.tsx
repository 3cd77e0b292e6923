import { useLocation } from 'preact-iso';
import { useEffect, useRef, useState } from 'preact/hooks';

import { language } from '../i18n/language.ts';
import { useFormats } from '../i18n/use-formats.ts';
import { shellTexts } from '../messages/shell.ts';
import { isDark } from '../theme/theme.ts';

export interface ChartPoint {
  /** Unique in the chart. */
  readonly category: string;
  readonly value: number;
  /** What stands at the axis, where that has room for less. */
  readonly tick?: string;
  /** Where a click on it leads, and the link of its row in the table. */
  readonly href?: string | undefined;
}

export interface ChartProps {
  /** What the chart shows, in a sentence; also the caption of its table. */
  readonly label: string;
  readonly kind: 'bar' | 'horizontal-bar' | 'line';
  /** Heading of the first column of the table. */
  readonly categoryLabel: string;
  readonly valueLabel: string;
  readonly points: readonly ChartPoint[];
  /** Drawn stronger than the others. */
  readonly selected?: string | undefined;
  /** Called with the category that was clicked. Whoever has no mouse needs another way to the same. */
  readonly onSelect?: (category: string) => void;
}

const ROW_PX = 30;
const AXIS_PX = 40;
const HEIGHT_PX = 240;

/** A chart, and the same numbers as a table for who cannot see it. What draws it is loaded when the first one is shown. */
export function Chart(props: ChartProps) {
  const { label, kind, categoryLabel, valueLabel, points } = props;
  const { route } = useLocation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const formats = useFormats();
  const dark = isDark();
  const [isDrawn, setDrawn] = useState(true);
  useEffect(() => {
    let close: (() => void) | undefined;
    let hasLeft = false;
    const drawing = import('./draw-chart.ts').then(({ drawChart }) => {
      setDrawn(true);
      if (hasLeft || canvas.current === null) return;
      const onClick = ({ category, href }: ChartPoint) => {
        latest.current.onSelect?.(category);
        if (href !== undefined) route(href);
      };
      const hasAction = ({ href }: ChartPoint) => href !== undefined || latest.current.onSelect !== undefined;
      const options = { ...latest.current, formatCount: formats.count, onClick, hasAction };
      close = drawChart(canvas.current, options);
    });
    // The gateway is away, or of another version by now. The numbers are here all the same.
    drawing.catch(() => setDrawn(false));
    return () => {
      hasLeft = true;
      close?.();
    };
  }, [JSON.stringify(points), props.selected, kind, dark, language.value]);
  const height = kind === 'horizontal-bar' ? points.length * ROW_PX + AXIS_PX : HEIGHT_PX;
  return (
    <figure class="chart">
      <div class="chart-canvas" hidden={!isDrawn} style={{ height: `${height}px` }}>
        <canvas ref={canvas} role="img" aria-label={label} />
      </div>
      <details open={!isDrawn}>
        <summary>{shellTexts().showTable}</summary>
        <div class="table-region" role="group" aria-label={label} tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{categoryLabel}</th>
                <th scope="col" class="number">
                  {valueLabel}
                </th>
              </tr>
            </thead>
            <tbody>
              {points.map(({ category, value, href }) => (
                <tr key={category}>
                  <th scope="row">{href === undefined ? category : <a href={href}>{category}</a>}</th>
                  <td class="number">{formats.count(value)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}
