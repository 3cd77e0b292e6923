import fc from 'fast-check';

import type { Description, Schema } from './description.ts';

const LONGEST_TEXT = 40;
const DEEPEST = 6;

/** Values that a JSON Schema allows, or nearly: what a client means well with. */
export function arbitraryOf(schema: Schema, description: Description, depth = 0): fc.Arbitrary<unknown> {
  const inner = (part: Schema) => arbitraryOf(part, description, depth + 1);
  if (depth > DEEPEST) return fc.constant(null);
  if (schema.$ref !== undefined) return inner(resolve(schema.$ref, description));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map(inner));
  const [whole] = schema.allOf ?? [];
  if (whole !== undefined) return inner(whole);
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0];
  switch (type) {
    case 'string':
      return textOf(schema);
    case 'integer':
      return fc.integer(boundsOf(schema));
    case 'number':
      return fc.oneof(fc.integer(boundsOf(schema)), fc.double({ noNaN: true, noDefaultInfinity: true }));
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(inner(schema.items ?? {}), { maxLength: 3 });
    case 'object':
      return objectOf(schema, inner);
    case undefined:
      return fc.jsonValue({ maxDepth: 2 });
    default:
      return fc.constant(null);
  }
}

function textOf({ pattern, format, minLength = 0, maxLength = LONGEST_TEXT }: Schema): fc.Arbitrary<string> {
  if (format === 'date-time') {
    const soon = Date.now();
    return fc
      .integer({ min: soon - 10 ** 12, max: soon + 10 ** 12 })
      .map((moment) => new Date(moment).toISOString());
  }
  return (
    matching(pattern) ?? fc.string({ minLength, maxLength: Math.min(maxLength, minLength + LONGEST_TEXT) })
  );
}

/** Undefined for a pattern that texts cannot be made from; then any text has to do. */
function matching(pattern: string | undefined): fc.Arbitrary<string> | undefined {
  if (pattern === undefined) return undefined;
  try {
    return fc.stringMatching(new RegExp(pattern, 'u'), { maxLength: LONGEST_TEXT });
  } catch {
    return undefined;
  }
}

function boundsOf({ minimum, exclusiveMinimum, maximum }: Schema): { min: number; max: number } {
  const lowest = exclusiveMinimum === undefined ? minimum : exclusiveMinimum + 1;
  const min = Math.max(lowest ?? -1_000, -(2 ** 31));
  return { min, max: Math.min(maximum ?? 2 ** 31 - 1, 2 ** 31 - 1) };
}

function objectOf(
  { properties = {}, required = [] }: Schema,
  inner: (schema: Schema) => fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  const parts = Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, inner(part)]));
  return fc.record(parts, { requiredKeys: [...required], noNullPrototype: true });
}

function resolve(reference: string, { components }: Description): Schema {
  return components?.schemas?.[reference.slice(reference.lastIndexOf('/') + 1)] ?? {};
}
