import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

/** Of docker-compose.yml: the passwords and what else the user has said, then what `./run setup` has found out on AWS. */
const ENV_FILES = ['.env', '.env.local'] as const;

/** What these files say that the command line has to know; an empty value counts as absent. */
export interface EnvFile {
  readonly token?: string | undefined;
  readonly httpPort?: number | undefined;
  readonly queryPort?: number | undefined;
  readonly image?: string | undefined;
  /** Of Compose, separated by commas. */
  readonly profiles?: string | undefined;
  readonly awsCredentials?: string | undefined;
}

/** The variables of both files together: what stands in the later one counts. */
export function readEnvVariables(directory: string): Readonly<Record<string, string | undefined>> {
  const [first, second] = ENV_FILES.map((name) => readVariables(join(directory, name)));
  return { ...first, ...second };
}

/** Of files that are not there, nothing. */
export function readEnvFiles(directory: string): EnvFile {
  const kept = readEnvVariables(directory);
  return {
    token: given(kept['REGPIPE_API_TOKEN']),
    httpPort: portOf(kept['REGPIPE_HTTP_PORT']),
    queryPort: portOf(kept['REGPIPE_QUERY_PORT']),
    image: given(kept['REGPIPE_IMAGE']),
    profiles: given(kept['COMPOSE_PROFILES']),
    awsCredentials: given(kept['REGPIPE_AWS_CREDENTIALS']),
  };
}

/** Options of `docker compose`, which reads `.env` alone by itself, and no longer does once it is told of another. */
export function envFileOptions(directory: string): string[] {
  if (!existsSync(join(directory, ENV_FILES[1]))) return [];
  return ENV_FILES.filter((name) => existsSync(join(directory, name))).flatMap((name) => [
    '--env-file',
    name,
  ]);
}

function readVariables(path: string): Readonly<Record<string, string | undefined>> {
  return existsSync(path) ? parseEnv(readFileSync(path, 'utf8')) : {};
}

function portOf(value: string | undefined): number | undefined {
  const port = Number(value);
  return Number.isInteger(port) && port > 0 ? port : undefined;
}

function given(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}
