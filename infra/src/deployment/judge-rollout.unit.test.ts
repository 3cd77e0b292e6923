import type { Deployment } from '@aws-sdk/client-ecs';
import { expect, test } from 'vitest';

import { judgeRollout } from './judge-rollout.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 8, minute));
const rollout = { service: 'loader', id: 'ours', createdAt: at(1), from: 'loader:1', to: 'loader:2' };

function judge(...deployments: Deployment[]) {
  const service = { name: 'loader', taskDefinition: 'any', deployments, events: [] };
  return judgeRollout(rollout, service);
}

const ours: Deployment = { id: 'ours', status: 'PRIMARY', taskDefinition: 'loader:2', createdAt: at(1) };
const before: Deployment = { id: 'old', status: 'PRIMARY', taskDefinition: 'loader:1', createdAt: at(0) };
const back: Deployment = { id: 'new', status: 'PRIMARY', taskDefinition: 'loader:1', createdAt: at(9) };
const theirs: Deployment = { id: 'new', status: 'PRIMARY', taskDefinition: 'loader:7', createdAt: at(9) };

test('it counts tasks until ECS says that it has ended', () => {
  const counts = { runningCount: 1, desiredCount: 2, failedTasks: 1 };
  const tasks = { running: 1, desired: 2, failed: 1 };
  expect(judge({ ...ours, ...counts, rolloutState: 'IN_PROGRESS' })).toEqual({ state: 'rolling', tasks });
  expect(judge({ ...ours, ...counts, rolloutState: 'COMPLETED' })).toEqual({ state: 'completed', tasks });
});

test('an answer from before it began says nothing', () => {
  expect(judge(before)).toMatchObject({ state: 'rolling' });
  expect(judge()).toMatchObject({ state: 'rolling' });
});

test('one that failed is followed by the one before, or by nothing', () => {
  const failed: Deployment = {
    ...ours,
    rolloutState: 'FAILED',
    rolloutStateReason: 'tasks failed to start.',
  };
  const reason = 'tasks failed to start.';
  expect(judge(back, { ...failed, status: 'ACTIVE' })).toEqual({
    ...{ state: 'failed', reason, goesBackTo: 'loader:1' },
  });
  expect(judge(failed)).toEqual({ state: 'failed', reason, goesBackTo: undefined });
});

test('one that is gone has failed where the one before is back, or the circuit breaker speaks', () => {
  expect(judge(back)).toMatchObject({ state: 'failed', goesBackTo: 'loader:1' });
  const rolloutStateReason = 'ECS deployment circuit breaker: rolling back to deploymentId x.';
  expect(judge({ ...theirs, rolloutStateReason })).toMatchObject({ state: 'failed' });
});

test('anything else in its place is somebody else', () => {
  const superseded = { state: 'superseded', by: 'loader:7' };
  expect(judge(theirs)).toEqual(superseded);
  expect(judge(theirs, { ...ours, status: 'ACTIVE', rolloutState: 'IN_PROGRESS' })).toEqual(superseded);
});
