import { spawnSync } from 'node:child_process';

import { expect, test } from 'vitest';

import { labelsOfResult, unknownIn } from './testing/check-expression.ts';
import { OPERATIONS, readYaml } from './testing/read-operations.ts';

interface Alerts {
  readonly groups: readonly {
    readonly rules: readonly {
      readonly alert: string;
      readonly expr: string;
      readonly labels: { readonly severity: string };
      readonly annotations: { readonly summary: string; readonly action: string };
    }[];
  }[];
}

const { groups } = await readYaml<Alerts>('prometheus/alerts.yml');
const rules = groups.flatMap((group) => group.rules);

test('ask for metrics and labels that there are', () => {
  for (const { alert, expr } of rules) expect(unknownIn(expr), alert).toEqual([]);
});

test('each say what is wrong, what to do, and how urgent it is', () => {
  expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
  for (const { alert, labels, annotations } of rules) {
    expect(alert).toMatch(/^Regpipe[A-Z]/);
    expect(['info', 'warning', 'critical'], alert).toContain(labels.severity);
    expect(annotations.summary.length, alert).toBeGreaterThan(20);
    expect(annotations.action.length, alert).toBeGreaterThan(20);
  }
});

test('speak of labels that they have', () => {
  for (const { alert, expr, annotations } of rules) {
    const named = JSON.stringify(annotations).matchAll(/\$labels\.(\w+)/g);
    for (const [, label] of named) expect(labelsOfResult(expr), alert).toContain(label);
  }
});

/** Of Prometheus; not everybody has it. */
function promtool(...args: readonly string[]): number | null {
  return spawnSync('promtool', args, { cwd: `${OPERATIONS}/prometheus` }).status;
}

test.runIf(promtool('--version') === 0)('are what Prometheus understands, and fire when they should', () => {
  expect(promtool('check', 'rules', 'alerts.yml')).toBe(0);
  expect(promtool('test', 'rules', 'alerts.test.yml')).toBe(0);
});
