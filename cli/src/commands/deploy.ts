import { Argument, type Command } from 'commander';

import type { Cli } from '../cli.ts';
import { confirm } from '../confirm.ts';
import { checkServer } from '../containers/check-docker.ts';
import { dockerIn } from '../containers/docker.ts';
import { deployServices, readyServices } from '../deployment/deploy-services.ts';
import { ensureRdsCa, rdsCaUrl } from '../deployment/ensure-rds-ca.ts';
import { findMissingImages, type Images } from '../deployment/find-missing-images.ts';
import type { Registry } from '../deployment/load-tools.ts';
import { migrateDatabase } from '../deployment/migrate-database.ts';
import { notApplied, requireRegistry } from '../deployment/not-applied.ts';
import { pushImages } from '../deployment/push-images.ts';
import { type Build, readBuild } from '../deployment/read-build.ts';
import { type DeployedService, inOrder, ROLLOUT_ORDER } from '../deployment/rollout-order.ts';
import { inSession, type Session } from '../deployment/session.ts';
import { indent } from '../format.ts';
import type { Messages } from '../messages/index.ts';
import { autoOption } from '../options.ts';
import { addCommand } from './add-command.ts';

interface DeployOptions {
  readonly auto?: true;
}

/** As Docker says them. */
const PLATFORMS = { X86_64: 'linux/amd64', ARM64: 'linux/arm64' } as const;

export function registerDeploy(program: Command, cli: Cli): void {
  addCommand(program, cli, 'deploy', {
    group: 'aws',
    arguments: [servicesArgument(cli.messages)],
    options: [autoOption(cli.messages)],
  }).action((named: readonly DeployedService[], options: DeployOptions) =>
    inSession(cli, (session) => deploy(session, inOrder(named), options.auto === true)),
  );
}

export function servicesArgument(messages: Messages): Argument {
  return new Argument('[service...]', messages.deployment.onlyThese).choices([...ROLLOUT_ORDER]);
}

/** From the working copy to services that run it. */
async function deploy(session: Session, services: readonly DeployedService[], auto: boolean): Promise<void> {
  const { cli, tools, aws, settings } = session;
  const { messages, output } = cli;
  const build = await readBuild(settings.directory, messages);
  const registry = await requireRegistry(session);
  const running = (await tools.findServices(aws, ROLLOUT_ORDER)).map(({ name }) => name);
  const isFirst = running.length === 0;
  const missing = services.filter((service) => !running.includes(service));
  if (!isFirst && missing.length > 0) {
    throw notApplied(messages.deployment.servicesMissing(missing), messages);
  }
  const images = await findMissingImages(session, registry, build.tag);
  const docker = dockerIn(settings.directory);
  if (images.regpipe !== undefined || images.nats !== undefined) await checkServer(docker, messages);

  const facts = describeDeployment(session, registry, build, images, isFirst ? [] : services);
  if (auto) output.lines(facts);
  else await confirm(cli, { facts, question: messages.deployment.question });
  session.listen();

  const { signal } = session;
  if (images.regpipe !== undefined) {
    const url = settings.caBundleUrl ?? rdsCaUrl(session.stacks.region);
    await ensureRdsCa(cli, { directory: settings.directory, url, signal });
  }
  await pushImages(cli, docker, { ...images, platform: platformOf(session) }, async () => ({
    ...(await tools.getRegistryLogin(aws)),
    host: registry.regpipe.slice(0, registry.regpipe.indexOf('/')),
    dockerConfig: settings.dockerConfig,
  }));
  signal.throwIfAborted();
  if (isFirst) {
    output.lines([messages.deployment.firstTime, ...messages.deployment.firstSteps(build.tag)]);
    return;
  }
  const deployed = { registry, build };
  const ready = await readyServices(session, services, deployed);
  await migrateDatabase(session, deployed);
  await deployServices(session, ready, deployed);
}

function describeDeployment(
  session: Session,
  { account }: Registry,
  { tag, isDirty }: Build,
  images: Images,
  services: readonly DeployedService[],
): string[] {
  const words = session.cli.messages.deployment;
  const { project, region } = session.stacks;
  const becomes = images.regpipe === undefined ? words.isThere : words.willBuild(platformOf(session));
  return [
    words.target(account, region, project),
    `${words.image(tag)} ${becomes}`,
    ...(isDirty ? [words.dirty] : []),
    ...(images.nats === undefined ? [] : [words.natsImage]),
    ...(services.length === 0 ? [] : [words.migratesFirst, ...indent([services.join(' → ')])]),
  ];
}

function platformOf({ stacks }: Session): string {
  return PLATFORMS[stacks.cpu_architecture];
}
