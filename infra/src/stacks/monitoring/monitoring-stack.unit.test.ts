import { expect, test } from 'vitest';

import { synthesise } from '../../testing/synthesise.ts';
import { testSettings } from '../../testing/test-settings.ts';
import { MonitoringStack } from './monitoring-stack.ts';

function monitoring(given: Readonly<Record<string, string>> = {}) {
  const stacks = synthesise((app) => new MonitoringStack(app, testSettings(given)));
  const stack = stacks.get('monitoring');
  if (stack === undefined) throw new Error('no such stack');
  return stack;
}

test('lines are kept for three days, in a stream for each path', () => {
  const stack = monitoring();
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
  expect(monitoring().json).toHaveProperty(
    'terraform.backend.local.path',
    '../../../state/monitoring.tfstate',
  );
  expect(monitoring({ state_bucket: 'our-states' }).json).toHaveProperty('terraform.backend.s3', {
    ...{ bucket: 'our-states', key: 'etl-log-demo/monitoring.tfstate', region: 'ap-northeast-1' },
    ...{ encrypt: true, use_lockfile: true },
  });
});
