import type { Widget } from './widgets.ts';

/** The grid of a dashboard. */
const COLUMNS = 24;

export interface Row {
  readonly height: number;
  /** Share the width evenly. */
  readonly widgets: readonly Widget[];
}

export interface PlacedWidget extends Widget {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Puts rows below each other. */
export function layOut(rows: readonly Row[]): readonly PlacedWidget[] {
  let y = 0;
  return rows.flatMap(({ height, widgets }) => {
    const top = y;
    y += height;
    const width = Math.floor(COLUMNS / widgets.length);
    return widgets.map((widget, n) => ({ ...widget, x: n * width, y: top, width, height }));
  });
}
