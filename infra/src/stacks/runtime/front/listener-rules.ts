import type { LbListener } from '@cdktf/provider-aws/lib/lb-listener/index.js';
import { LbListenerRule } from '@cdktf/provider-aws/lib/lb-listener-rule/index.js';

import type { ProjectStack } from '../../../constructs/project-stack.ts';
import { type FrontService, FRONTS } from './fronts.ts';

export interface ListenerRulesOptions {
  readonly service: FrontService;
  readonly listener: LbListener;
  readonly targetGroupArn: string;
}

/** Between two rules, for one that somebody needs there. */
const STEP = 10;

/** Sends the paths of a service to its targets. @returns one rule for each path */
export function addListenerRules(
  stack: ProjectStack,
  { service, listener, targetGroupArn }: ListenerRulesOptions,
): LbListenerRule[] {
  return FRONTS[service].paths.map(
    ({ pattern, rewrittenTo }, index) =>
      new LbListenerRule(stack, `${service}-rule-${index + 1}`, {
        listenerArn: listener.arn,
        priority: STEP * (index + 1),
        condition: [{ pathPattern: { values: [pattern] } }],
        action: [{ type: 'forward', targetGroupArn }],
        ...(rewrittenTo === undefined ? {} : { transform: [rewriting(pattern, rewrittenTo)] }),
      }),
  );
}

/** The condition has judged the whole path: what may follow it is the query, which stays. */
function rewriting(path: string, replace: string) {
  return { type: 'url-rewrite', urlRewriteConfig: { rewrite: { regex: `^${path}`, replace } } };
}
