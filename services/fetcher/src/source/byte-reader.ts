/** Reads pieces of any size as records of wanted sizes. Holds no more than one piece and one record. */
export class ByteReader {
  readonly #source: AsyncIterator<Buffer>;
  #held: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** The next bytes, however many come; null at the end. */
  async next(): Promise<Buffer | null> {
    if (this.#held.length > 0) return this.#release(this.#held.length);
    for (;;) {
      const step = await this.#source.next();
      if (step.done === true) return null;
      if (step.value.length > 0) return step.value;
    }
  }

  /** The next `count` bytes without moving on; fewer only at the end. */
  async peek(count: number): Promise<Buffer> {
    while (this.#held.length < count) {
      const step = await this.#source.next();
      if (step.done === true) break;
      this.#held = this.#held.length === 0 ? step.value : Buffer.concat([this.#held, step.value]);
    }
    return this.#held.subarray(0, count);
  }

  /** The next `count` bytes; fewer only at the end. */
  async take(count: number): Promise<Buffer> {
    const bytes = await this.peek(count);
    return this.#release(bytes.length);
  }

  /** Puts bytes back, to be read first. */
  unread(bytes: Buffer): void {
    this.#held = this.#held.length === 0 ? bytes : Buffer.concat([bytes, this.#held]);
  }

  /** Everything that is left. */
  async *rest(): AsyncGenerator<Buffer, void, undefined> {
    for (;;) {
      const bytes = await this.next();
      if (bytes === null) return;
      yield bytes;
    }
  }

  #release(count: number): Buffer {
    const bytes = this.#held.subarray(0, count);
    this.#held = this.#held.subarray(count);
    return bytes;
  }
}
