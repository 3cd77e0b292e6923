import { rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

import { errorMessage, TerminalError } from '@regpipe/contracts';

import type { Lifecycle } from './lifecycle.ts';
import type { Logger } from './logger.ts';

/** Whether something that a service cannot work without is there. Answers within seconds; a throw is a no. */
export type HealthCheck = () => boolean | Promise<boolean>;

/** What a service needs to do its work, by name. */
export interface Health {
  check(name: string, isWell: HealthCheck): void;
}

export interface HealthReport {
  readonly file: string;
  readonly checks: ReadonlyMap<string, HealthCheck>;
  readonly log: Logger;
  readonly lifecycle: Lifecycle;
}

/** healthy.sh, which reads the file, takes four of these without a word for the end. */
const HEALTH_INTERVAL_MS = 5_000;

/**
 * Keeps a file that says how a service is, for a container's health check: one line, the Unix time in seconds and `ok` or
 * `without <names>`, what it cannot reach. Written every five seconds while the process lives; its age says whether the
 * event loop turns, its text whether work can be done. A file, because a service has no port, and because a check that
 * started a second Node every few seconds would cost more than some of the services.
 *
 * Resolves when it is written for the first time; it is removed when the process ends.
 *
 * @throws TerminalError CONFIG_INVALID where it cannot be written
 */
export async function reportHealth(report: HealthReport): Promise<void> {
  const { file, log, lifecycle } = report;
  let missing = await findMissing(report.checks);
  try {
    await write(file, missing);
  } catch (cause) {
    const message = `REGPIPE_HEALTH_FILE: ${errorMessage(cause)}`;
    throw new TerminalError('CONFIG_INVALID', message, { cause });
  }
  const keepReporting = async () => {
    while (await paused(lifecycle.signal)) {
      const before = missing;
      missing = await findMissing(report.checks);
      if (missing !== before) logChange(log, missing);
      await write(file, missing).catch((error: unknown) => {
        log.warn({ event: 'health_unwritten', err: error }, `Health: ${errorMessage(error)}`);
      });
    }
  };
  const reporting = keepReporting();
  lifecycle.onStop('health', async () => {
    await reporting;
    await rm(file, { force: true });
  });
}

/** The names of what is not there, separated by commas. */
async function findMissing(checks: HealthReport['checks']): Promise<string> {
  const asked = [...checks].map(async ([name, isWell]) => ({ name, well: await succeeds(isWell) }));
  const missing = (await Promise.all(asked)).filter(({ well }) => !well);
  return missing.map(({ name }) => name).join(',');
}

async function succeeds(isWell: HealthCheck): Promise<boolean> {
  try {
    return await isWell();
  } catch {
    return false;
  }
}

/** At once or not at all: who reads it meanwhile sees the line before. */
async function write(file: string, missing: string): Promise<void> {
  const seconds = Math.floor(Date.now() / 1_000);
  await writeFile(`${file}.new`, `${seconds} ${missing === '' ? 'ok' : `without ${missing}`}\n`);
  await rename(`${file}.new`, file);
}

function logChange(log: Logger, missing: string): void {
  if (missing === '') log.info({ event: 'health_restored' }, 'Everything needed is there again');
  else log.warn({ event: 'health_impaired', missing }, `Cannot work without ${missing}`);
}

/** False when the process is asked to end meanwhile. */
async function paused(signal: AbortSignal): Promise<boolean> {
  try {
    await pause(HEALTH_INTERVAL_MS, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}
