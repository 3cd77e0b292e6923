import type { Projection } from '@regpipe/contracts';
import { describe, expect, test } from 'vitest';

import { type FakeRoute, ok, problem } from '../testing/fake-api.ts';
import { endedAgainst, runAgainst } from '../testing/run-cli.ts';

const REBUILD = 'POST /api/projections/notifications/rebuild';
const PROJECTION = 'GET /api/projections/notifications';

const building: Projection = {
  name: 'notifications',
  generation: 1,
  building: 2,
  built_commands: 12_000,
  build_started_at: '2026-05-09T06:00:00.000Z',
  rebuilt_at: null,
};
const rebuilt: Projection = {
  ...building,
  generation: 2,
  building: null,
  built_commands: 34_567,
  rebuilt_at: '2026-05-09T06:00:02.500Z',
};
const begun: FakeRoute = () => ({ status: 202, body: building });
const ends: FakeRoute = (_request, count) => ok(count < 2 ? building : rebuilt);

describe('rebuild', () => {
  test('begins, watches to the end and tells what was read', async () => {
    const run = await endedAgainst('rebuild notifications', { [REBUILD]: begun, [PROJECTION]: ends });
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('12,000 commands read | ');
    expect(run.stdout).toContain('notifications is rebuilt: 34,567 commands in 2.5 s.');
  });

  test('--json gives the projection, and 繁體中文 says the same', async () => {
    const routes = { [REBUILD]: begun, [PROJECTION]: ends };
    const json = await endedAgainst('rebuild notifications --json', routes);
    expect(JSON.parse(json.stdout)).toEqual(rebuilt);
    const translated = await endedAgainst('rebuild notifications', routes, { REGPIPE_LANG: 'zh-TW' });
    expect(translated.stdout).toContain('notifications 已重建：34,567 則命令');
  });

  test('without a projector it ends with 1, and of another projection with 2', async () => {
    const away = await endedAgainst('rebuild notifications', {
      [REBUILD]: () => problem(503, 'PROJECTOR_UNAVAILABLE', 'It does not answer.'),
    });
    expect([away.code, away.stderr]).toEqual([1, expect.stringContaining('Start the projector')]);
    expect((await endedAgainst('rebuild others', {})).code).toBe(2);
  });

  test('Ctrl-C leaves it running and says how to come back', async () => {
    const run = await runAgainst('rebuild notifications', {
      [REBUILD]: begun,
      [PROJECTION]: () => ok(building),
    });
    await run.api.asked(PROJECTION, 2);
    run.child.kill('SIGINT');
    const { code, stdout } = await run.ended;
    expect(code).toBe(130);
    expect(stdout).toContain('./run rebuild notifications');
  });
});
