import { RefusedError } from '@regpipe/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** How many answers of one kind may be on their way at a time. */
export interface AllotmentSize {
  readonly perToken: number;
  readonly inAll: number;
}

/** Bounds answers that last, such as streams and downloads: of one token, and of all. */
export class Allotment {
  readonly #what: string;
  readonly #size: AllotmentSize;
  readonly #held = new Map<string, number>();
  #total = 0;

  /** `what` in the plural, as messages name it. */
  constructor(what: string, size: AllotmentSize) {
    this.#what = what;
    this.#size = size;
  }

  /** How many are on their way. */
  get held(): number {
    return this.#total;
  }

  /**
   * Takes a place until the answer ends, however it ends.
   *
   * @throws RefusedError TOO_MANY_REQUESTS when the token has its share, GATEWAY_BUSY when there is no place at all
   */
  take(request: FastifyRequest, reply: FastifyReply): void {
    const name = request.identity?.name ?? '';
    const held = this.#held.get(name) ?? 0;
    if (held >= this.#size.perToken) {
      throw new RefusedError('TOO_MANY_REQUESTS', `A token may have ${held} ${this.#what} at a time.`);
    }
    if (this.#total >= this.#size.inAll) {
      throw new RefusedError('GATEWAY_BUSY', `The gateway serves ${this.#total} ${this.#what} already.`);
    }
    this.#total += 1;
    this.#held.set(name, held + 1);
    // A client that has left already closes nothing any more.
    if (reply.raw.destroyed) this.#release(name);
    else reply.raw.once('close', () => this.#release(name));
  }

  #release(name: string): void {
    this.#total -= 1;
    const held = (this.#held.get(name) ?? 0) - 1;
    if (held > 0) this.#held.set(name, held);
    else this.#held.delete(name);
  }
}
