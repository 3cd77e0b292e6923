import type { Block, Synthesised } from '../synthesise.ts';

/** By which of its attributes AWS tells a resource from others of its type. */
const NAMES = ['name', 'alarm_name', 'dashboard_name', 'bucket', 'family', 'identifier'];

/** What a name is unique within, where it is not the account and region. */
const SPACES = [
  ...['role', 'user', 'group', 'log_group_name', 'cluster', 'namespace_id', 'rest_api_id', 'vpc_id'],
  ...['rule', 'repository', 'bucket', 'zone_id', 'dns_config', 'file_system_id', 'function_name'],
];

/** Types whose `bucket` or `name` says to whom they belong, and not what they are called. */
const NAMELESS = /^aws_s3_bucket_|_policy$|_attachment$/;

/** Two resources that would have the same name in one account, of whichever stacks. */
export function findRepeatedNames(stacks: readonly Synthesised[]): string[] {
  const seen = new Map<string, string>();
  const repeated: string[] = [];
  for (const [index, stack] of stacks.entries()) {
    for (const { type, id, name, space } of namedIn(stack)) {
      // What a reference means is its own stack's business.
      const key = `${type} ${name} ${space.includes('${') ? index : ''} ${space}`;
      const place = `${stack.name} ${id}`;
      const before = seen.get(key);
      if (before === undefined) seen.set(key, place);
      else repeated.push(`${type} ${name}: ${before} and ${place}`);
    }
  }
  return repeated;
}

function* namedIn({ json }: Synthesised) {
  const types = (json['resource'] ?? {}) as Readonly<Record<string, Readonly<Record<string, Block>>>>;
  for (const [type, blocks] of Object.entries(types)) {
    if (NAMELESS.test(type)) continue;
    for (const [id, block] of Object.entries(blocks)) {
      const attribute = NAMES.find((each) => typeof block[each] === 'string');
      if (attribute === undefined) continue;
      const space = SPACES.filter((each) => each !== attribute).map((each) => block[each] ?? null);
      yield { type, id, name: String(block[attribute]), space: JSON.stringify(space) };
    }
  }
}
