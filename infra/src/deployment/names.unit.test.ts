import { expect, test } from 'vitest';

import { synthesiseRuntime } from '../stacks/runtime/testing/synthesise-runtime.ts';
import { SERVICE_NAMES } from '../stacks/runtime/services.ts';
import { deployedNames, TAGS } from './names.ts';

const names = deployedNames('etl-staging');
const runtime = synthesiseRuntime({}, { project: 'etl-staging' });
const namesOf = (type: string, key: string) => Object.values(runtime.resources(type)).map((one) => one[key]);

test('a deployment finds by their names what the runtime stack makes', () => {
  const services = SERVICE_NAMES.map((name) => names.service(name));
  expect(namesOf('aws_ecs_cluster', 'name')).toEqual([names.cluster]);
  expect(namesOf('aws_ecs_service', 'name').sort()).toEqual(services.sort());
  const families = namesOf('aws_ecs_task_definition', 'family');
  expect(families.sort()).toEqual([...services, names.migrateFamily].sort());
});

test('the migration finds its network in the tags of its task definition', () => {
  const definitions = Object.values(runtime.resources('aws_ecs_task_definition'));
  const migrate = definitions.find(({ family }) => family === names.migrateFamily);
  const tags = migrate?.['tags'] as Readonly<Record<string, string>>;
  // What a tag of ECS may hold: no comma.
  expect(tags[TAGS.subnets]).toMatch(/^[^ ,]+( [^ ,]+)+$/);
  expect(tags[TAGS.securityGroup]).toMatch(/^[^ ,]+$/);
});
