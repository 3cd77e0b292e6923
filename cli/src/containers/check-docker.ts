import { CliError } from '../cli-error.ts';
import type { Messages } from '../messages/index.ts';
import type { Docker } from './docker.ts';

/** Major and minor; the first of which everything in docker-compose.yml is known to work. */
const OLDEST_COMPOSE = [2, 20] as const;

/** @throws CliError DOCKER_MISSING, DOCKER_SILENT, COMPOSE_MISSING or COMPOSE_OLD, with how to get what is missing */
export async function checkDocker(docker: Docker, messages: Messages): Promise<void> {
  await checkServer(docker, messages);
  await checkCompose(docker, messages);
}

/** For what needs no Compose. @throws CliError DOCKER_MISSING or DOCKER_SILENT */
export async function checkServer(docker: Docker, messages: Messages): Promise<void> {
  const words = messages.containers;
  const server = await docker.ask(['version', '--format', '{{.Server.Version}}']);
  if (server.outcome === 'missing') {
    throw new CliError({ code: 'DOCKER_MISSING', message: words.dockerMissing, next: words.getDocker });
  }
  if (server.outcome === 'refused') {
    const message = words.dockerSilent(lastLine(server.complaint));
    throw new CliError({ code: 'DOCKER_SILENT', message, next: words.startDocker });
  }
}

async function checkCompose(docker: Docker, messages: Messages): Promise<void> {
  const words = messages.containers;
  const compose = await docker.ask(['compose', 'version', '--short']);
  if (compose.outcome !== 'answered') {
    throw new CliError({ code: 'COMPOSE_MISSING', message: words.composeMissing, next: words.getCompose });
  }
  if (isTooOld(compose.output)) {
    const message = words.composeOld(compose.output, OLDEST_COMPOSE.join('.'));
    throw new CliError({ code: 'COMPOSE_OLD', message, next: words.getCompose });
  }
}

/** A version of an unknown form is taken to be new. */
function isTooOld(version: string): boolean {
  const numbers = /(\d+)\.(\d+)/.exec(version);
  if (numbers === null) return false;
  const [major, minor] = [Number(numbers[1]), Number(numbers[2])];
  return major < OLDEST_COMPOSE[0] || (major === OLDEST_COMPOSE[0] && minor < OLDEST_COMPOSE[1]);
}

function lastLine(complaint: string): string {
  return complaint.split('\n').at(-1) ?? '';
}
