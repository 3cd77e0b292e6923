/** Does work on several items at once; gives a result for each, in their order. */
export type WorkOnGroup<T, R> = (items: readonly T[]) => Promise<readonly R[]>;

export interface GroupOptions<T, R> {
  /** Most groups at work at the same time. */
  readonly lanes: number;
  /** Items with different keys never share a group. */
  readonly keyOf: (item: T) => string;
  readonly work: WorkOnGroup<T, R>;
}

interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Puts items together while they wait, as a database does with commits: one that finds a free lane goes at once and
 * alone, and those that come while all lanes are busy share the next one. So groups are as large as the load asks for,
 * and nobody waits for a group to fill. What waits is bounded by those who call.
 */
export class Grouping<T, R> {
  readonly #options: GroupOptions<T, R>;
  #waiting: Waiting<T, R>[] = [];
  #busy = 0;

  constructor(options: GroupOptions<T, R>) {
    this.#options = options;
  }

  /** Resolves with this item's own result. A group that fails is tried again item by item, so that each gets its own error. */
  add(item: T): Promise<R> {
    const { promise, resolve, reject } = Promise.withResolvers<R>();
    this.#waiting.push({ item, resolve, reject });
    this.#startGroups();
    return promise;
  }

  #startGroups(): void {
    while (this.#busy < this.#options.lanes && this.#waiting.length > 0) {
      const group = this.#takeGroup();
      this.#busy += 1;
      void this.#run(group).finally(() => {
        this.#busy -= 1;
        this.#startGroups();
      });
    }
  }

  #takeGroup(): Waiting<T, R>[] {
    const { keyOf } = this.#options;
    const [first] = this.#waiting;
    if (first === undefined) return [];
    const key = keyOf(first.item);
    const group = this.#waiting.filter(({ item }) => keyOf(item) === key);
    this.#waiting = this.#waiting.filter(({ item }) => keyOf(item) !== key);
    return group;
  }

  async #run(group: readonly Waiting<T, R>[]): Promise<void> {
    try {
      const results = await this.#options.work(group.map(({ item }) => item));
      group.forEach(({ resolve }, index) => {
        resolve(results[index] as R);
      });
    } catch (error) {
      if (group.length === 1) group[0]?.reject(error);
      else for (const one of group) await this.#run([one]);
    }
  }
}
