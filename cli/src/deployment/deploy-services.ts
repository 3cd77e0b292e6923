import type { Revision, RunningService } from './load-tools.ts';
import { notApplied } from './not-applied.ts';
import { type Deployed, newestRevision, renewRevision } from './renew-revision.ts';
import { followRollout, rollService } from './roll-service.ts';
import { createRolloutBoard, type RolloutBoard } from './rollout-board.ts';
import type { DeployedService } from './rollout-order.ts';
import type { Session } from './session.ts';

/** A service with the newest task definition of its family. */
export interface ReadyService {
  readonly name: DeployedService;
  readonly newest: Revision;
}

/** What can be known before anything is changed. @throws CliError NOT_APPLIED, AwsFailure */
export async function readyServices(
  session: Session,
  services: readonly DeployedService[],
  deployed: Deployed,
): Promise<ReadyService[]> {
  const ready: ReadyService[] = [];
  for (const name of services) {
    ready.push({ name, newest: await newestRevision(session, session.aws.names.service(name), deployed) });
  }
  return ready;
}

/**
 * Lets the services go over to what is deployed, one after the other; the first that does not come up ends it.
 *
 * @throws as `followRollout`, and CliError NOT_APPLIED
 */
export async function deployServices(
  session: Session,
  services: readonly ReadyService[],
  deployed: Deployed,
): Promise<void> {
  const { messages, output } = session.cli;
  const board = createRolloutBoard(
    services.map(({ name }) => name),
    output,
    messages,
  );
  session.board = board;
  for (const service of services) await deployService(session, board, service, deployed);
  board.end();
  output.line(output.style('green', messages.deployment.deployed(deployed.build.tag)));
}

async function deployService(
  session: Session,
  board: RolloutBoard,
  { name, newest }: ReadyService,
  deployed: Deployed,
): Promise<void> {
  const { cli, tools, aws } = session;
  const [service] = await tools.findServices(aws, [name]);
  if (service === undefined) {
    throw notApplied(cli.messages.deployment.servicesMissing([name]), cli.messages);
  }
  const isWanted = tools.imageTagOf(newest, deployed.registry.regpipe) === deployed.build.tag;
  if (isWanted && newest.arn === service.taskDefinition) {
    const found = await joinRollout(session, board, service, newest.name);
    if (found) return;
  }
  const previous = tools.revisionName(service.taskDefinition);
  const to = await renewRevision(session, newest, deployed, previous);
  await rollService(session, board, { service: name, from: service.taskDefinition, to });
}

/**
 * A service that is on its way already, by a run that was left, or has arrived.
 *
 * @returns false where that has failed, or tasks of it have: it is begun anew
 */
async function joinRollout(
  session: Session,
  board: RolloutBoard,
  service: RunningService,
  revision: string,
): Promise<boolean> {
  const { tools } = session;
  const primary = tools.primaryOf(service);
  if (primary === undefined) return false;
  const tasks = tools.tasksOf(primary);
  if (primary.rolloutState === 'COMPLETED') {
    board.set(service.name, { state: 'unchanged', revision });
    return true;
  }
  if (primary.rolloutState !== 'IN_PROGRESS' || primary.id === undefined || tasks.failed > 0) return false;
  const { id, createdAt } = primary;
  board.set(service.name, { state: 'rolling', revision, tasks });
  const before = service.deployments.find(({ status }) => status === 'ACTIVE')?.taskDefinition ?? '';
  await followRollout(session, board, {
    ...{ service: service.name, id, createdAt, from: before, to: service.taskDefinition },
  });
  return true;
}
