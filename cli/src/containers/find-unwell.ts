import { z } from 'zod';

import type { Docker } from './docker.ts';

export interface UnwellContainer {
  readonly name: string;
  /** Of docker-compose.yml. */
  readonly service: string;
  /** As Docker says it, such as `unhealthy` or `exited 1`. */
  readonly state: string;
}

const containerSchema = z.object({
  Name: z.string(),
  Service: z.string(),
  State: z.string(),
  Health: z.string().optional(),
  ExitCode: z.number().optional(),
});
type Container = z.infer<typeof containerSchema>;

/** The containers that neither work nor have done their work. Empty where Docker cannot say. */
export async function findUnwell(docker: Docker): Promise<UnwellContainer[]> {
  const listed = await docker.ask(['compose', 'ps', '--all', '--format', 'json']);
  if (listed.outcome !== 'answered') return [];
  return parseContainers(listed.output)
    .filter((container) => !isWell(container))
    .map(({ Name, Service, ...rest }) => ({ name: Name, service: Service, state: describeState(rest) }));
}

/** One document a line; older versions of Compose give all of them as one. */
function parseContainers(output: string): Container[] {
  return output.split('\n').flatMap((line) => {
    const parsed = z.union([containerSchema, z.array(containerSchema)]).safeParse(parseJson(line));
    return parsed.success ? parsed.data : [];
  });
}

function isWell({ State, Health = '', ExitCode }: Container): boolean {
  if (State === 'exited') return ExitCode === 0;
  return State === 'running' && (Health === '' || Health === 'healthy');
}

function describeState({ State, Health = '', ExitCode = 0 }: Omit<Container, 'Name' | 'Service'>): string {
  if (State === 'running') return Health;
  return ExitCode === 0 ? State : `${State} ${ExitCode}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
