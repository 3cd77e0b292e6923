import type { Cli } from '../cli.ts';
import { CliError } from '../cli-error.ts';
import type { Docker } from '../containers/docker.ts';
import type { Messages } from '../messages/index.ts';
import { type RegistryAccess, withRegistryLogin } from './with-registry-login.ts';

/** With their tags: the public image, and what it is called in our repository. */
export interface NatsImage {
  readonly from: string;
  readonly to: string;
}

export interface ImagesToPush {
  /** With its tag, in our repository; undefined for one that is there. */
  readonly regpipe: string | undefined;
  readonly nats: NatsImage | undefined;
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
    output.line(words.pulling(nats.from));
    await run('pull', '--platform', platform, nats.from);
    await run('tag', nats.from, nats.to);
  }
  const references = [regpipe, nats?.to].filter((reference) => reference !== undefined);
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
