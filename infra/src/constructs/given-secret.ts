import type { ProjectStack } from './project-stack.ts';
import { addSecret, type AddedSecret, type SecretOptions } from './secret.ts';
import { addSecretVariable } from './secret-variable.ts';

export interface GivenSecretOptions extends SecretOptions {
  /** Of Terraform, whose value is stored. */
  readonly variable: string;
}

/** A secret whose value whoever applies the stack gives as `TF_VAR_<variable>`. */
export function addGivenSecret(
  stack: ProjectStack,
  { variable, ...options }: GivenSecretOptions,
): AddedSecret {
  const value = addSecretVariable(
    stack,
    { name: variable, description: options.description },
    { ephemeral: true },
  );
  return addSecret(stack, options, value);
}
