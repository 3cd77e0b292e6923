import { expect, test } from 'vitest';

import { messagesFor } from '../messages/index.ts';
import type { ProgramAnswer } from '../program.ts';
import { playInfra } from '../testing/played-infra.ts';
import { type PlayedProgram, playProgram, says } from '../testing/played-program.ts';
import type { Stack } from './read-stacks.ts';
import { validateStacks } from './validate-stacks.ts';

const stack = (name: string): Stack => ({
  ...{ name, directory: `/${name}`, needs: [], stateFile: undefined, variables: [], warnings: [] },
});
const diagnosed = (...summaries: string[]): ProgramAnswer => ({
  outcome: 'refused',
  complaint: '',
  output: JSON.stringify({
    valid: false,
    diagnostics: summaries.map((summary) => ({ severity: 'error', summary, detail: 'On\nline 1.' })),
  }),
});
const VALID = says('{"valid":true,"diagnostics":[]}');
const UNREACHABLE: ProgramAnswer = {
  outcome: 'refused',
  complaint: '╷\n│ Warning: a setting\n╵\n╷\n│ Error: Failed to query\n│ \n│ no such host\n│ \n│ Advice\n╵',
};

function validate(programs: Readonly<Record<string, PlayedProgram>>) {
  const { cli, said } = playInfra();
  const terraform = {
    name: 'terraform',
    in: (directory: string) => programs[directory.slice(1)] ?? playProgram({}),
  };
  return { said, ended: validateStacks(cli, terraform, Object.keys(programs).map(stack)) };
}

test('valid ones are checked without their states', async () => {
  const network = playProgram({ init: says(), validate: VALID });
  const { said, ended } = validate({ network });
  await ended;
  expect(network.told).toEqual(['init -backend=false -input=false -no-color', 'validate -json']);
  expect(said()).toBe('network: valid\n');
});

test('what is wrong is said of each stack', async () => {
  const bad = playProgram({ init: says(), validate: diagnosed('Unsupported argument', 'Missing argument') });
  const { said, ended } = validate({ network: bad, data: playProgram({ init: says(), validate: VALID }) });
  await expect(ended).rejects.toMatchObject({ code: 'INFRA_INVALID', exitCode: 1 });
  expect(said()).toBe(
    'network: NOT VALID\n  Unsupported argument: On line 1.\n  Missing argument: On line 1.\ndata: valid\n',
  );
});

test('where the provider cannot be had, that is an outcome of its own', async () => {
  const network = playProgram({ init: UNREACHABLE, validate: diagnosed('Missing required provider') });
  const { said, ended } = validate({ network });
  await expect(ended).rejects.toMatchObject({
    code: 'PROVIDER_UNREACHABLE',
    exitCode: 3,
    message: messagesFor('en').infra.noProvider('Error: Failed to query\nno such host'),
  });
  expect(said()).toBe('network: well-formed; not compared with the provider\n');
});

test('one that is wrong without a provider already counts more', async () => {
  const network = playProgram({ init: UNREACHABLE, validate: diagnosed('Duplicate variable') });
  const { ended } = validate({ network });
  await expect(ended).rejects.toMatchObject({ code: 'INFRA_INVALID' });
});

test('one that terraform cannot even begin with has its words', async () => {
  const network = playProgram({ init: UNREACHABLE });
  const { said, ended } = validate({ network });
  await expect(ended).rejects.toMatchObject({ code: 'INFRA_INVALID' });
  expect(said()).toContain('Error: Failed to query');
});
