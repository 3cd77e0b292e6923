import type { App } from 'cdktf';
import { expect, test } from 'vitest';

import { addAlarm } from '../../constructs/alarm.ts';
import { ProjectStack } from '../../constructs/project-stack.ts';
import { metricOf } from '../../metrics/metric-of.ts';
import { statementsOf } from '../../testing/statements-of.ts';
import { synthesise } from '../../testing/synthesise.ts';
import { testSettings } from '../../testing/test-settings.ts';
import { MonitoringStack } from './monitoring-stack.ts';
import { synthesiseMonitoring } from './testing/synthesise-monitoring.ts';

test('lines are kept for three days, in a stream for each path', () => {
  const stack = synthesiseMonitoring();
  expect(stack.only('aws_cloudwatch_log_group')).toMatchObject({
    name: '/docker/etl',
    retention_in_days: 3,
  });
  const streams = Object.values(stack.resources('aws_cloudwatch_log_stream'));
  expect(streams.map(({ name }) => name)).toEqual(['console', 'file']);
  for (const stream of streams)
    expect(stream['log_group_name']).toBe('${aws_cloudwatch_log_group.logs.name}');
});

test('the state is a file, or in the bucket that a team shares', () => {
  expect(synthesiseMonitoring().json).toHaveProperty(
    'terraform.backend.local.path',
    '../../../state/monitoring.tfstate',
  );
  expect(synthesiseMonitoring({ state_bucket: 'our-states' }).json).toHaveProperty('terraform.backend.s3', {
    ...{ bucket: 'our-states', key: 'etl-log-demo/monitoring.tfstate', region: 'ap-northeast-1' },
    ...{ encrypt: true, use_lockfile: true },
  });
});

test('what setting up needs is told, and of it only the secret is kept from sight', () => {
  const { outputs } = synthesiseMonitoring({ region: 'eu-central-1' });
  expect(Object.keys(outputs).sort()).toEqual([
    ...['access_key_id', 'dashboard_url', 'log_group', 'region', 'secret_access_key', 'topic_arn'],
  ]);
  const hidden = Object.entries(outputs).filter(([, output]) => output['sensitive'] === true);
  expect(hidden.map(([name]) => name)).toEqual(['secret_access_key']);
  expect(outputs['region']).toEqual({ value: 'eu-central-1' });
  expect(outputs['log_group']).toEqual({ value: '${aws_cloudwatch_log_group.logs.name}' });
  expect(outputs['topic_arn']).toEqual({ value: '${aws_sns_topic.topic.arn}' });
});

test('no statement allows whatever an action may come to be', () => {
  const stack = synthesiseMonitoring();
  const policies = ['aws_kms_key', 'aws_sns_topic_policy', 'aws_iam_user_policy'].map(
    (type) => stack.only(type)['policy'],
  );
  const statements = policies.flatMap(statementsOf);
  expect(statements).toHaveLength(6);
  for (const { Sid, Action } of statements) {
    expect(Sid).toMatch(/^[A-Za-z0-9]+$/);
    for (const action of Action) expect(action).toMatch(/^[a-z]+:[A-Za-z]+$/);
  }
});

test('two projects share an account, and nothing in it', () => {
  const namesIn = (project: string) => {
    const { json } = synthesiseMonitoring({ project, log_group: `/docker/${project}` });
    const named = Object.values(json['resource'] as Record<string, Record<string, Record<string, unknown>>>);
    return named.flatMap((resources) =>
      Object.values(resources).flatMap(({ name, alarm_name, dashboard_name }) => {
        const own = [name, alarm_name, dashboard_name].filter((given) => given !== undefined);
        return own.map(String).filter((given) => given !== 'console' && given !== 'file');
      }),
    );
  };
  const first = namesIn('first');
  expect(first.length).toBeGreaterThan(15);
  for (const name of first) expect(name).toMatch(/first/);
  expect(namesIn('second').filter((name) => first.includes(name))).toEqual([]);
});

class ListeningStack extends ProjectStack {
  constructor(app: App, topicArn: string) {
    super(app, 'listening', testSettings());
    addAlarm(this, {
      ...{ name: 'other', description: 'Of another stack.', topicArn, ...metricOf('demo', 'RawBacklog') },
      ...{ comparisonOperator: 'GreaterThanThreshold', evaluationPeriods: 1 },
    });
  }
}

test('the alarms of other stacks go to the same topic', () => {
  const stacks = synthesise(
    (app) => new ListeningStack(app, new MonitoringStack(app, testSettings()).topicArn),
  );
  const alarm = stacks.get('listening')?.only('aws_cloudwatch_metric_alarm');
  expect(alarm?.['alarm_actions']).toEqual([
    expect.stringMatching(/^\$\{data\.terraform_remote_state\.[\w-]+monitoring\.outputs\.[\w-]+topicarn\}$/),
  ]);
});
