import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';

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
  stage.apply('before');
});
afterEach(() => stage.close());

const run = (words: string) => stage.run(words).ended;
const revisions = () => Object.values(stage.used()).map((name) => Number(name?.split(':')[1]));

test('every service goes back to what it ran before, who writes before who reads', async () => {
  expect(await run('deploy --auto')).toMatchObject({ code: 0 });
  stage.aws.calls.length = 0;
  const back = await run('rollback-deploy --auto');
  expect(back).toMatchObject({ code: 0, stderr: '' });
  expect(back.stdout).toMatch(
    new RegExp(`loader +${stage.tag} \\(etl-log-demo-loader:2\\) +→ before \\(etl-log-demo-loader:1\\)`),
  );
  expect(back.stdout).toContain('control tables stay as they are');
  expect(revisions()).toEqual(ofEach(1));
  const updates = stage.aws.calls.filter(({ operation }) => operation === 'UpdateService');
  expect(updates.map(({ input }) => input['service'])).toEqual(
    SERVICES.toReversed().map((service) => `${PROJECT}-${service}`),
  );
  expect(stage.aws.count('RunTask') + stage.aws.count('RegisterTaskDefinition')).toBe(0);
});

test('after a deployment that was stopped, only those that it came to go back', async () => {
  expect(await run('deploy --auto')).toMatchObject({ code: 0 });
  stage.aws.services.fates.set(`${PROJECT}-transformer`, { stoppedReason: 'OutOfMemory', exitCode: 137 });
  clone.write('.gitignore', 'node_modules\nops/aws/\n# changed\n');
  expect(await run('deploy --auto')).toMatchObject({ code: 1 });
  expect(revisions()).toEqual(ofEach(2, { tracker: 3, loader: 3 }));
  const back = await run('rollback-deploy --auto');
  clone.write('.gitignore', 'node_modules\nops/aws/\n');
  expect(back).toMatchObject({ code: 0 });
  expect(back.stdout).toMatch(/gateway .* has another image, and stays/);
  expect(revisions()).toEqual(ofEach(2));
});

test('with nothing before, it says so and touches nothing', async () => {
  const back = await run('rollback-deploy --auto');
  expect(back).toMatchObject({ code: 1 });
  expect(back.stderr).toContain('NO_PREVIOUS_DEPLOYMENT');
  expect(back.stderr).toMatch(/gateway +before \(etl-log-demo-gateway:1\) +has nothing before it/);
  expect(stage.aws.count('UpdateService')).toBe(0);
});

test('where the one before was deregistered, it is the last before it that was deployed', async () => {
  const { definitions } = stage.aws;
  const family = `${PROJECT}-gateway`;
  expect(await run('deploy gateway --auto')).toMatchObject({ code: 0 });
  const first = definitions.find(family);
  // Terraform's, of another one, and of a family whose name only begins alike.
  definitions.register({ ...first?.settings });
  definitions.register({ ...first?.settings, family: `${family}-canary`, tags: first?.tags });
  expect(await run('deploy gateway --auto')).toMatchObject({ code: 0 });
  const used = definitions.find(family);
  const tags = used?.tags.map((tag) =>
    tag.key === 'regpipe:previous' ? { ...tag, value: `${family}:3` } : tag,
  );
  const newest = definitions.register({ ...used?.settings, tags });
  stage.aws.services.add(family, newest.arn);
  const third = definitions.find(`${family}:3`);
  if (third !== undefined) third.status = 'INACTIVE';
  expect(await run('rollback-deploy gateway --auto')).toMatchObject({ code: 0 });
  expect(stage.used()['gateway']).toBe(`${family}:4`);
});

test('a service whose image is gone stays', async () => {
  expect(await run('deploy gateway --auto')).toMatchObject({ code: 0 });
  stage.aws.ecr.repositories.get(`${PROJECT}/regpipe`)?.delete('before');
  const back = await run('rollback-deploy gateway --auto');
  expect(back).toMatchObject({ code: 1 });
  expect(back.stderr).toContain('the image before is no longer in the repository');
});

test('without a yes nothing is done', async () => {
  expect(await run('deploy gateway --auto')).toMatchObject({ code: 0 });
  const back = await run('rollback-deploy');
  expect(back).toMatchObject({ code: 2 });
  expect(back.stderr).toContain('→ before');
  expect(stage.image('gateway')).toBe(stage.tag);
});
