import { type Command, Option } from 'commander';

import { type AwsConnection, connectAws } from '../aws/connect-aws.ts';
import { readAddress } from '../aws/read-address.ts';
import type { Cli } from '../cli.ts';
import { buildImage } from '../containers/build-image.ts';
import { checkCredentials } from '../containers/check-credentials.ts';
import { checkDocker } from '../containers/check-docker.ts';
import { describeContainers } from '../containers/describe-containers.ts';
import { dockerIn } from '../containers/docker.ts';
import { makePasswords } from '../containers/make-passwords.ts';
import { removeAgent } from '../containers/remove-agent.ts';
import { startContainers } from '../containers/start-containers.ts';
import { autoOption } from '../options.ts';
import { type InfraSettings, readContainerSettings, readInfraSettings } from '../settings.ts';
import { addCommand } from './add-command.ts';

interface SetupOptions {
  readonly alarmEmail?: string;
  readonly auto?: boolean;
}

export function registerSetup(program: Command, cli: Cli): void {
  const { messages } = cli;
  addCommand(program, cli, 'setup', {
    group: 'containers',
    options: [
      new Option('--alarm-email <address>', messages.options.alarmEmail).argParser((value) =>
        readAddress(value, messages),
      ),
      autoOption(messages),
    ],
  }).action((options: SetupOptions) => runSetup(cli, options));
}

/** From a fresh clone to a stack that works. May be run again: what is there is kept, what has changed is renewed. */
async function runSetup(cli: Cli, { alarmEmail, auto = false }: SetupOptions): Promise<void> {
  const { messages, output } = cli;
  const words = messages.containers;
  const { directory, builtElsewhere } = readContainerSettings();
  const docker = dockerIn(directory);
  await checkDocker(docker, messages);

  const infra = withAddress(readInfraSettings(), alarmEmail);
  const given = infra.environment['TF_VAR_alarm_email'];
  const email = given === undefined ? undefined : readAddress(given, messages);
  let connection: AwsConnection | undefined;
  if (email !== undefined) {
    output.line(messages.aws.applying(email));
    connection = await connectAws(cli, infra, { auto });
  }
  // Read behind it: what it has found out on AWS is among them.
  const { awsCredentials } = readContainerSettings();
  await checkCredentials(awsCredentials, messages);

  output.line(words.makingPasswords);
  await makePasswords(directory, messages);
  if (!builtElsewhere) {
    output.line(words.building);
    await buildImage(docker, messages);
  }
  output.line(words.starting);
  if (connection !== undefined) await removeAgent(docker);
  await startContainers(docker, messages, []);
  // Read anew: the passwords are there now.
  output.lines(['', ...describeContainers(readContainerSettings(), messages)]);
  if (email !== undefined && connection !== undefined) {
    const { logGroup, dashboardUrl } = connection;
    const { connected, dashboard, confirmMail } = messages.aws;
    output.lines(['', connected(logGroup), `  ${dashboard}  ${dashboardUrl}`, confirmMail(email)]);
  } else if (awsCredentials === undefined) output.lines(['', messages.aws.howToTurnOn]);
}

function withAddress(settings: InfraSettings, email: string | undefined): InfraSettings {
  if (email === undefined) return settings;
  return { ...settings, environment: { ...settings.environment, TF_VAR_alarm_email: email } };
}
