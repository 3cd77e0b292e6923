import { TerraformVariable } from 'cdktf';

import type { ProjectStack } from './project-stack.ts';

export interface SecretVariable {
  /** Without a default terraform asks for it. */
  readonly name: string;
  readonly description: string;
  /** In Terraform's language; a text unless told otherwise. */
  readonly type?: string;
  /**
   * What holds of a usable value, as a condition in Terraform's language, and what is said where it does not: together
   * with the value, sensitive or not, so not for what nobody may see.
   */
  readonly validation?: { readonly condition: string; readonly errorMessage: string };
}

/**
 * A variable that terraform reads from `TF_VAR_<name>` and neither shows nor, when it is ephemeral, keeps: such a one may
 * be given to write-only arguments alone.
 *
 * @returns an expression for its value
 */
export function addSecretVariable(
  stack: ProjectStack,
  { name, description, type = 'string', validation }: SecretVariable,
  { ephemeral }: { readonly ephemeral: boolean },
): string {
  const variable = new TerraformVariable(stack, name, {
    ...{ type, description, sensitive: true },
    ...(validation === undefined ? {} : { validation: [validation] }),
  });
  // CDKTF does not know the option yet.
  if (ephemeral) variable.addOverride('ephemeral', true);
  return variable.stringValue;
}
