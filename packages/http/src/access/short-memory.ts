interface Entry<T> {
  readonly value: Promise<T>;
  readonly until: number;
}

/** Remembers answers for a moment, so that many who ask the same at once cost one look-up. Its size is bounded. */
export class ShortMemory<T> {
  readonly #lifetimeMs: number;
  readonly #most: number;
  /** Oldest first. */
  readonly #entries = new Map<string, Entry<T>>();

  constructor(lifetimeMs: number, most: number) {
    this.#lifetimeMs = lifetimeMs;
    this.#most = most;
  }

  /** The remembered answer, or a new one. A look-up that fails is not remembered. */
  recall(key: string, lookUp: () => Promise<T>): Promise<T> {
    const known = this.peek(key);
    if (known !== undefined) return known;
    const value = lookUp();
    const entry = { value, until: performance.now() + this.#lifetimeMs };
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    value.catch(() => {
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
    });
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#most) break;
      this.#entries.delete(oldest);
    }
    return value;
  }

  /** Undefined where nothing is remembered. */
  peek(key: string): Promise<T> | undefined {
    const entry = this.#entries.get(key);
    return entry !== undefined && performance.now() < entry.until ? entry.value : undefined;
  }

  forget(key: string): void {
    this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }
}
