import type { Reading } from './read-facts.ts';

/**
 * Reads facts for those who ask, within a limit. Who asks while one is read, also one that is late, waits for the same:
 * a server that hangs is asked once and not by every scrape anew.
 */
export class BoundedReader<Facts> {
  readonly #read: () => Promise<Facts>;
  readonly #limitMs: number;
  #reading: Promise<Facts | undefined> | undefined;

  constructor(read: () => Promise<Facts>, limitMs: number) {
    this.#read = read;
    this.#limitMs = limitMs;
  }

  async read(): Promise<Reading<Facts>> {
    const startedAt = performance.now();
    const { promise: tooLate, resolve } = Promise.withResolvers<undefined>();
    const timer = setTimeout(() => resolve(undefined), this.#limitMs);
    try {
      const facts = await Promise.race([this.#share(), tooLate]);
      return { facts, seconds: (performance.now() - startedAt) / 1_000 };
    } finally {
      clearTimeout(timer);
    }
  }

  #share(): Promise<Facts | undefined> {
    this.#reading ??= this.#read()
      // That it failed is all that a scrape tells of it; whoever needs the server logs why.
      .catch(() => undefined)
      .finally(() => (this.#reading = undefined));
    return this.#reading;
  }
}
