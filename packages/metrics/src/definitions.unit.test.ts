import { describe, expect, test } from 'vitest';

import type { MetricDefinition } from './definition.ts';
import { METRICS } from './definitions.ts';

const all = Object.entries<MetricDefinition>(METRICS);

describe.each(all)('%s', (name, { type, help, labels, buckets, from }) => {
  test('is named as Prometheus wants it', () => {
    expect(name).toMatch(/^regpipe_[a-z][a-z_]*[a-z]$/);
    expect(name.endsWith('_total')).toBe(type === 'counter');
    // What Prometheus adds to histograms by itself.
    expect(name).not.toMatch(/_(count|sum|bucket|milliseconds|kb|mb)$/);
  });

  test('says what it is in one sentence', () => {
    expect(help).toMatch(/^\S.*[^.]\.$/);
    expect(help).not.toContain('\n');
  });

  test('has labels that neither Prometheus nor the registry uses', () => {
    for (const label of labels) expect(label).toMatch(/^(?!__|job$|instance$|service$|le$)[a-z_]+$/);
    expect(new Set(labels).size).toBe(labels.length);
  });

  test('has bounds where it is a histogram, and is had by somebody', () => {
    expect(buckets !== undefined).toBe(type === 'histogram');
    expect(buckets ?? []).toEqual((buckets ?? []).toSorted((one, other) => one - other));
    expect(from.length).toBeGreaterThan(0);
  });
});
