import type { z } from 'zod';

/** A setting that cannot be logged by accident: it prints as `[secret]`, and only `reveal()` gives it. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }
}

/** A string setting that becomes a `Secret`. */
export function secret<Input>(schema: z.ZodType<string, Input>) {
  return schema.transform((value) => new Secret(value));
}
