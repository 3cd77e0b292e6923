import { z } from 'zod';

import type { Cli } from '../cli.ts';
import { CliError } from '../cli-error.ts';
import { canAsk } from '../confirm.ts';
import { type Program, programIn } from '../program.ts';
import type { InfraSettings } from '../settings.ts';
import { checkVersion } from './check-version.ts';
import type { Terraform } from './terraform.ts';
import { terraformEnvironment } from './terraform-environment.ts';
import { TERRAFORM_IMAGE, terraformInContainer } from './terraform-in-container.ts';
import { terraformOnPath } from './terraform-on-path.ts';

/** The second speaks the same language, and keeps the same states. */
const PROGRAMS = ['terraform', 'tofu'] as const;

const versionSchema = z.object({ terraform_version: z.string() });

/**
 * The terraform that is installed here, or else one in a container.
 *
 * @throws CliError TERRAFORM_MISSING, TERRAFORM_OLD or TERRAFORM_FAILED, with how to get one that will do
 */
export async function findTerraform(cli: Cli, settings: InfraSettings): Promise<Terraform> {
  const words = cli.messages.infra;
  const environment = terraformEnvironment(settings);
  const { root, terraform } = settings;
  for (const command of terraform === undefined ? PROGRAMS : [terraform]) {
    const answer = await programIn(command, { cwd: root, environment }).ask(['version', '-json']);
    if (answer.outcome === 'missing') continue;
    if (answer.outcome === 'refused') {
      const message = words.terraformRefused(command, answer.complaint);
      throw new CliError({ code: 'TERRAFORM_FAILED', message, next: words.getTerraform });
    }
    checkVersion(command, readVersion(answer.output), cli.messages);
    return terraformOnPath(command, environment);
  }
  const docker = programIn('docker', { cwd: root, environment });
  if (terraform === undefined && (await answers(docker))) {
    await fetchImage(cli, docker);
    return terraformInContainer({ root, environment, owner: owner(), interactive: canAsk(cli.output) });
  }
  const message = terraform === undefined ? words.terraformMissing : words.programMissing(terraform);
  throw new CliError({ code: 'TERRAFORM_MISSING', message, next: words.getTerraform });
}

async function answers(docker: Program): Promise<boolean> {
  return (await docker.ask(['version', '--format', '{{.Server.Version}}'])).outcome === 'answered';
}

/** Where it can be seen: it takes a while. */
async function fetchImage({ messages, output }: Cli, docker: Program): Promise<void> {
  if ((await docker.ask(['image', 'inspect', TERRAFORM_IMAGE])).outcome === 'answered') return;
  output.line(messages.infra.fetchingImage(TERRAFORM_IMAGE));
  const code = await docker.run(['pull', TERRAFORM_IMAGE]);
  if (code === 0) return;
  const message = messages.infra.imageNotFetched(TERRAFORM_IMAGE, code);
  throw new CliError({ code: 'TERRAFORM_MISSING', message, next: messages.infra.getTerraform });
}

/** Undefined for an answer of an unknown form. */
function readVersion(output: string): string | undefined {
  try {
    return versionSchema.parse(JSON.parse(output)).terraform_version;
  } catch {
    return undefined;
  }
}

function owner(): { readonly user: number; readonly group: number } | undefined {
  const [user, group] = [process.getuid?.(), process.getgid?.()];
  return user === undefined || group === undefined ? undefined : { user, group };
}
