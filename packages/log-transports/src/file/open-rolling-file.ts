import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';

import roll from 'pino-roll';

import { CLAIM, claimFolder } from './claim-folder.ts';
import type { FileOptions } from './file-options.ts';
import { removeLeftBehind } from './remove-left-behind.ts';

export interface RollingFile {
  /** Takes it, or calls `onDrop`. What could not be written is tried again with the next line. */
  write(text: string): void;
  /** Resolves when everything is in the file. It may never, on a full disk. */
  close(): Promise<void>;
}

export interface FileEvents {
  readonly onDrop: () => void;
  readonly onError: (error: unknown) => void;
}

/** What waits for a slow or full disk; beyond it the newest lines are dropped. */
const MOST_WAITING_BYTES = 8 * 1_048_576;

/** Opens `<folder of its own>/etl.<number>.log`, and the next number when one is full. @throws the file system's error */
export async function openRollingFile(options: FileOptions, events: FileEvents): Promise<RollingFile> {
  const folder = await claimFolder(options.file, options.service);
  await removeLeftBehind(folder, options.service).catch(events.onError);
  const stream = await roll({
    file: join(folder, basename(options.file)),
    size: `${options.fileBytes}b`,
    limit: { count: options.files, removeOtherLogFiles: true },
    maxLength: MOST_WAITING_BYTES,
  });
  await once(stream, 'ready');
  stream.on('drop', events.onDrop);
  stream.on('error', events.onError);
  return {
    write: (text) => void stream.write(text),
    async close() {
      const closed = once(stream, 'close');
      stream.end();
      await closed;
      await rm(join(folder, CLAIM), { force: true });
    },
  };
}
