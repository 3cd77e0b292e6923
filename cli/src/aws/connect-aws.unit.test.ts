import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

import { describe, expect, test } from 'vitest';

import { type Environment, readContainerSettings, readInfraSettings } from '../settings.ts';
import { type AgentSettings, playInfra } from '../testing/played-infra.ts';
import { connectAws } from './connect-aws.ts';
import { disconnectAws, isConnected } from './disconnect-aws.ts';

const OUTPUTS = {
  access_key_id: 'AKIDEXAMPLE',
  secret_access_key: 'a/secret+key',
  log_group: '/our/logs',
  region: 'eu-west-1',
  topic_arn: 'arn:aws:sns:eu-west-1:123456789012:etl-alerts',
  dashboard_url: 'https://console.example/dashboard',
};
const EMAIL = { TF_VAR_alarm_email: 'ops@example.com' };

function play() {
  const played = playInfra();
  const { root, terraform } = played;
  const answers = (outputs: Readonly<Record<string, string>>) => {
    const entries = Object.entries(outputs).map(([name, value]) => [name, { value, sensitive: true }]);
    terraform.says('outputs', JSON.stringify(Object.fromEntries(entries)));
  };
  answers(OUTPUTS);
  const path = (name: string) => join(root, name);
  return {
    ...played,
    answers,
    connect: (environment: Environment = EMAIL) =>
      connectAws(played.cli, played.settings(environment), { auto: true }),
    disconnect: () => disconnectAws(played.cli, played.settings(), { auto: true }),
    isConnected: (environment: Environment = {}) => isConnected(played.settings(environment)),
    write: (name: string, text: string) => writeFileSync(path(name), text),
    read: (name: string) => readFileSync(path(name), 'utf8'),
    mode: (name: string) => (statSync(path(name)).mode & 0o777).toString(8),
    exists: (name: string) => existsSync(path(name)),
  };
}

