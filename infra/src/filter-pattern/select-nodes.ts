import { ANY, type Selector } from './filter-pattern.ts';

/** What the selector finds in a line: one value or none, several only by a wildcard. */
export function selectNodes(line: unknown, selector: Selector): readonly unknown[] {
  return selector.reduce<readonly unknown[]>(
    (nodes, part) => nodes.flatMap((node) => step(node, part)),
    [line],
  );
}

function step(node: unknown, part: Selector[number]): readonly unknown[] {
  if (typeof node !== 'object' || node === null) return [];
  if (part === ANY) return Object.values(node);
  // A place is one of an array, a name one of an object, though JavaScript would take either for both.
  const fits = Array.isArray(node) === (typeof part === 'number');
  return fits && Object.hasOwn(node, part) ? [(node as Record<string | number, unknown>)[part]] : [];
}
