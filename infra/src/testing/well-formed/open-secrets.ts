import type { Synthesised } from '../synthesise.ts';
import { type Reference, referencesIn } from './references.ts';

/** Attributes of resources that are secrets, and stand in the state. */
const SECRET_ATTRIBUTES = new Set([
  ...['secret', 'ses_smtp_password_v4', 'password', 'master_password', 'result', 'bcrypt_hash'],
  ...[
    'secret_string',
    'secret_binary',
    'private_key_pem',
    'private_key',
    'auth_token',
    'authorization_token',
  ],
]);

/** Names of variables that hold a secret. */
const SECRET_NAME = /password|token$|secret|_url$|_key$|credential/;

/** Secrets that terraform would show: in outputs and variables that are not marked. */
export function findOpenSecrets(stacks: readonly Synthesised[]): string[] {
  return stacks.flatMap((stack) => [
    ...Object.entries(stack.variables).flatMap(([name, { sensitive, ephemeral }]) =>
      (SECRET_NAME.test(name) || ephemeral === true) && sensitive !== true
        ? [`${stack.name}: the variable ${name}`]
        : [],
    ),
    ...Array.from(referencesIn(stack)).flatMap((reference) => {
      const [section, output = ''] = reference.path;
      const isOpen = section === 'output' && stack.outputs[output]?.['sensitive'] !== true;
      return isOpen && isSecret(stack, reference) ? [`${stack.name}: the output ${output}`] : [];
    }),
  ]);
}

/**
 * Values that are to be forgotten, where they would be kept: they may stand in write-only arguments, and in what is itself
 * forgotten.
 */
export function findKeptSecrets(stacks: readonly Synthesised[]): string[] {
  return stacks.flatMap((stack) =>
    Array.from(referencesIn(stack)).flatMap((reference) => {
      const { path } = reference;
      const isForgotten =
        path[0] === 'ephemeral' || path[0] === 'provider' || path.at(-1)?.endsWith('_wo') === true;
      return isEphemeral(stack, reference) && !isForgotten ? [`${stack.name}: ${path.join('.')}`] : [];
    }),
  );
}

function isSecret(stack: Synthesised, { parts }: Reference): boolean {
  const [first = '', second = ''] = parts;
  if (first === 'var') return stack.variables[second]?.['sensitive'] === true;
  return first === 'ephemeral' || SECRET_ATTRIBUTES.has(parts.at(-1) ?? '');
}

function isEphemeral(stack: Synthesised, { parts: [first = '', second = ''] }: Reference): boolean {
  return first === 'ephemeral' || (first === 'var' && stack.variables[second]?.['ephemeral'] === true);
}