describe('connecting', () => {
  test('applies the monitoring stack alone and reads what it has made', async () => {
    const { connect, terraform } = play();
    expect(await connect()).toEqual({
      dashboardUrl: OUTPUTS.dashboard_url,
      logGroup: OUTPUTS.log_group,
    });
    expect(terraform.told).toEqual([
      'monitoring: init -input=false -no-color',
      'monitoring: apply -input=false -no-color -auto-approve',
      'monitoring: output -json -no-color',
    ]);
  });

  test('writes the keys for the agent alone', async () => {
    const { connect, read, mode } = play();
    await connect();
    const keys = 'aws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = a/secret+key\n';
    expect(read('.aws-credentials')).toBe(
      `# Written by ./run setup.\n\n[AmazonCloudWatchAgent]\n${keys}\n[default]\n${keys}`,
    );
    expect(['.aws-credentials', '.env.local', '.cloudwatch-agent.json'].map(mode)).toEqual(
      Array.from({ length: 3 }, () => '600'),
    );
  });

  test('has the agent send to the group that there is, and leave its retention alone', async () => {
    const { connect, read } = play();
    await connect();
    const { logs } = JSON.parse(read('.cloudwatch-agent.json')) as AgentSettings;
    expect(logs.logs_collected.files.collect_list).toEqual([
      { file_path: '/a', log_group_name: '/our/logs' },
    ]);
    expect(logs.force_flush_interval).toBe(5);
  });

  test('tells Compose, and the next run, beside what the user has said', async () => {
    const { connect, root, write, read } = play();
    write('.env', 'COMPOSE_PROFILES=by-hand\nREGPIPE_API_TOKEN=token\n');
    write('.env.local', '# mine\nREGPIPE_HTTP_PORT=8123\n');
    await connect({ ...EMAIL, TF_VAR_project: 'ours' });
    expect(read('.env.local')).toMatch(/^# mine\nREGPIPE_HTTP_PORT=8123\n/);
    expect(parseEnv(read('.env.local'))).toEqual({
      REGPIPE_HTTP_PORT: '8123',
      COMPOSE_PROFILES: 'by-hand,aws',
      AWS_REGION: 'eu-west-1',
      REGPIPE_AWS_CREDENTIALS: './.aws-credentials',
      REGPIPE_CLOUDWATCH_AGENT_CONFIG: './.cloudwatch-agent.json',
      TF_VAR_alarm_email: 'ops@example.com',
      TF_VAR_project: 'ours',
    });
    expect(readContainerSettings({}, root)).toMatchObject({
      hasPasswords: true,
      httpPort: 8123,
      awsCredentials: join(root, '.aws-credentials'),
    });
    expect(readInfraSettings({ TF_VAR_project: '' }, root).environment).toEqual({
      TF_VAR_alarm_email: 'ops@example.com',
      TF_VAR_project: 'ours',
    });
  });

  test('again, it remembers what it was told, and replaces what has changed', async () => {
    const { connect, read, answers } = play();
    await connect();
    const before = read('.env.local');
    answers({ ...OUTPUTS, secret_access_key: 'another' });
    await connect({});
    expect(read('.env.local')).toBe(before);
    expect(read('.aws-credentials')).toContain('aws_secret_access_key = another\n');
  });

  test('keys that somebody has put there by hand are not replaced', async () => {
    const { connect, write, read, terraform } = play();
    write('.aws-credentials', '[default]\n');
    await expect(connect()).rejects.toMatchObject({ code: 'CREDENTIALS_FOREIGN' });
    expect(read('.aws-credentials')).toBe('[default]\n');
    expect(terraform.told).toEqual([]);
  });

  test('outputs that are missing are named, and nothing is written', async () => {
    const { connect, answers, exists } = play();
    const { dashboard_url: _dashboard, ...rest } = OUTPUTS;
    answers({ ...rest, region: '' });
    await expect(connect()).rejects.toMatchObject({
      code: 'OUTPUTS_MISSING',
      message: 'The monitoring stack has no outputs region, dashboard_url.',
    });
    expect(exists('.aws-credentials')).toBe(false);
  });

  test('an environment that would send the agent elsewhere is told of', async () => {
    const { connect } = play();
    await expect(
      connect({ ...EMAIL, AWS_REGION: 'us-east-1', COMPOSE_PROFILES: 'aws,mine' }),
    ).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      exitCode: 2,
      message: expect.stringContaining('says otherwise: AWS_REGION=us-east-1.'),
      next: 'unset AWS_REGION, then: ./run setup',
    });
  });
});

describe('disconnecting', () => {
  test('destroys the stack and removes what was written, and no more', async () => {
    const { connect, disconnect, isConnected, write, read, exists, terraform } = play();
    write('.env.local', 'REGPIPE_HTTP_PORT=8123\n');
    await connect();
    expect(await isConnected()).toBe(true);
    await disconnect();
    expect(terraform.told.at(-1)).toBe('monitoring: destroy -input=false -no-color -auto-approve');
    expect(read('.env.local')).toBe('REGPIPE_HTTP_PORT=8123\n');
    expect([exists('.aws-credentials'), exists('.cloudwatch-agent.json')]).toEqual([false, false]);
    expect(await isConnected()).toBe(false);
  });

  test('without a yes names what would go, and keeps it', async () => {
    const { connect, cli, settings, exists } = play();
    await connect();
    await expect(disconnectAws(cli, settings(), { auto: false })).rejects.toMatchObject({
      code: 'CONFIRMATION_NEEDED',
      message: expect.stringContaining('the log group with every line in it'),
    });
    expect(exists('.aws-credentials')).toBe(true);
  });

  test('a file that is left with nothing goes', async () => {
    const { connect, disconnect, exists } = play();
    await connect();
    await disconnect();
    expect(exists('.env.local')).toBe(false);
  });

  test('a state in a bucket is known by what setup has written', async () => {
    const { connect, isConnected } = play();
    const bucket = { TF_VAR_state_bucket: 'our-states' };
    expect(await isConnected(bucket)).toBe(false);
    await connect({ ...EMAIL, ...bucket });
    expect(await isConnected()).toBe(true);
  });
});
