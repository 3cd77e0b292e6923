import { everyString, heldJson } from './every-string.ts';
import type { Block, Synthesised } from './synthesise.ts';

/** What a policy allows or denies, and where it stands. */
export interface PlacedStatement {
  readonly stack: string;
  /** Type, name and attribute, such as `aws_iam_role_policy.loader-policy.policy`. */
  readonly place: string;
  /** Empty where it has none. */
  readonly sid: string;
  readonly effect: string;
  /** Empty where the statement says instead what it is not about. */
  readonly actions: readonly string[];
  /** Empty for those of trust, which are about the role that they stand in. */
  readonly resources: readonly string[];
  /** Undefined in policies of roles and users, who are the principal themselves. */
  readonly principal: unknown;
  readonly isConditional: boolean;
  /** Keys such as NotAction, which make everything else a part of the statement. */
  readonly negations: readonly string[];
}

const NEGATIONS = ['NotAction', 'NotResource', 'NotPrincipal'];

/** Attributes that hold a policy in JSON: another text in them could not be looked at. */
const POLICIES = new Set(['policy', 'assume_role_policy', 'inline_policy', 'access_policy']);

/**
 * Every statement of every policy in a stack: of roles, users, trust, and of resources.
 *
 * @throws Error for a policy that is put together in Terraform's own language, or kept elsewhere: nobody here can read it
 */
export function statementsIn(stack: Synthesised): PlacedStatement[] {
  const found: PlacedStatement[] = [];
  for (const { type, name, block } of resourcesIn(stack)) {
    refuseUnreadable(stack.name, type, name);
    for (const { path, text } of everyString(block)) {
      const place = [type, name, ...path].join('.');
      const statements = statementsOf(text);
      if (statements === undefined && isUnreadable(path, text)) {
        throw new Error(`${stack.name}: ${place} is not a policy in JSON`);
      }
      for (const statement of statements ?? []) found.push(describe(stack.name, place, statement));
    }
  }
  return found;
}

function* resourcesIn(stack: Synthesised): Generator<{ type: string; name: string; block: Block }> {
  for (const section of ['resource', 'data']) {
    const types = (stack.json[section] ?? {}) as Readonly<Record<string, Readonly<Record<string, Block>>>>;
    for (const [type, blocks] of Object.entries(types))
      for (const [name, block] of Object.entries(blocks)) yield { type, name, block };
  }
}

/** Somebody else's policies, and those that only terraform puts together. */
function refuseUnreadable(stack: string, type: string, name: string): void {
  if (!/policy_attachment|aws_iam_policy_document|managed_policy_attachments/.test(type)) return;
  throw new Error(`${stack}: what ${type}.${name} allows does not stand here`);
}

function isUnreadable(path: readonly string[], text: string): boolean {
  return POLICIES.has(path.at(-1) ?? '') && heldJson(text) === undefined;
}

function statementsOf(text: string): Block[] | undefined {
  const held = heldJson(text) as { Version?: unknown; Statement?: unknown } | undefined;
  if (held?.Version === undefined || held.Statement === undefined) return undefined;
  return [held.Statement].flat() as Block[];
}

function describe(stack: string, place: string, statement: Block): PlacedStatement {
  const list = (key: string) => [statement[key] ?? []].flat() as string[];
  return {
    stack,
    place,
    sid: (statement['Sid'] ?? '') as string,
    effect: String(statement['Effect']),
    actions: list('Action'),
    resources: list('Resource'),
    principal: statement['Principal'],
    isConditional: statement['Condition'] !== undefined,
    negations: NEGATIONS.filter((key) => key in statement),
  };
}
