import type { Command } from 'commander';

import type { Cli } from '../cli.ts';
import { CliError } from '../cli-error.ts';
import { confirm } from '../confirm.ts';
import { describeRollback } from '../deployment/describe-rollback.ts';
import { notApplied, requireRegistry } from '../deployment/not-applied.ts';
import { planRollback } from '../deployment/plan-rollback.ts';
import { rollService } from '../deployment/roll-service.ts';
import { createRolloutBoard } from '../deployment/rollout-board.ts';
import { type DeployedService, inOrder } from '../deployment/rollout-order.ts';
import { inSession, type Session } from '../deployment/session.ts';
import { autoOption } from '../options.ts';
import { addCommand } from './add-command.ts';
import { servicesArgument } from './deploy.ts';

interface RollbackDeployOptions {
  readonly auto?: true;
}

export function registerRollbackDeploy(program: Command, cli: Cli): void {
  addCommand(program, cli, 'rollback-deploy', {
    group: 'aws',
    arguments: [servicesArgument(cli.messages)],
    options: [autoOption(cli.messages)],
  }).action((named: readonly DeployedService[], options: RollbackDeployOptions) =>
    inSession(cli, (session) => rollBack(session, named, options.auto === true)),
  );
}

/** Services go back in the other order: who writes before who reads, so that nobody writes what is not understood. */
async function rollBack(session: Session, named: readonly DeployedService[], auto: boolean): Promise<void> {
  const { cli, tools, aws, stacks } = session;
  const { messages, output } = cli;
  const words = messages.deployment;
  const services = inOrder(named).toReversed();
  const registry = await requireRegistry(session);
  const found = await tools.findServices(aws, services);
  const running = services.flatMap((service) => found.find(({ name }) => name === service) ?? []);
  const missing = services.filter((service) => !running.some(({ name }) => name === service));
  if (missing.length > 0) throw notApplied(words.servicesMissing(missing), messages);

  const planned = await planRollback(session, registry, running, named);
  const steps = planned.flatMap(({ service, used, step }) =>
    step.action === 'back' ? [{ service, from: used.arn, to: step.to }] : [],
  );
  const lines = describeRollback(planned, messages);
  if (steps.length === 0) {
    const message = [words.noPrevious, ...lines].join('\n');
    throw new CliError({ code: 'NO_PREVIOUS_DEPLOYMENT', message, next: words.noPreviousNext });
  }
  const target = words.target(registry.account, stacks.region, stacks.project);
  const facts = [target, words.willGoBack, ...lines, ...words.schemaStays];
  if (auto) output.lines(facts);
  else await confirm(cli, { facts, question: words.backQuestion });
  session.listen();

  const board = createRolloutBoard(
    steps.map(({ service }) => service),
    output,
    messages,
  );
  session.board = board;
  for (const step of steps) await rollService(session, board, step);
  board.end();
  output.line(output.style('green', words.wentBack));
}
