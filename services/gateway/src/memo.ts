/** Something that was computed of a state of the data, and of which one. */
export interface Remembered {
  /** The same for two states means that nothing has changed between them. */
  readonly fingerprint: string;
}

/**
 * Keeps what was computed last, until the data has changed. Whoever asks while it is computed waits for the same answer;
 * one that failed is not kept.
 */
export class Memo<T extends Remembered> {
  #asked: { fingerprint: string; readonly answer: Promise<T> } | undefined;

  /** @param fingerprint of the data as it is now; what `compute` gives may be of a newer state */
  recall(fingerprint: string, compute: () => Promise<T>): Promise<T> {
    if (this.#asked?.fingerprint === fingerprint) return this.#asked.answer;
    const asked = { fingerprint, answer: compute() };
    this.#asked = asked;
    asked.answer.then(
      (answer) => {
        asked.fingerprint = answer.fingerprint;
      },
      () => {
        if (this.#asked === asked) this.#asked = undefined;
      },
    );
    return asked.answer;
  }
}
