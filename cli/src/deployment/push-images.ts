import type { Cli } from '../cli.ts';
import { CliError } from '../cli-error.ts';
import type { Docker } from '../containers/docker.ts';
import type { Messages } from '../messages/index.ts';
import { type RegistryAccess, withRegistryLogin } from './with-registry-login.ts';

/** The release that docker-compose.yml has, too. */
export const NATS_IMAGE = 'nats:2.12-alpine';

/** Of NATS' image in our repository: that of the image which it is a copy of. */
export const NATS_TAG = NATS_IMAGE.slice(NATS_IMAGE.indexOf(':') + 1);

export interface ImagesToPush {
  /** With its tag, in our repository; undefined for one that is there. */
  readonly regpipe: string | undefined;
  readonly nats: string | undefined;
  /** As Docker says it, such as `linux/amd64`. */
  readonly platform: string;
}

/** Builds what is to be built, and pushes it. @throws CliError IMAGE_FAILED, REGISTRY_LOGIN_FAILED */
export async function pushImages(
  { messages, output }: Cli,
  docker: Docker,
  images: ImagesToPush,
  logIn: () => Promise<RegistryAccess>,
): Promise<void> {
  const words = messages.deployment;
  const { regpipe, nats, platform } = images;
  const run = (...args: string[]) => runDocker(docker, messages, args);
  if (regpipe !== undefined) {
    output.line(words.building(regpipe));
    await run('build', '--platform', platform, '--tag', regpipe, '.');
  }
  if (nats !== undefined) {
    output.line(words.pulling(NATS_IMAGE));
    await run('pull', '--platform', platform, NATS_IMAGE);
    await run('tag', NATS_IMAGE, nats);
  }
  const references = [regpipe, nats].filter((reference) => reference !== undefined);
  if (references.length === 0) return;
  await withRegistryLogin(await logIn(), messages, async (options) => {
    for (const reference of references) {
      output.line(words.pushing(reference));
      await run(...options, 'push', reference);
    }
  });
}

async function runDocker(docker: Docker, messages: Messages, args: readonly string[]): Promise<void> {
  const code = await docker.run(args);
  if (code === 0) return;
  // Behind the options that stand for a configuration.
  const verb = args[0] === '--config' ? args[2] : args[0];
  throw new CliError({
    code: 'IMAGE_FAILED',
    message: messages.deployment.dockerFailed(verb ?? '', code),
    next: messages.deployment.dockerFailedNext,
  });
}
