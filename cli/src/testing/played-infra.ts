import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';

import { onTestFinished } from 'vitest';

import { type Cli, createCli } from '../cli.ts';
import { messagesFor } from '../messages/index.ts';
import { createOutput } from '../output.ts';
import { type Environment, type InfraSettings, readInfraSettings } from '../settings.ts';
import { type Infra, openInfra } from '../terraform/open-infra.ts';
import { layTerraform, type PlayedTerraform } from './played-terraform.ts';

/** What each stack needs; written in another order than the one in which they have to be applied. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  ingest: ['runtime'],
  monitoring: [],
  runtime: ['network', 'data', 'monitoring'],
  data: ['network'],
  network: [],
};

/** Stands for infra/src/main.ts. What terraform itself provides is all that its stacks have. */
const MAIN = `
import { mkdirSync, writeFileSync } from 'node:fs';
if (process.env.TF_VAR_project === 'Bad') {
  console.error('Error: TF_VAR_project: must be small\\nNext: …');
  process.exit(2);
}
const needs = ${JSON.stringify(NEEDS)};
const stacks = {};
for (const [name, dependencies] of Object.entries(needs)) {
  const workingDirectory = 'stacks/' + name;
  mkdirSync('cdktf.out/' + workingDirectory, { recursive: true });
  const bucket = process.env.TF_VAR_state_bucket;
  const backend = bucket ? { s3: { bucket } } : { local: { path: '../../../state/' + name + '.tfstate' } };
  const configuration = {
    terraform: { backend },
    ...(name === 'monitoring' ? { variable: { alarm_email: { type: 'string' } } } : {}),
    resource: { terraform_data: { it: { input: name } } },
  };
  writeFileSync('cdktf.out/' + workingDirectory + '/cdk.tf.json', JSON.stringify(configuration));
  stacks[name] = { name, dependencies, workingDirectory };
}
writeFileSync('cdktf.out/manifest.json', JSON.stringify({ stacks }));
`;

const AGENT_SETTINGS = {
  logs: {
    logs_collected: {
      files: {
        collect_list: [{ file_path: '/a', log_group_name: '/docker/etl', retention_in_days: 3 }],
      },
    },
    force_flush_interval: 5,
  },
};

export type AgentSettings = typeof AGENT_SETTINGS;

export interface PlayedInfra {
  /** Of a repository with five stacks. */
  readonly root: string;
  readonly terraform: PlayedTerraform;
  readonly cli: Cli;
  /** What was said so far. */
  readonly said: () => string;
  readonly settings: (environment?: Environment) => InfraSettings;
  readonly open: (environment?: Environment) => Promise<Infra>;
}

/** A repository with what the commands for AWS work with; gone when the test has ended. */
export function playInfra(): PlayedInfra {
  const root = mkdtempSync(join(tmpdir(), 'regpipe-infra-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, 'infra/src'), { recursive: true });
  mkdirSync(join(root, 'infra/node_modules/cdktf'), { recursive: true });
  mkdirSync(join(root, 'infra/cdktf.out'));
  mkdirSync(join(root, 'ops/cloudwatch'), { recursive: true });
  writeFileSync(join(root, 'infra/src/main.ts'), MAIN);
  writeFileSync(join(root, 'ops/cloudwatch/amazon-cloudwatch-agent.json'), JSON.stringify(AGENT_SETTINGS));
  const bin = join(root, 'bin');
  const terraform = layTerraform(bin);
  const screen = new PassThrough() as unknown as NodeJS.WriteStream;
  const cli = createCli(messagesFor('en'), createOutput(false, false, screen, screen));
  let said = '';
  const settings = (environment: Environment = {}) =>
    readInfraSettings({ PATH: `${bin}:/usr/bin:/bin`, ...environment }, root);
  return {
    root,
    terraform,
    cli,
    said: () => (said += String((screen as unknown as PassThrough).read() ?? '')),
    settings,
    open: (environment) => openInfra(cli, settings(environment)),
  };
}
