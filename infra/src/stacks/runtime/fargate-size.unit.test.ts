import { expect, test } from 'vitest';

import { testSettings } from '../../testing/test-settings.ts';
import { checkFargateSize } from './fargate-size.ts';

const check = (cpu: number, memory: number) => () => {
  checkFargateSize(testSettings({ task_cpu: String(cpu), task_memory_mb: String(memory) }));
};

test('sizes that Fargate has are taken', () => {
  for (const [cpu, memory] of [
    ...([
      [256, 512],
      [256, 2_048],
      [512, 4_096],
      [1_024, 2_048],
      [4_096, 30_720],
    ] as const),
    ...([
      [8_192, 20_480],
      [16_384, 122_880],
    ] as const),
  ]) {
    expect(check(cpu, memory)).not.toThrow();
  }
});

test('others are named with those that there are, before anything is applied', () => {
  expect(check(256, 4_096)).toThrow(
    'TF_VAR_task_memory_mb: with 256 units of CPU must be one of 512, 1024, 2048',
  );
  expect(check(1_024, 1_024)).toThrow('TF_VAR_task_memory_mb');
  expect(check(8_192, 17_408)).toThrow('16384, 20480');
  expect(check(300, 512)).toThrow('TF_VAR_task_cpu: must be one of 256, 512, 1024');
});
