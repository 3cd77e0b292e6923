import { z } from 'zod';

import type { Stack } from './read-stacks.ts';
import type { Terraform } from './terraform.ts';
import { withoutFrame } from './terraform-failed.ts';

/** What terraform says of the configuration of a stack. */
export type Validation =
  | { readonly outcome: 'valid' }
  | { readonly outcome: 'invalid'; readonly problems: readonly string[] }
  /** Whatever needs no provider is in order: syntax, blocks, versions. The rest nobody knows. */
  | { readonly outcome: 'unprovided'; readonly reason: string };

const answerSchema = z.object({
  valid: z.boolean(),
  diagnostics: z.array(
    z.object({ severity: z.string(), summary: z.string(), detail: z.string().default('') }),
  ),
});

/** Of Terraform and OpenTofu. */
const NO_PROVIDER = 'Missing required provider';

export async function validateStack(terraform: Terraform, stack: Stack): Promise<Validation> {
  const program = terraform.in(stack.directory);
  const init = await program.ask(['init', '-backend=false', '-input=false', '-no-color']);
  const complaint = init.outcome === 'refused' ? withoutFrame(init.complaint) : '';
  const answer = await program.ask(['validate', '-json']);
  const parsed = answerSchema.safeParse(answer.outcome === 'missing' ? undefined : parseJson(answer.output));
  // One that cannot say it as JSON has said it before.
  if (!parsed.success) return { outcome: 'invalid', problems: [complaint] };
  const errors = parsed.data.diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0 && errors.every(({ summary }) => summary === NO_PROVIDER)) {
    return { outcome: 'unprovided', reason: firstWords(complaint) };
  }
  if (parsed.data.valid && init.outcome === 'answered') return { outcome: 'valid' };
  const problems = errors.map(({ summary, detail }) => `${summary}: ${detail}`.replaceAll('\n', ' '));
  return { outcome: 'invalid', problems: problems.length === 0 ? [complaint] : problems };
}

/** What went wrong, and why; not what terraform advises. */
function firstWords(complaint: string): string {
  return complaint.split('\n\n').slice(0, 2).join('\n');
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
