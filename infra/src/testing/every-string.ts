/** A text somewhere in a configuration. */
export interface PlacedString {
  /** The keys that lead to it. */
  readonly path: readonly string[];
  readonly text: string;
}

/**
 * Every text in a value, also in the JSON that a text holds (a policy, the containers of a task). What CDKTF notes for
 * itself under `//` does not count.
 */
export function* everyString(value: unknown, path: readonly string[] = []): Generator<PlacedString> {
  if (typeof value === 'string') {
    yield { path, text: value };
    const held = heldJson(value);
    if (held !== undefined) yield* everyString(held, path);
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* everyString(item, [...path, String(index)]);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value))
      if (key !== '//') yield* everyString(item, [...path, key]);
  }
}

/** What a text is as JSON, where that is an object or a list. */
export function heldJson(text: string): object | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}
