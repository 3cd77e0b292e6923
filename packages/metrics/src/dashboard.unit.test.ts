import { expect, test } from 'vitest';

import { labelsOfResult, labelsOfSeries, OUR_SERIES, unknownIn } from './testing/check-expression.ts';
import { readJson } from './testing/read-operations.ts';

interface Dashboard {
  readonly panels: readonly {
    readonly title: string;
    readonly id: number;
    readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
    readonly targets?: readonly { readonly expr: string; readonly legendFormat: string }[];
  }[];
  readonly templating: { readonly list: readonly { readonly query: string | { readonly query: string } }[] };
}

const COLUMNS = 24;

const dashboard = await readJson<Dashboard>('grafana/regpipe.json');
const { panels } = dashboard;
const targets = panels.flatMap(({ title, targets: ofPanel = [] }) =>
  ofPanel.map((target) => ({ title, ...target })),
);

test('asks for metrics and labels that there are', () => {
  expect(targets.length).toBeGreaterThan(40);
  for (const { title, expr } of targets) expect(unknownIn(expr), title).toEqual([]);
});

test('names series by labels that they have', () => {
  for (const { title, expr, legendFormat } of targets) {
    const named = Array.from(legendFormat.matchAll(/\{\{(\w+)\}\}/g), ([, label]) => label);
    for (const label of named) expect(labelsOfResult(expr), title).toContain(label);
  }
});

test('lets one choose by labels that there are', () => {
  const queries = dashboard.templating.list.map(({ query }) =>
    typeof query === 'string' ? query : query.query,
  );
  const chosen = queries
    .map((query) => /^label_values\((\w+), (\w+)\)$/.exec(query))
    .filter((one) => one !== null);
  expect(chosen).toHaveLength(2);
  for (const [, metric = '', label = ''] of chosen) expect(labelsOfSeries(metric)).toContain(label);
});

test('shows every metric of ours', () => {
  const text = JSON.stringify(dashboard);
  const isShown = (name: string) => text.includes(name.replace(/_(bucket|sum|count)$/, ''));
  expect(OUR_SERIES.filter((name) => !isShown(name))).toEqual([]);
});

test('has no panel twice, and none over another', () => {
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) => {
    expect(x + w).toBeLessThanOrEqual(COLUMNS);
    return Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`);
  });
  expect(new Set(cells).size).toBe(cells.length);
});
