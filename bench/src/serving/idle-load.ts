/*
 * Asks nobody anything, at the same fixed rate: what is late here is late because the machine had no time for the process.
 * Nobody who does work beside it can have been quicker.
 */
import { helperConfig, serveHelper } from './helper-process.ts';
import { nowMs, type OpenLoop, startOpenLoop } from './open-loop.ts';
import type { Answered } from './request-load.ts';

export interface IdleConfig {
  readonly perSecond: number;
}

const { perSecond } = helperConfig() as IdleConfig;
const answers: Answered[] = [];
let loop: OpenLoop | undefined;

function note(_number: number, dueMs: number): Promise<void> {
  answers.push({ target: 'idle', dueMs, latencyMs: nowMs() - dueMs, ok: true });
  return Promise.resolve();
}

serveHelper({
  start: () => {
    loop = startOpenLoop(perSecond, note);
  },
  stop: async () => {
    await loop?.stop();
    return answers;
  },
});
