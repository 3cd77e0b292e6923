import { expect, test } from 'vitest';

import { messagesFor } from '../messages/index.ts';
import { playDocker, says } from '../testing/played-docker.ts';
import { removeEverything } from './remove-everything.ts';

const messages = messagesFor('en');
const DOWN = 'compose --profile aws --profile by-hand down --volumes --remove-orphans';

test('containers of every profile, volumes, and the image go', async () => {
  const docker = playDocker({ [DOWN]: says(), 'image rm': says() });
  expect(await removeEverything(docker, messages, 'regpipe')).toBe(true);
  expect(docker.told).toEqual([DOWN, 'image rm regpipe']);
});

test('an image that was built elsewhere stays', async () => {
  const docker = playDocker({ [DOWN]: says() });
  expect(await removeEverything(docker, messages, undefined)).toBe(false);
  expect(docker.told).toEqual([DOWN]);
});

test('an image that is still used is no failure', async () => {
  expect(await removeEverything(playDocker({ [DOWN]: says() }), messages, 'regpipe')).toBe(false);
});

test('when the containers cannot be removed, the image is left alone', async () => {
  const docker = playDocker({});
  await expect(removeEverything(docker, messages, 'regpipe')).rejects.toMatchObject({
    code: 'CONTAINERS_FAILED',
  });
  expect(docker.told).toEqual([DOWN]);
});
