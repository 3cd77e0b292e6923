import { spawnSync } from 'node:child_process';

import { TerminalError } from '@regpipe/contracts';

import { NATS_IMAGE } from './contain-nats.ts';
import { POSTGRES_IMAGE } from './contain-postgres.ts';

/** Where a run of the tests has its PostgreSQL and its nats-servers. */
export type Backend = 'containers' | 'embedded';

export interface ChosenBackend {
  readonly backend: Backend;
  /** For people: why this one. */
  readonly why: string;
}

const ANSWER_LIMIT_MS = 5_000;
const PULL_LIMIT_MS = 3 * 60_000;

/**
 * TEST_BACKEND says it: `containers` or `embedded`. Where it says nothing, containers are taken if Docker answers and has
 * the images or can fetch them. A machine without Docker knows that within milliseconds.
 *
 * @throws TerminalError CONFIG_INVALID for another word, STACK_FAILED where containers are asked for and not to be had
 */
export function chooseBackend(): ChosenBackend {
  const wanted = process.env['TEST_BACKEND'] ?? '';
  if (wanted === 'embedded') return { backend: 'embedded', why: 'TEST_BACKEND=embedded' };
  if (wanted !== '' && wanted !== 'containers') {
    throw new TerminalError(
      'CONFIG_INVALID',
      `TEST_BACKEND must be containers or embedded, not "${wanted}".`,
    );
  }
  const obstacle = findObstacle();
  if (obstacle === undefined) {
    return { backend: 'containers', why: wanted === '' ? 'Docker answers' : 'TEST_BACKEND=containers' };
  }
  if (wanted === '') return { backend: 'embedded', why: obstacle };
  throw new TerminalError('STACK_FAILED', `TEST_BACKEND=containers: ${obstacle}.`);
}

/** Why there can be no containers; undefined where there can. */
function findObstacle(): string | undefined {
  if (!docker(['version'], ANSWER_LIMIT_MS)) return 'no Docker answers';
  for (const image of [POSTGRES_IMAGE, NATS_IMAGE]) {
    const isThere = docker(['image', 'inspect', image], ANSWER_LIMIT_MS);
    if (!isThere && !docker(['pull', '--quiet', image], PULL_LIMIT_MS)) return `Docker cannot fetch ${image}`;
  }
  return undefined;
}

function docker(args: readonly string[], limitMs: number): boolean {
  return spawnSync('docker', args, { stdio: 'ignore', timeout: limitMs }).status === 0;
}
