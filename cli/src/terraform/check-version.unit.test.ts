import { expect, test } from 'vitest';

import { messagesFor } from '../messages/index.ts';
import { checkVersion } from './check-version.ts';

const check = (version: string | undefined) => () => checkVersion('terraform', version, messagesFor('en'));

test.each(['1.11.0', '1.12.3', 'v2.0.0-beta1', 'of a new form', undefined])('%s will do', (version) => {
  expect(check(version)).not.toThrow();
});

test.each(['1.10.5', '0.15.0', 'v1.9.8'])('%s is too old', (version) => {
  expect(check(version)).toThrow(`terraform ${version} is too old: it must be 1.11 or newer`);
});
