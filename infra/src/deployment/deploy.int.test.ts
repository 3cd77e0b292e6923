import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { REGISTRY_PASSWORD } from '../testing/aws/played-ecr.ts';
import { type Clone, makeClone } from '../testing/clone.ts';
import { ofEach, PROJECT, SERVICES, type Stage, startStage } from '../testing/stage.ts';

let clone: Clone;
let stage: Stage;

beforeAll(() => {
  clone = makeClone();
  return () => clone.remove();
});
beforeEach(async () => {
  stage = await startStage(clone);
});
afterEach(() => stage.close());

const deploy = (environment?: Readonly<Record<string, string>>, words = 'deploy --auto') =>
  stage.run(words, environment).ended;
/** Revision of each service, in their order. */
const revisions = () => Object.values(stage.used()).map((name) => Number(name?.split(':')[1]));

describe('the first time', () => {
  test('the images are pushed, and it says how to go on', async () => {
    stage.aws.ecr.repositories.set(`${PROJECT}/nats`, new Set());
    const run = await deploy();
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toContain('AWS account 123456789012, region ap-northeast-1, project etl-log-demo');
    expect(run.stdout).toContain(`TF_VAR_image_tag=${stage.tag} ./run tf-apply data runtime`);
    const ours = `${stage.aws.ecr.urlOf(`${PROJECT}/regpipe`)}:${stage.tag}`;
    const nats = `${stage.aws.ecr.urlOf(`${PROJECT}/nats`)}:2.12-alpine`;
    const config =
      stage
        .docker()
        .find((line) => line.includes(' login '))
        ?.split(' ')[1] ?? '';
    expect(stage.docker().slice(1)).toEqual([
      `build --platform linux/amd64 --tag ${ours} .`,
      'pull --platform linux/amd64 nats:2.12-alpine',
      `tag nats:2.12-alpine ${nats}`,
      `--config ${config} login --username AWS --password-stdin 123456789012.dkr.ecr.ap-northeast-1.amazonaws.com`,
      `password ${REGISTRY_PASSWORD}`,
      `--config ${config} push ${ours}`,
      `--config ${config} push ${nats}`,
    ]);
    expect(existsSync(config)).toBe(false);
  });

  test('without repositories it says which stack makes them', async () => {
    stage.aws.ecr.repositories.clear();
    const run = await deploy();
    expect(run).toMatchObject({ code: 1 });
    expect(run.stderr).toContain('./run tf-apply network');
    expect(stage.docker()).toEqual([]);
  });

  test('the second deployment migrates, and begins anew what failed for want of it', async () => {
    stage.apply(stage.tag);
    const tracker = stage.aws.services.all.get(`${PROJECT}-tracker`)?.deployments[0];
    if (tracker !== undefined) tracker.rolloutState = 'FAILED';
    const run = await deploy();
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(stage.docker()).toEqual([]);
    expect(stage.aws.count('RunTask')).toBe(1);
    expect(revisions()).toEqual(ofEach(1, { tracker: 2 }));
  });
});

describe('a version after another', () => {
  beforeEach(() => {
    stage.apply('before');
  });

  test('the database is migrated, then every service goes over, who reads before who writes', async () => {
    const run = await deploy();
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(SERVICES.map((service) => stage.image(service))).toEqual(SERVICES.map(() => stage.tag));
    const changes = stage.aws.calls.filter(({ operation }) => /^(RunTask|UpdateService)$/.test(operation));
    expect(changes.map(({ operation, input }) => input['service'] ?? operation)).toEqual([
      'RunTask',
      ...SERVICES.map((service) => `${PROJECT}-${service}`),
    ]);
    expect(changes[0]?.input).toMatchObject({
      launchType: 'FARGATE',
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: ['subnet-a', 'subnet-b'],
          securityGroups: ['sg-migrate'],
          assignPublicIp: 'DISABLED',
        },
      },
    });
    expect(run.stdout).toMatch(/gateway {2}rolling {2}1\/2 running {2}etl-log-demo-gateway:2/);
    expect(run.stdout).toContain(`Every service runs ${stage.tag}.`);
  });

  test('a task definition is the newest of its family but for the image, and knows the one before', async () => {
    const { definitions } = stage.aws;
    const newest = definitions.find(`${PROJECT}-gateway`);
    definitions.register({ ...newest?.settings, cpu: '512', tags: newest?.tags });
    expect(await deploy({}, 'deploy gateway --auto')).toMatchObject({ code: 0 });
    const made = definitions.find(`${PROJECT}-gateway`);
    expect(made?.revision).toBe(3);
    expect(made?.settings).toMatchObject({ cpu: '512', memory: '512', networkMode: 'awsvpc' });
    expect(Object.fromEntries((made?.tags ?? []).map(({ key, value }) => [key, value]))).toEqual({
      ManagedBy: 'regpipe',
      'regpipe:commit': clone.commit,
      'regpipe:previous': `${PROJECT}-gateway:1`,
    });
    expect(revisions()).toEqual(ofEach(1, { gateway: 3 }));
  });

  test('an image that is in the repository is not built again, and services that run it stay', async () => {
    expect(await deploy()).toMatchObject({ code: 0 });
    const told = stage.docker().length;
    const again = await deploy();
    expect(again).toMatchObject({ code: 0 });
    expect(again.stdout).toContain('runs it already');
    expect(stage.docker()).toHaveLength(told);
    expect(stage.aws.count('UpdateService')).toBe(SERVICES.length);
  });

  test('changes that are in no commit make an image of their own', async () => {
    clone.write('changed.ts', '');
    const run = await deploy().finally(() => rmSync(join(clone.directory, 'changed.ts')));
    expect(run).toMatchObject({ code: 0 });
    expect(run.stdout).toContain('not committed');
    expect(stage.image('loader')).toMatch(new RegExp(`^${stage.tag}-dirty\\.\\d{8}T\\d{6}Z$`));
  });

  test('without a yes nothing is done, and it says what it would do', async () => {
    const run = await deploy({ TF_VAR_cpu_architecture: 'ARM64' }, 'deploy');
    expect(run).toMatchObject({ code: 2 });
    expect(run.stderr).toContain(`Image ${stage.tag} will be built for linux/arm64`);
    expect(run.stderr).toContain(SERVICES.join(' → '));
    expect(stage.aws.count('RegisterTaskDefinition')).toBe(0);
  });

  test('settings are read from .env.local, too, as by the commands for Terraform', async () => {
    clone.write('.git/info/exclude', '.env.local\n');
    clone.write('.env.local', 'TF_VAR_cpu_architecture=ARM64\n');
    const run = await deploy({}, 'deploy').finally(() => rmSync(join(clone.directory, '.env.local')));
    expect(run.stderr).toContain(`Image ${stage.tag} will be built for linux/arm64`);
  });

  test('it speaks Traditional Chinese, too', async () => {
    const run = await deploy({ REGPIPE_LANG: 'zh-TW' }, 'deploy gateway --auto');
    expect(run.stdout).toContain('目標：AWS 帳號 123456789012');
    expect(run.stdout).toContain('所有服務都已執行');
  });
});
