import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

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
const EXPIRED = {
  error: 'ExpiredTokenException',
  message: 'The security token included in the request is expired',
};

describe('a deployment that does not go through', () => {
  beforeEach(() => {
    stage.apply('before');
  });

  test('a service that does not come up is named with the reason, and the rest is not touched', async () => {
    const reason = 'Task failed container health checks';
    stage.aws.services.fates.set(`${PROJECT}-transformer`, { stoppedReason: reason, exitCode: 78 });
    const run = await deploy();
    expect(run).toMatchObject({ code: 1 });
    expect(run.stderr).toContain(
      'transformer does not work with etl-log-demo-transformer:2: (ROLLOUT_FAILED)',
    );
    expect(run.stderr).toContain(`${reason} (app: exit code 78)`);
    expect(run.stderr).toContain('ECS brings etl-log-demo-transformer:1 back by itself.');
    expect(run.stderr).toMatch(/loader +done/);
    expect(run.stderr).toMatch(/fetcher +untouched/);
    expect(run.stderr).toContain('./run rollback-deploy');
    expect(revisions()).toEqual(ofEach(1, { tracker: 2, loader: 2 }));
  });

  test('that it failed is told even where nobody may see why', async () => {
    const refusal = { error: 'AccessDeniedException', message: 'User: x is not authorized' };
    stage.aws.faults.set('ListTasks', { refusal, times: 1 });
    stage.aws.services.fates.set(`${PROJECT}-tracker`, { stoppedReason: 'unseen', exitCode: 1 });
    const run = await deploy();
    expect(run).toMatchObject({ code: 1 });
    expect(run.stderr).toContain('ROLLOUT_FAILED');
    expect(run.stderr).toContain('circuit breaker: tasks failed to start.');
    // Nothing has gone over: going back would leave a version that works.
    expect(run.stderr).not.toContain('rollback-deploy');
  });

  test('a migration that fails leaves every service alone, and says where its log is', async () => {
    stage.aws.tasks.fate = { stoppedReason: 'Essential container in task exited', exitCode: 1 };
    const run = await deploy();
    expect(run).toMatchObject({ code: 1 });
    expect(run.stderr).toContain(
      'no service was touched: Essential container in task exited (app: exit code 1)',
    );
    expect(run.stderr).toMatch(
      /aws logs tail \/ecs\/etl-log-demo-migrate --log-stream-names ecs\/app\/[0-9a-f]{32}/,
    );
    expect(revisions()).toEqual(ofEach(1));
  });

  test('a migration for which there is no room is told in the words of ECS', async () => {
    stage.aws.tasks.lacking = 'Capacity is unavailable at this time';
    const run = await deploy();
    expect(run).toMatchObject({ code: 1 });
    expect(run.stderr).toContain('Capacity is unavailable');
  });

  test('what the stacks lack is told before anything is changed, or as soon as it shows', async () => {
    const migrate = stage.aws.definitions.find(`${PROJECT}-migrate`);
    stage.aws.definitions.register({ ...migrate?.settings, tags: [] });
    const network = await deploy();
    expect(network).toMatchObject({ code: 1 });
    expect(network.stderr).toContain('tags regpipe:subnets and regpipe:security-group). (NOT_APPLIED)');
    stage.aws.services.all.delete(`${PROJECT}-fetcher`);
    const service = await deploy();
    expect(service.stderr).toContain('these are not in the cluster: fetcher. (NOT_APPLIED)');
    expect(service.stderr).toContain('./run tf-apply runtime');
    expect(stage.aws.count('RunTask')).toBe(0);
  });

  test('throttling only takes longer', async () => {
    const refusal = { error: 'ThrottlingException', message: 'Rate exceeded' };
    stage.aws.faults
      .set('UpdateService', { refusal, times: 1 })
      .set('DescribeServices', { refusal, times: 2 });
    const run = await deploy({}, 'deploy gateway --auto');
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(stage.image('gateway')).toBe(stage.tag);
  });

  test('credentials that expire on the way: it says how things stand, and goes on from there', async () => {
    stage.aws.onCall = (operation, count) => {
      if (operation === 'UpdateService' && count === 3) {
        stage.aws.faults.set('UpdateService', { refusal: EXPIRED, times: 1 });
      }
    };
    const run = await deploy();
    expect(run).toMatchObject({ code: 1 });
    expect(run.stderr).toContain('AWS_CREDENTIALS');
    expect(run.stderr).toContain('aws sso login');
    expect(run.stderr).toMatch(/loader +done/);
    expect(run.stderr).toMatch(/fetcher +untouched/);
    expect(await deploy()).toMatchObject({ code: 0 });
    expect(SERVICES.map((service) => stage.image(service))).toEqual(SERVICES.map(() => stage.tag));
    expect(revisions()[0]).toBe(2);
  });

  test('Ctrl-C says how things stand, and what ECS has begun goes on', async () => {
    stage.aws.services.fates.set(`${PROJECT}-loader`, 'stuck');
    const run = stage.run('deploy --auto');
    stage.aws.onCall = (operation) => {
      const looked = stage.aws.services.all.get(`${PROJECT}-loader`)?.deployments[0]?.looks ?? 0;
      if (operation === 'DescribeServices' && stage.aws.count('UpdateService') === 2 && looked > 2) {
        run.child.kill('SIGINT');
      }
    };
    const { code, stderr } = await run.ended;
    expect(code).toBe(130);
    expect(stderr).toContain('DEPLOY_INTERRUPTED');
    expect(stderr).toMatch(/tracker +done/);
    expect(stderr).toMatch(/loader +rolling/);
    expect(stderr).toMatch(/gateway +untouched/);

    // The same command again waits for what is on its way.
    stage.aws.onCall = () => undefined;
    stage.aws.services.fates.clear();
    expect(await deploy()).toMatchObject({ code: 0 });
    expect(revisions()).toEqual(ofEach(2));
  });

  test('a service that neither comes up nor fails is waited for no longer than the limit', async () => {
    stage.aws.services.fates.set(`${PROJECT}-tracker`, 'stuck');
    const run = await deploy({ REGPIPE_DEPLOY_LIMIT_S: '0.3' });
    expect(run).toMatchObject({ code: 1 });
    expect(run.stderr).toContain('DEPLOY_TIMED_OUT');
    expect(run.stderr).toMatch(/tracker +rolling/);
  });

  test('somebody else who deploys meanwhile is noticed', async () => {
    stage.aws.services.fates.set(`${PROJECT}-tracker`, 'stuck');
    const { definitions, services } = stage.aws;
    stage.aws.onCall = (operation) => {
      if (operation !== 'DescribeServices' || stage.aws.count('UpdateService') !== 1) return;
      stage.aws.onCall = () => undefined;
      const theirs = definitions.register({ family: `${PROJECT}-tracker`, containerDefinitions: [{}] });
      services.update(`${PROJECT}-tracker`, theirs.arn);
    };
    const run = await deploy();
    expect(run).toMatchObject({ code: 1 });
    expect(run.stderr).toContain('etl-log-demo-tracker:3 meanwhile. (ROLLOUT_SUPERSEDED)');
  });

  test('a build that fails changes nothing', async () => {
    const run = await deploy({
      PLAYED_DOCKER_FAILS: `build --platform linux/amd64 --tag ${stage.aws.ecr.urlOf(`${PROJECT}/regpipe`)}:${stage.tag}`,
    });
    expect(run).toMatchObject({ code: 1 });
    expect(run.stderr).toContain('docker build ended with 17. (IMAGE_FAILED)');
    expect(stage.aws.count('RegisterTaskDefinition')).toBe(0);
  });
});

test.each([
  [{ AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' }, 'AWS_CREDENTIALS', 1],
  [{ AWS_SECRET_ACCESS_KEY: 'another' }, 'AWS_CREDENTIALS', 1],
  [{ TF_VAR_project: 'No Project' }, 'CONFIG_INVALID', 2],
  [{ REGPIPE_RDS_CA_URL: 'http://truststore.example/bundle.pem' }, 'CONFIG_INVALID', 2],
])('what cannot work is told before anything is done: %j', async (environment, error, code) => {
  const run = await deploy(environment);
  expect(run.stderr).toContain(error);
  expect(run.code).toBe(code);
  expect(stage.docker()).toEqual([]);
});

test('rights that are missing are named as IAM calls them', async () => {
  const refusal = { error: 'AccessDeniedException', message: 'User: x is not authorized' };
  stage.aws.faults.set('DescribeImages', { refusal, times: 1 });
  const run = await deploy();
  expect(run.stderr).toContain('AWS_DENIED');
  expect(run.stderr).toContain('ecr:DescribeImages');
});
