import { setImmediate as nextTurn } from 'node:timers/promises';

import type { SourceIdentity } from '@regpipe/contracts';
import { Agent, type Dispatcher, interceptors, request } from 'undici';

import { guardedConnector } from './guard-connections.ts';
import { guardRedirects } from './guard-redirects.ts';
import { displayUrl, toSourceError } from './http-errors.ts';
import { readAnswerHeaders } from './http-headers.ts';
import { ifRangeValidator } from './identity.ts';
import { judgeAnswer, type Judgement } from './judge-answer.ts';
import type { SourceOptions } from './raw-source.ts';

const MAX_REDIRECTS = 5;
/** Of the event loop: undici finds out one to three after the end of an answer. */
const TURNS_TO_SEE_MORE = 10;

export interface HttpQuestion {
  /** First byte wanted; the answer may start earlier. */
  readonly from: number;
  /** Last byte wanted; null for all the rest. */
  readonly to: number | null;
  /** What the source must still be; null when anything will do, and then the whole of it is asked for. */
  readonly expected: SourceIdentity | null;
}

export interface HttpAnswer extends Judgement {
  readonly body: Dispatcher.ResponseData['body'];
}

/** One address, asked over connections of its own, so that closing it leaves none behind. */
export class HttpClient {
  readonly url: URL;
  readonly #signal: AbortSignal;
  readonly #agent: Agent;
  readonly #dispatcher: Dispatcher;
  #sentMore = false;

  constructor(url: URL, options: SourceOptions) {
    this.url = url;
    this.#signal = options.signal;
    this.#agent = new Agent({
      headersTimeout: options.timeoutMs,
      bodyTimeout: options.timeoutMs,
      connect: guardedConnector(options),
    });
    this.#agent.on('disconnect', (_origin, _targets, { message }) => {
      // So undici calls bytes that follow an answer which was complete by its own Content-Length.
      if (message === 'bad response') this.#sentMore = true;
    });
    this.#dispatcher = this.#agent.compose(
      guardRedirects(options.policy, url),
      interceptors.redirect({ maxRedirections: MAX_REDIRECTS, throwOnMaxRedirect: true }),
    );
  }

  /**
   * Asks once, without retries. The caller reads the answer's body or discards it.
   * @throws RetryableError or TerminalError (SOURCE_…); SOURCE_CHANGED when it is not what was expected
   */
  async ask(question: HttpQuestion): Promise<HttpAnswer> {
    const range = chooseRange(question);
    const { statusCode, headers, body } = await this.#send(range);
    try {
      const judgement = judgeAnswer({
        source: displayUrl(this.url),
        status: statusCode,
        headers: readAnswerHeaders(headers),
        askedFrom: range?.first ?? null,
        expected: question.expected,
      });
      return { ...judgement, body };
    } catch (error) {
      discard(body);
      throw error;
    }
  }

  /**
   * Whether bytes have followed an answer that was complete by its declared length. Those that arrive together with its end
   * are seen; later ones may come when nobody listens any more.
   */
  async hasSentMore(): Promise<boolean> {
    for (let turn = 0; turn < TURNS_TO_SEE_MORE; turn += 1) await nextTurn();
    return this.#sentMore;
  }

  /** Drops all connections. Idempotent. */
  close(): Promise<void> {
    return this.#agent.destroy();
  }

  async #send(range: ChosenRange | null): Promise<Dispatcher.ResponseData> {
    try {
      return await request(this.url, {
        dispatcher: this.#dispatcher,
        signal: this.#signal,
        headers: {
          'user-agent': 'regpipe',
          accept: '*/*',
          'accept-encoding': 'identity',
          ...credentials(this.url),
          ...range?.headers,
        },
      });
    } catch (error) {
      this.#signal.throwIfAborted();
      throw toSourceError(error, 'answer', this.url);
    }
  }
}

/** Ends an answer unread. A destroyed body reports that as an error, which nobody needs. */
export function discard(body: HttpAnswer['body']): void {
  body.on('error', () => {}).destroy();
}

interface ChosenRange {
  readonly first: number;
  readonly headers: Record<string, string>;
}

/**
 * A range is asked for only with If-Range: without it, a file replaced meanwhile would be sent from the
 * middle. At the very end one byte more is asked for: a range of nothing is answered with 416, which would
 * look like a file that shrank.
 */
function chooseRange({ from, to, expected }: HttpQuestion): ChosenRange | null {
  const validator = expected === null ? null : ifRangeValidator(expected);
  if (validator === null || (from === 0 && to === null)) return null;
  const length = expected?.contentLength ?? null;
  const first = from === 0 || (length !== null && from < length) ? from : from - 1;
  return { first, headers: { range: `bytes=${first}-${to ?? ''}`, 'if-range': validator } };
}

function credentials(url: URL): Record<string, string> {
  if (url.username === '' && url.password === '') return {};
  const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}
