import { z } from 'zod';

import { CliError } from '../cli-error.ts';
import type { Messages } from '../messages/index.ts';
import type { Program } from '../program.ts';
import { terraformFailed } from '../terraform/terraform-failed.ts';

const value = z.object({ value: z.string().min(1) }).transform((output) => output.value);

const outputsSchema = z
  .object({
    access_key_id: value,
    secret_access_key: value,
    log_group: value,
    region: value,
    topic_arn: value,
    dashboard_url: value,
  })
  .transform((outputs) => ({
    accessKeyId: outputs.access_key_id,
    secretAccessKey: outputs.secret_access_key,
    logGroup: outputs.log_group,
    region: outputs.region,
    topicArn: outputs.topic_arn,
    dashboardUrl: outputs.dashboard_url,
  }));

/** What the monitoring stack has made. */
export type MonitoringOutputs = Readonly<z.output<typeof outputsSchema>>;

/**
 * @param program terraform, in the folder of the stack
 * @param again the command line that tries it once more
 * @throws CliError TERRAFORM_FAILED, or OUTPUTS_MISSING naming those that are not there
 */
export async function readOutputs(
  program: Program,
  again: string,
  messages: Messages,
): Promise<MonitoringOutputs> {
  const answer = await program.ask(['output', '-json', '-no-color']);
  if (answer.outcome !== 'answered') {
    const said = answer.outcome === 'refused' ? answer.complaint : '';
    throw terraformFailed({ stack: 'monitoring', command: 'output', said, again }, messages);
  }
  const parsed = outputsSchema.safeParse(JSON.parse(answer.output));
  if (parsed.success) return parsed.data;
  const names = new Set(parsed.error.issues.map(({ path }) => String(path[0])));
  throw new CliError({
    code: 'OUTPUTS_MISSING',
    message: messages.aws.outputsMissing([...names]),
    next: messages.aws.outputsMissingNext,
  });
}
