import { styleText } from 'node:util';

import { terminalText } from './terminal-text.ts';

/** Calm on purpose: these are all the looks there are. */
export type Look = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';
export type Style = (look: Look | readonly Look[], text: string) => string;

/** For pure functions under test, and for pipes. */
export const plainStyle: Style = (_look, text) => text;

/**
 * Where a command speaks. With `--json` the one document has stdout for itself, and everything for people goes to
 * stderr.
 */
export interface Output {
  readonly json: boolean;
  /** Lines for people: stdout, or stderr beside `--json`. */
  readonly stream: NodeJS.WriteStream;
  /** Whether lines that are there can be drawn anew: on a terminal that is more than a teletype. */
  readonly redraws: boolean;
  /** Colours only on a terminal; NO_COLOR is respected. */
  readonly style: Style;
  line(text?: string): void;
  lines(texts: readonly string[]): void;
  /** The result of a command: the document with `--json`, else the lines. */
  result(document: unknown, texts: () => readonly string[]): void;
  /** What goes to stderr in any case. */
  complain(texts: (style: Style) => readonly string[]): void;
}

/** @param isDumb whether the terminal understands no commands (TERM=dumb) */
export function createOutput(
  json: boolean,
  isDumb = false,
  stdout: NodeJS.WriteStream = process.stdout,
  stderr: NodeJS.WriteStream = process.stderr,
): Output {
  const stream = json ? stderr : stdout;
  const style = styleFor(stream);
  const write = (target: NodeJS.WriteStream, texts: readonly string[]) => {
    for (const text of texts) target.write(`${terminalText(text)}\n`);
  };
  return {
    json,
    stream,
    redraws: stream.isTTY && !isDumb,
    style,
    line: (text = '') => write(stream, [text]),
    lines: (texts) => write(stream, texts),
    result: (document, texts) => {
      if (!json) write(stdout, texts());
      // A program reads the document as it is.
      else if (!stdout.isTTY) stdout.write(`${JSON.stringify(document)}\n`);
      else write(stdout, [JSON.stringify(document)]);
    },
    complain: (texts) => write(stderr, texts(styleFor(stderr))),
  };
}

function styleFor(stream: NodeJS.WriteStream): Style {
  return (look, text) => styleText(typeof look === 'string' ? look : [...look], text, { stream });
}
