import { join } from 'node:path';

/** What `./run setup` writes for the containers when AWS is wanted; git leaves it alone. Relative to the repository. */
export const LOCAL_FILES = {
  env: '.env.local',
  /** Keys of the agent. */
  credentials: '.aws-credentials',
  /** What the agent reads, and where it sends it. */
  agent: '.cloudwatch-agent.json',
} as const;

export function localFile(root: string, file: keyof typeof LOCAL_FILES): string {
  return join(root, LOCAL_FILES[file]);
}
