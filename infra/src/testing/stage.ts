import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';

import { selfSigned } from '@regpipe/testkit';

import { ACCESS, AwsServer } from './aws/aws-server.ts';
import { type Clone, PROGRAMS } from './clone.ts';

export const PROJECT = 'etl-log-demo';
export const SERVICES = [
  ...(['tracker', 'loader', 'transformer', 'fetcher', 'scheduler'] as const),
  ...(['projector', 'query', 'intake', 'gateway'] as const),
] as const;

/** A number for each service, in their order: what most have, and those that differ. */
export function ofEach(
  usual: number,
  others: Partial<Record<(typeof SERVICES)[number], number>> = {},
): number[] {
  return SERVICES.map((name) => others[name] ?? usual);
}

export interface StageRun {
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>;
}

/** A clone, an AWS with what the stacks make, and a Docker, for the commands that deploy. */
export interface Stage {
  readonly aws: AwsServer;
  /** Of an image of the clone's commit. */
  readonly tag: string;
  /** What Docker was told since the beginning. */
  docker(): string[];
  /** Makes what `./run tf-apply data runtime` makes, with this image. */
  apply(tag: string): void;
  /** What each service is brought to, or has come to: `family:revision`. */
  used(): Record<string, string | undefined>;
  image(service: string): string;
  run(words: string, environment?: Readonly<Record<string, string>>): StageRun;
  close(): Promise<void>;
}

const COMPILED = resolve(import.meta.dirname, '../../../node_modules/.cache/compiled');
const NETWORK_TAGS = [
  { key: 'regpipe:subnets', value: 'subnet-a subnet-b' },
  { key: 'regpipe:security-group', value: 'sg-migrate' },
];

export async function startStage(clone: Clone): Promise<Stage> {
  const aws = new AwsServer(PROJECT);
  await aws.listen();
  const log = join(clone.bin, 'docker.log');
  rmSync(log, { force: true });
  clone.write('ops/aws/rds-ca.pem', selfSigned().cert);
  const repository = `${PROJECT}/regpipe`;
  aws.ecr.repositories.set(repository, new Set()).set(`${PROJECT}/nats`, new Set(['2.12-alpine']));
  const docker = () => (existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n') : []);
  aws.ecr.pushed = () => docker().flatMap((line) => / push (.*)/.exec(line)?.[1] ?? []);
  const imageOf = (tag: string) => `${aws.ecr.urlOf(repository)}:${tag}`;

  return {
    aws,
    tag: clone.commit.slice(0, 12),
    docker,
    apply(tag) {
      aws.ecr.repositories.get(repository)?.add(tag);
      for (const name of [...SERVICES, 'migrate']) {
        const family = `${PROJECT}-${name}`;
        const made = aws.definitions.register({
          ...{ family, cpu: '256', memory: '512', networkMode: 'awsvpc', containerDefinitions: [app(name)] },
          tags: [{ key: 'ManagedBy', value: 'terraform' }, ...(name === 'migrate' ? NETWORK_TAGS : [])],
        });
        if (name !== 'migrate' && !aws.services.all.has(family)) aws.services.add(family, made.arn);
      }
      function app(name: string) {
        const options = { 'awslogs-group': `/ecs/${PROJECT}-${name}`, 'awslogs-stream-prefix': 'ecs' };
        return { name: 'app', image: imageOf(tag), logConfiguration: { logDriver: 'awslogs', options } };
      }
    },
    used: () => Object.fromEntries(SERVICES.map((name) => [name, aws.services.used(`${PROJECT}-${name}`)])),
    image(service) {
      const definition = aws.definitions.find(aws.services.used(`${PROJECT}-${service}`) ?? '');
      const [container] = definition?.settings['containerDefinitions'] as readonly {
        readonly image: string;
      }[];
      return container?.image.slice(imageOf('').length) ?? '';
    },
    run(words, environment = {}) {
      const child = spawn(process.execPath, [join(clone.directory, 'cli/src/main.ts'), ...words.split(' ')], {
        env: {
          ...{ PATH: `${clone.bin}:${PROGRAMS}`, HOME: clone.bin, NODE_COMPILE_CACHE: COMPILED },
          ...{ AWS_ENDPOINT_URL: aws.url, AWS_EC2_METADATA_DISABLED: 'true' },
          ...{ AWS_ACCESS_KEY_ID: ACCESS.accessKeyId, AWS_SECRET_ACCESS_KEY: ACCESS.secretAccessKey },
          ...{ PLAYED_DOCKER_LOG: log, REGPIPE_DEPLOY_POLL_S: '0.01' },
          ...environment,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const output = Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
      return { child, ended: output.then(([stdout, stderr]) => ({ code: child.exitCode, stdout, stderr })) };
    },
    close: () => aws.close(),
  };
}
