import { LONGEST_SPAN_MS, MOST_BATCH_BYTES, MOST_EVENTS } from './limits.ts';
import type { LogEvent } from './log-event.ts';

/**
 * The lines that wait, within a bound of bytes. When they are too many the oldest go, and are counted. A batch that has
 * been taken still counts against the bound, until it is released: it may have to be sent again.
 */
export class EventBuffer {
  readonly #mostBytes: number;
  #waiting: LogEvent[] = [];
  /** Where `#waiting` begins: shifting an array of ten thousands for each line would be slow. */
  #first = 0;
  #waitingBytes = 0;
  #takenBytes = 0;
  #dropped = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  get length(): number {
    return this.#waiting.length - this.#first;
  }

  /** Of the lines that wait. */
  get bytes(): number {
    return this.#waitingBytes;
  }

  /** How many lines have been dropped that nobody has been told of. */
  get dropped(): number {
    return this.#dropped;
  }

  add(event: LogEvent): void {
    this.#waiting.push(event);
    this.#waitingBytes += event.bytes;
    while (this.#waitingBytes + this.#takenBytes > this.#mostBytes && this.length > 0) this.#drop();
  }

  /** Counts lines that were lost further on. */
  lose(events: readonly LogEvent[]): void {
    for (const { tellsOf } of events) this.#dropped += tellsOf === 0 ? 1 : tellsOf;
  }

  /** What `dropped` says, as told from now on. */
  takeDropped(): number {
    const dropped = this.#dropped;
    this.#dropped = 0;
    return dropped;
  }

  /** The next batch: as many of the oldest lines as one request may have, in the order of their time. */
  take(): LogEvent[] {
    const count = this.#countBatch();
    const batch = this.#waiting.slice(this.#first, this.#first + count);
    this.#moveOn(count);
    const bytes = sumOf(batch);
    this.#waitingBytes -= bytes;
    this.#takenBytes += bytes;
    // Lines of the same millisecond keep their order.
    return batch.sort((one, other) => one.timestamp - other.timestamp);
  }

  /** The batch has arrived, or is given up. */
  release(batch: readonly LogEvent[]): void {
    this.#takenBytes -= sumOf(batch);
  }

  #countBatch(): number {
    let count = 0;
    let bytes = 0;
    let earliest = Infinity;
    let latest = -Infinity;
    for (let index = this.#first; index < this.#waiting.length && count < MOST_EVENTS; index += 1) {
      const event = this.#waiting[index] as LogEvent;
      bytes += event.bytes;
      earliest = Math.min(earliest, event.timestamp);
      latest = Math.max(latest, event.timestamp);
      if (bytes > MOST_BATCH_BYTES || latest - earliest >= LONGEST_SPAN_MS) break;
      count += 1;
    }
    return count;
  }

  #drop(): void {
    const oldest = this.#waiting[this.#first] as LogEvent;
    this.#waitingBytes -= oldest.bytes;
    this.lose([oldest]);
    this.#moveOn(1);
  }

  #moveOn(count: number): void {
    this.#first += count;
    if (this.#first < this.#waiting.length / 2) return;
    this.#waiting = this.#waiting.slice(this.#first);
    this.#first = 0;
  }
}

function sumOf(events: readonly LogEvent[]): number {
  return events.reduce((sum, { bytes }) => sum + bytes, 0);
}
