import { alignColumns, indent } from '../format.ts';
import type { Messages } from '../messages/index.ts';
import type { PlannedService } from './plan-rollback.ts';

/** A line a service: from where to where, or why it stays. */
export function describeRollback(planned: readonly PlannedService[], messages: Messages): string[] {
  const rows = planned.map((plan) => [
    plan.service,
    describeUse(plan, messages),
    describeStep(plan, messages),
  ]);
  return indent(alignColumns(rows, ['left', 'left', 'left']));
}

function describeUse({ used, usedTag }: PlannedService, messages: Messages): string {
  return `${usedTag ?? messages.deployment.untagged} (${used.name})`;
}

function describeStep({ step }: PlannedService, messages: Messages): string {
  const words = messages.deployment;
  switch (step.action) {
    case 'back':
      return `→ ${step.toTag ?? words.untagged} (${step.to.name})`;
    case 'stays':
      return words.staysOn;
    case 'nothing-before':
      return words.nothingBefore;
    case 'image-gone':
      return words.imageGone(step.tag);
  }
}
