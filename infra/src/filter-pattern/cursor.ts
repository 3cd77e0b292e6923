import { FilterPatternError } from './filter-pattern.ts';

/** Walks along the text of a pattern. */
export class Cursor {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** What `expression` matches right here; undefined where it does not. */
  take(expression: RegExp): RegExpExecArray | undefined {
    const sticky = new RegExp(expression.source, `${expression.flags}y`);
    sticky.lastIndex = this.#at;
    const match = sticky.exec(this.#text);
    if (match === null) return undefined;
    this.#at = sticky.lastIndex;
    return match;
  }

  /** Whether `word` stands here, behind spaces; it is passed then. */
  takeWord(word: string): boolean {
    this.skipSpaces();
    if (!this.#text.startsWith(word, this.#at)) return false;
    this.#at += word.length;
    return true;
  }

  skipSpaces(): void {
    this.take(/\s*/);
  }

  /** An error that says where in the pattern it is. */
  error(problem: string): FilterPatternError {
    return new FilterPatternError(`${problem}, at character ${this.#at + 1} of ${this.#text}`);
  }
}
