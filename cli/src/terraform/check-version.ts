import { CliError } from '../cli-error.ts';
import type { Messages } from '../messages/index.ts';

/** Major and minor; the first that knows write-only arguments, by which secrets stay out of states. */
const OLDEST = [1, 11] as const;

/**
 * @param version a version of an unknown form, or undefined, is taken to be new
 * @throws CliError TERRAFORM_OLD
 */
export function checkVersion(program: string, version: string | undefined, messages: Messages): void {
  const numbers = /^v?(\d+)\.(\d+)/.exec(version ?? '');
  if (version === undefined || numbers === null) return;
  const [major, minor] = [Number(numbers[1]), Number(numbers[2])];
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  const message = messages.infra.terraformOld(program, version, OLDEST.join('.'));
  throw new CliError({ code: 'TERRAFORM_OLD', message, next: messages.infra.getTerraform });
}
