import { knownLabels } from './known-labels.ts';
import { readExpression } from './read-expression.ts';

const known = await knownLabels();

/** The labels that a series may have; undefined for one that nobody has. */
export function labelsOfSeries(name: string): ReadonlySet<string> | undefined {
  return known.get(name);
}

/** The names of all series of regpipe's own metrics. */
export const OUR_SERIES: readonly string[] = [...known.keys()].filter((name) => name.startsWith('regpipe_'));

/** What an expression names that nobody has: metrics, and labels. */
export function unknownIn(expression: string): string[] {
  const { selectors, grouping } = readExpression(expression);
  const unknown = selectors.flatMap(({ metric, labels }) => {
    const has = known.get(metric);
    if (has === undefined) return [metric];
    return labels.filter((label) => !has.has(label)).map((label) => `${metric}{${label}}`);
  });
  const every = new Set(selectors.flatMap(({ metric }) => [...(known.get(metric) ?? [])]));
  return [...unknown, ...grouping.filter((label) => !every.has(label))];
}

/** The labels that the result of an expression may have. */
export function labelsOfResult(expression: string): string[] {
  const { selectors, grouping } = readExpression(expression);
  if (grouping.length > 0) return [...grouping];
  return selectors.flatMap(({ metric }) => [...(known.get(metric) ?? [])]);
}
