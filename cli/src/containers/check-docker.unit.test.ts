import { expect, test } from 'vitest';

import { messagesFor } from '../messages/index.ts';
import { type DockerPlay, playDocker, says } from '../testing/played-docker.ts';
import { checkDocker } from './check-docker.ts';

const check = (play: DockerPlay) => checkDocker(playDocker(play), messagesFor('en'));
const server = { version: says('28.0.1') };

test.each(['2.20.0', 'v2.39.1', '5.1.0', '2.24.6-desktop.1', 'of-a-new-form'])(
  'Docker with Compose %s will do',
  async (version) => {
    await expect(check({ ...server, 'compose version': says(version) })).resolves.toBeUndefined();
  },
);

test.each<[string, DockerPlay, string]>([
  ['no docker', { version: { outcome: 'missing' } }, 'DOCKER_MISSING'],
  ['no server', { version: { outcome: 'refused', complaint: 'x\nIs it running?' } }, 'DOCKER_SILENT'],
  ['no Compose', server, 'COMPOSE_MISSING'],
  ['an old Compose', { ...server, 'compose version': says('v2.19.9') }, 'COMPOSE_OLD'],
  ['Compose of the first generation', { ...server, 'compose version': says('1.29.2') }, 'COMPOSE_OLD'],
])('with %s it says what is missing and how to get it', async (_what, play, code) => {
  await expect(check(play)).rejects.toMatchObject({ name: 'CliError', code, next: expect.any(String) });
});

test('a server that does not answer is told in its own words, the last line of them', async () => {
  const complaint = 'Client: 28.0.1\nCannot connect to the Docker daemon.';
  await expect(check({ version: { outcome: 'refused', complaint } })).rejects.toThrow(
    'Docker does not answer: Cannot connect to the Docker daemon.',
  );
});
