import { CliError } from '../cli-error.ts';
import { formatWholeSeconds, printable } from '../format.ts';
import type { Revision, Rollout, RolloutEnd } from './load-tools.ts';
import type { RolloutBoard } from './rollout-board.ts';
import { type Session, standing } from './session.ts';

/** Lets a service go over to a task definition and waits until it has. @throws as `followRollout` */
export async function rollService(
  session: Session,
  board: RolloutBoard,
  { service, from, to }: { readonly service: string; readonly from: string; readonly to: Revision },
): Promise<void> {
  const { tools, aws, signal } = session;
  signal.throwIfAborted();
  board.set(service, { state: 'rolling', revision: to.name });
  await followRollout(session, board, await tools.startRollout(aws, { service, from, to: to.arn }));
}

/**
 * Waits until a service has gone over.
 *
 * @throws CliError ROLLOUT_FAILED, ROLLOUT_SUPERSEDED, DEPLOY_TIMED_OUT, each with how all services stand; AwsFailure
 */
export async function followRollout(session: Session, board: RolloutBoard, rollout: Rollout): Promise<void> {
  const { cli, tools, aws, settings, signal } = session;
  const { service } = rollout;
  const revision = tools.revisionName(rollout.to);
  const end = await tools.awaitRollout(aws, rollout, {
    ...{ pollMs: settings.pollMs, limitMs: settings.limitMs, signal },
    onAway: (failure) => board.note(cli.messages.deployment.away(failure.exception)),
    onTasks: (tasks) => board.set(service, { state: 'rolling', revision, tasks }),
  });
  if (end.outcome === 'completed') {
    board.set(service, { state: 'completed', revision });
    return;
  }
  if (end.outcome !== 'timed-out') board.set(service, { state: 'failed', revision });
  board.end();
  throw explain(session, service, revision, end);
}

function explain(
  session: Session,
  service: string,
  revision: string,
  end: Exclude<RolloutEnd, { outcome: 'completed' }>,
): CliError {
  const { cli, tools, aws, settings } = session;
  const { messages } = cli;
  const words = messages.deployment;
  const error = (code: string, lines: readonly string[], next: string) =>
    new CliError({ code, message: [...lines, ...standing(session)].join('\n'), next });
  switch (end.outcome) {
    case 'failed': {
      const group = `/ecs/${aws.names.service(service)}`;
      const back = end.goesBackTo;
      const lines = [
        words.rolloutFailed(service, revision),
        ...end.reasons.map((reason) => `  ${printable(reason)}`),
        back === undefined ? words.staysFailed : words.goesBack(tools.revisionName(back)),
      ];
      // With nothing to take back, going back would leave a version that works.
      const hasGoneOver = back === undefined || session.board?.has('completed') === true;
      const next = [words.rolloutFailedNext(group), ...(hasGoneOver ? [words.takeBack] : [])];
      return error('ROLLOUT_FAILED', lines, next.join(' '));
    }
    case 'superseded': {
      const by = words.superseded(service, tools.revisionName(end.by));
      return error('ROLLOUT_SUPERSEDED', [by], words.supersededNext);
    }
    case 'gone':
      return error('ROLLOUT_SUPERSEDED', [words.serviceGone(service)], words.supersededNext);
    case 'timed-out': {
      const time = formatWholeSeconds(settings.limitMs / 1_000, messages.time);
      return error('DEPLOY_TIMED_OUT', [words.timedOut(service, time)], words.timedOutNext);
    }
  }
}
