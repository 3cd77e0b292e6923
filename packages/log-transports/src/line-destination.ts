import type { Transform } from 'node:stream';

import build from 'pino-abstract-transport';

/** What stands at the end of a thread's way: takes each line, and is told when there will be no more. */
export interface LineSink {
  /** A finished line, without its line break. Never throws and never waits: the service must not be held up. */
  add(line: string): void;
  /** Resolves when what can be saved is saved; within a limit of its own. */
  close(): Promise<void>;
}

/** What a thread of pino wants for a destination: cuts what arrives into lines again. */
export function lineDestination(sink: LineSink): Transform {
  const takeLines = (source: Transform) => {
    source.on('data', (line: string) => sink.add(line));
  };
  return build(takeLines, {
    parse: 'lines',
    // As text: what is in it was written by ourselves, a moment ago.
    parseLine: () => ({}),
    metadata: false,
    close: async () => sink.close(),
  });
}
