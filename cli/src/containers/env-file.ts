import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

/** What the `.env` of docker-compose.yml says that the command line has to know; an empty value counts as absent. */
export interface EnvFile {
  readonly token?: string | undefined;
  readonly httpPort?: number | undefined;
  readonly image?: string | undefined;
  /** Of Compose, separated by commas. */
  readonly profiles?: string | undefined;
  readonly awsCredentials?: string | undefined;
}

/** Of a file that is not there, nothing. */
export function readEnvFile(path: string): EnvFile {
  if (!existsSync(path)) return {};
  const kept = parseEnv(readFileSync(path, 'utf8'));
  const port = Number(kept['REGPIPE_HTTP_PORT']);
  return {
    token: given(kept['REGPIPE_API_TOKEN']),
    httpPort: Number.isInteger(port) && port > 0 ? port : undefined,
    image: given(kept['REGPIPE_IMAGE']),
    profiles: given(kept['COMPOSE_PROFILES']),
    awsCredentials: given(kept['REGPIPE_AWS_CREDENTIALS']),
  };
}

function given(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}
