import type { Cursor } from './cursor.ts';
import { ANY, type Selector } from './filter-pattern.ts';

/**
 * A selector such as `$.users[0].email`, `$.['cluster.name']` or `$.users[*]`.
 *
 * @throws FilterPatternError where it is none, or has more than one wildcard, which CloudWatch refuses
 */
export function parseSelector(cursor: Cursor): Selector {
  cursor.skipSpaces();
  if (cursor.take(/\$/) === undefined) throw cursor.error('A selector begins with $.');
  const selector: Selector[number][] = [];
  for (;;) {
    const part = takePart(cursor);
    if (part === undefined) break;
    selector.push(part);
  }
  if (typeof selector[0] === 'number' || selector.length === 0) {
    throw cursor.error('A selector names a property behind $.');
  }
  if (selector.filter((part) => part === ANY).length > 1) {
    throw cursor.error('A selector has one wildcard at most');
  }
  return selector;
}

function takePart(cursor: Cursor): Selector[number] | undefined {
  const [, quoted] = cursor.take(/\.\['([^']+)'\]/) ?? [];
  if (quoted !== undefined) return quoted;
  const [, name] = cursor.take(/\.([\w-]+)/) ?? [];
  if (name !== undefined) return name;
  const [, index] = cursor.take(/\[(\d+)\]/) ?? [];
  if (index !== undefined) return Number(index);
  return cursor.take(/\.\*|\[\*\]/) === undefined ? undefined : ANY;
}
