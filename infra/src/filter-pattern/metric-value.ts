import { Cursor } from './cursor.ts';
import { parseSelector } from './parse-selector.ts';
import { selectNodes } from './select-nodes.ts';

/**
 * What a line that a filter has let through adds to its metric.
 *
 * @param value of the filter: a number such as `1`, or a selector such as `$.records_success`
 * @returns undefined where the line has no number there: CloudWatch publishes nothing then
 * @throws FilterPatternError where `value` is neither
 */
export function metricValue(value: string, line: unknown): number | undefined {
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value);
  const cursor = new Cursor(value);
  const selector = parseSelector(cursor);
  if (cursor.take(/./s) !== undefined) throw cursor.error('Nothing follows the selector of a value');
  const [node] = selectNodes(line, selector);
  return typeof node === 'number' ? node : undefined;
}
