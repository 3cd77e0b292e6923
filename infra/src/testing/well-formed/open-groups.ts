import type { Block, Synthesised } from '../synthesise.ts';

const EVERYBODY = /^(?:0\.0\.0\.0\/0|::\/0)$/;
const RULES = ['aws_security_group', 'aws_security_group_rule', 'aws_default_security_group'];
const ONE_RULE = ['aws_vpc_security_group_ingress_rule', 'aws_vpc_security_group_egress_rule'];

/** Who is at the other end of a rule. */
const ENDS = ['cidr_ipv4', 'cidr_ipv6', 'prefix_list_id', 'referenced_security_group_id'];

/** Security groups that are open to everybody, in either direction. */
export function findOpenGroups(stacks: readonly Synthesised[]): string[] {
  return stacks.flatMap((stack) =>
    [...RULES, ...ONE_RULE].flatMap((type) =>
      Object.entries(stack.resources(type)).flatMap(([name, block]) =>
        isOpen(block) || (ONE_RULE.includes(type) && !ENDS.some((end) => end in block))
          ? [`${stack.name}: ${type}.${name}`]
          : [],
      ),
    ),
  );
}

function isOpen(value: unknown): boolean {
  if (typeof value === 'string') return EVERYBODY.test(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value as Block).some(isOpen);
}
