import { expect, test } from 'vitest';

import { messagesFor } from '../messages/index.ts';
import { playDocker, says } from '../testing/played-docker.ts';
import { startContainers } from './start-containers.ts';

const messages = messagesFor('en');

const row = (name: string, facts: object) =>
  JSON.stringify({ Name: `regpipe-${name}-1`, Service: name, State: 'running', ...facts });
const LISTED = [
  row('postgres', { Health: 'healthy' }),
  row('cloudwatch-agent', { Health: '' }),
  row('migrate', { State: 'exited', ExitCode: 0 }),
  row('loader', { Health: 'unhealthy' }),
  row('gateway', { State: 'exited', ExitCode: 1 }),
  row('tracker', { State: 'created', ExitCode: 0 }),
];

test('options of Compose are passed on', async () => {
  const docker = playDocker({ 'compose up': says() });
  await startContainers(docker, messages, ['--scale', 'transformer=3', '--scale', 'loader=2']);
  expect(docker.told).toEqual(['compose up --wait --scale transformer=3 --scale loader=2']);
});

test.each([
  ['one a line', LISTED.join('\n')],
  ['all in one', `[${LISTED.join(',')}]`],
])('when it fails, it names the containers that are not well, listed %s', async (_how, listed) => {
  const docker = playDocker({ 'compose ps': says(listed) });
  await expect(startContainers(docker, messages, [])).rejects.toMatchObject({
    code: 'CONTAINERS_FAILED',
    message:
      'Not every container works: regpipe-loader-1 (unhealthy), regpipe-gateway-1 (exited 1), regpipe-tracker-1 (created).',
    next: 'Read their logs: docker compose logs loader gateway tracker',
  });
});

test('when it fails and nothing is to be seen, it points to what Docker says', async () => {
  await expect(startContainers(playDocker({}), messages, [])).rejects.toMatchObject({
    message: 'The containers did not start.',
    next: messages.containers.startFailedNext,
  });
});
