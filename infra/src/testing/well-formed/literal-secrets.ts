import { everyString, heldJson } from '../every-string.ts';
import type { Block, Synthesised } from '../synthesise.ts';

/** Attributes, of whatever resource, whose value is a secret. */
const SECRETS =
  /^(?:.*_)?(?:password|passwd|secret_string|secret_binary|auth_token|api_key|private_key|secret_key|client_secret)(?:_wo)?$/;

/** Variables of an environment that hold one. */
const SECRET_VARIABLE = /PASSWORD|TOKEN|SECRET|CREDENTIAL|PRIVATE_KEY/;

/** What is a secret wherever it stands: an access key's id, a password in an address. */
const SHAPES = [/\bA(?:KIA|SIA)[0-9A-Z]{16}\b/, /:\/\/[^/\s:@]+:[^/\s@$]+@/, /-----BEGIN [A-Z ]*PRIVATE KEY/];

/** Secrets that stand in the configuration itself, and values that are told to everybody who may see a task. */
export function findLiteralSecrets(stacks: readonly Synthesised[]): string[] {
  return stacks.flatMap((stack) => [
    ...Array.from(everyString(stack.json)).flatMap(({ path, text }) => {
      const isNamed = SECRETS.test(path.at(-1) ?? '') && !text.includes('${');
      const hasShape = SHAPES.some((shape) => shape.test(text));
      return isNamed || hasShape ? [`${stack.name}: ${path.join('.')}`] : [];
    }),
    ...plainVariablesIn(stack).map(
      (name) => `${stack.name}: ${name} in the plain environment of a container`,
    ),
  ]);
}

function plainVariablesIn(stack: Synthesised): string[] {
  return Object.values(stack.resources('aws_ecs_task_definition')).flatMap((task) => {
    const held = heldJson(String(task['container_definitions']));
    if (held === undefined) throw new Error(`${stack.name}: the containers of a task are not in JSON`);
    const containers = held as readonly { readonly environment?: readonly Block[] }[];
    const names = containers.flatMap(({ environment = [] }) => environment.map(({ name }) => String(name)));
    return names.filter((name) => SECRET_VARIABLE.test(name));
  });
}
