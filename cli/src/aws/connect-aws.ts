import type { Cli } from '../cli.ts';
import type { InfraSettings } from '../settings.ts';
import { applyStacks } from '../terraform/apply-stacks.ts';
import { chooseStacks } from '../terraform/choose-stacks.ts';
import { openInfra } from '../terraform/open-infra.ts';
import { refuseForeignCredentials, writeAgentCredentials } from './agent-credentials.ts';
import { checkOverrides } from './check-overrides.ts';
import { writeLocalEnv } from './local-env.ts';
import { readOutputs } from './read-outputs.ts';
import { writeAgentSettings } from './write-agent-settings.ts';

export interface AwsConnection {
  readonly dashboardUrl: string;
  readonly logGroup: string;
}

const AGAIN = './run setup';

/**
 * Makes the log group with its alarms and the agent's user, and writes what the containers need to send their log there.
 *
 * @param settings with TF_VAR_alarm_email
 * @throws CliError
 */
export async function connectAws(
  cli: Cli,
  settings: InfraSettings,
  { auto }: { readonly auto: boolean },
): Promise<AwsConnection> {
  const { messages, output } = cli;
  const { root, environment } = settings;
  await refuseForeignCredentials(root, messages);
  const infra = await openInfra(cli, settings);
  const stacks = chooseStacks(infra.stacks, ['monitoring'], messages);
  await applyStacks(cli, infra, stacks, { auto, again: () => AGAIN });
  const directory = stacks[0]?.directory ?? root;
  const outputs = await readOutputs(infra.terraform.in(directory), AGAIN, messages);

  await writeAgentCredentials(root, outputs);
  await writeAgentSettings(root, outputs.logGroup);
  const variables = await writeLocalEnv(root, environment, outputs);
  output.line(messages.aws.filesWritten);
  checkOverrides(variables, environment, messages);
  return { dashboardUrl: outputs.dashboardUrl, logGroup: outputs.logGroup };
}
