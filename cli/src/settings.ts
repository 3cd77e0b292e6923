import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { z } from 'zod';

import { CliError, EXIT } from './cli-error.ts';
import { readEnvFiles, readEnvVariables } from './containers/env-file.ts';
import { type Language, messagesFor } from './messages/index.ts';
import { parseStackState, STACK_FILE } from './stack/stack-state.ts';

/** The one place of the CLI that knows the environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface Settings {
  /** Address of the gateway, without a slash at its end. */
  readonly url: string;
  readonly token: string | undefined;
}

export interface Preferences {
  readonly language: Language;
  /** Whether errors show their stack. */
  readonly debug: boolean;
  /** Whether the terminal understands no commands. */
  readonly isDumb: boolean;
}

/** The clone that this is a part of. */
export const REPOSITORY = resolve(import.meta.dirname, '../..');
const DEFAULT_DATA_DIRECTORY = '.regpipe';
const TOKEN_FILE = 'api-token';
export const USUAL_HTTP_PORT = 8000;
export const USUAL_QUERY_PORT = 8001;
/** Those of docker-compose.yml. */
const USUAL_IMAGE = 'regpipe';
const USUAL_CREDENTIALS = '.aws-credentials';

const portNumber = z.coerce.number().int().min(1).max(65_535);

const settingsSchema = z
  .object({
    REGPIPE_HTTP_PORT: portNumber.optional(),
    REGPIPE_QUERY_PORT: portNumber.optional(),
    REGPIPE_DROP_DIRECTORY: z.string().optional(),
    REGPIPE_URL: z.url({ protocol: /^https?$/ }).optional(),
    REGPIPE_API_TOKEN: z.string().optional(),
    REGPIPE_DATA_DIR: z.string().default(DEFAULT_DATA_DIRECTORY),
  })
  .transform((given) => ({
    url: given.REGPIPE_URL?.replace(/\/+$/, ''),
    httpPort: given.REGPIPE_HTTP_PORT,
    queryPort: given.REGPIPE_QUERY_PORT,
    dropDirectory: given.REGPIPE_DROP_DIRECTORY,
    token: given.REGPIPE_API_TOKEN,
    dataDirectory: given.REGPIPE_DATA_DIR,
  }));

/** How the CLI speaks. Never throws: errors about settings are told in the language that this gives. */
export function readPreferences(environment: Environment = process.env): Preferences {
  // The order in which POSIX programs look, after our own variable; an empty one counts as absent.
  const { REGPIPE_LANG, LC_ALL, LC_MESSAGES, LANG } = environment;
  const locale = [REGPIPE_LANG, LC_ALL, LC_MESSAGES, LANG].find(
    (value) => value !== undefined && value !== '',
  );
  return {
    language: locale?.toLowerCase().startsWith('zh') ? 'zh-TW' : 'en',
    debug: environment['REGPIPE_DEBUG'] === '1',
    isDumb: environment['TERM'] === 'dumb',
  };
}

/**
 * Where the gateway is and what opens it. What the environment does not say is read from the data directory of the
 * embedded stack, looked for from the working directory, then from the repository; if none runs, from the `.env` and
 * `.env.local` of the containers.
 *
 * @throws CliError CONFIG_INVALID naming every bad variable at once
 */
export function readSettings(
  environment: Environment = process.env,
  roots: readonly string[] = [process.cwd(), REPOSITORY],
  repository: string = REPOSITORY,
): Settings {
  const { url, httpPort, token, dataDirectory } = parseSettings(environment);
  const directories = roots.map((root) => resolve(root, dataDirectory));
  const local = httpPort === undefined ? firstOf(directories, readStackUrl) : undefined;
  // A token for this machine is not sent to another one.
  const containers = url === undefined && local === undefined ? readEnvFiles(repository) : {};
  const port = httpPort ?? containers.httpPort ?? USUAL_HTTP_PORT;
  return Object.freeze({
    url: url ?? local ?? `http://127.0.0.1:${port}`,
    token: token ?? containers.token ?? firstOf(directories, readTokenFile),
  });
}

/** What the embedded stack is started with. */
export interface StackSettings {
  /** Absolute. */
  readonly dataDirectory: string;
  /** Where the API is to be; undefined for the usual port, or another one when that is taken. */
  readonly httpPort: number | undefined;
  /** The same for the query service. */
  readonly queryPort: number | undefined;
  /** Absolute: where files are taken in, instead of the data directory's. */
  readonly dropDirectory: string | undefined;
  /** Instead of the one kept in the data directory. */
  readonly apiToken: string | undefined;
  /** Servers of one's own, instead of the embedded ones. */
  readonly databaseUrl: string | undefined;
  readonly natsUrl: string | undefined;
}

/** @throws CliError CONFIG_INVALID naming every bad variable at once */
export function readStackSettings(environment: Environment = process.env): StackSettings {
  const { httpPort, queryPort, dropDirectory, dataDirectory, token } = parseSettings(environment);
  const { DATABASE_URL, NATS_URL } = environment;
  return Object.freeze({
    // One stack a clone, whichever folder the command is given in.
    dataDirectory: resolve(REPOSITORY, dataDirectory),
    httpPort,
    queryPort,
    dropDirectory: dropDirectory === undefined ? undefined : resolve(REPOSITORY, dropDirectory),
    apiToken: token,
    databaseUrl: DATABASE_URL === '' ? undefined : DATABASE_URL,
    natsUrl: NATS_URL === '' ? undefined : NATS_URL,
  });
}

/** What the commands for containers work with. */
export interface ContainerSettings {
  /** Of docker-compose.yml. Absolute. */
  readonly directory: string;
  readonly envFile: string;
  readonly image: string;
  /** Whether that is one which somebody else builds. */
  readonly builtElsewhere: boolean;
  readonly hasPasswords: boolean;
  readonly httpPort: number;
  readonly queryPort: number;
  /** Absolute; undefined where the CloudWatch agent is not among what is started. */
  readonly awsCredentials: string | undefined;
}

/** As Compose reads them: the environment first, then `.env.local`, then `.env`. @throws CliError CONFIG_INVALID */
export function readContainerSettings(
  environment: Environment = process.env,
  directory: string = REPOSITORY,
): ContainerSettings {
  const { token, httpPort, queryPort } = parseSettings(environment);
  const envFile = join(directory, '.env');
  const kept = readEnvFiles(directory);
  const image = environment['REGPIPE_IMAGE'] ?? kept.image ?? '';
  const profiles = environment['COMPOSE_PROFILES'] ?? kept.profiles ?? '';
  const credentials = environment['REGPIPE_AWS_CREDENTIALS'] ?? kept.awsCredentials ?? '';
  return Object.freeze({
    directory,
    envFile,
    image: image === '' ? USUAL_IMAGE : image,
    builtElsewhere: image !== '',
    hasPasswords: (token ?? kept.token) !== undefined,
    httpPort: httpPort ?? kept.httpPort ?? USUAL_HTTP_PORT,
    queryPort: queryPort ?? kept.queryPort ?? USUAL_QUERY_PORT,
    awsCredentials: profiles.split(',').includes('aws')
      ? resolve(directory, credentials === '' ? USUAL_CREDENTIALS : credentials)
      : undefined,
  });
}

/** What the commands for AWS work with. */
export interface InfraSettings {
  /** Of the repository. Absolute. */
  readonly root: string;
  /** The program to take for terraform; undefined for whichever is found. */
  readonly terraform: string | undefined;
  /** Of terraform, and of what writes its configuration: ours, and what `.env.local` and `.env` say of `TF_VAR_…`. */
  readonly environment: Environment;
}

/** An empty variable of Terraform counts as absent. */
export function readInfraSettings(
  environment: Environment = process.env,
  root: string = REPOSITORY,
): InfraSettings {
  const isVariable = (name: string) => name.startsWith('TF_VAR_');
  const kept = Object.entries(readEnvVariables(root)).filter(([name]) => isVariable(name));
  const given = Object.entries(environment).filter(([name, value]) => !isVariable(name) || value !== '');
  const { REGPIPE_TERRAFORM: terraform = '' } = environment;
  return Object.freeze({
    root,
    terraform: terraform === '' ? undefined : terraform,
    environment: Object.fromEntries([...kept.filter(([, value]) => value !== ''), ...given]),
  });
}

/**
 * The demo publishes made-up data, so it never touches servers that are not its own. It serves its sample over loopback
 * HTTP, which no source may be on otherwise; with --keep the data sets' own sources are to be had as well.
 */
export function demoEnvironment(environment: Environment = process.env): Environment {
  const { DATABASE_URL: _database, NATS_URL: _nats, ...rest } = environment;
  return {
    ...rest,
    REGPIPE_SOURCE_HOSTS: joinLists(environment['REGPIPE_SOURCE_HOSTS'], '127.0.0.1:*,datasets'),
    REGPIPE_SOURCE_PRIVATE_HOSTS: joinLists(environment['REGPIPE_SOURCE_PRIVATE_HOSTS'], '127.0.0.1'),
  };
}

function joinLists(given: string | undefined, more: string): string {
  return given === undefined || given === '' ? more : `${given},${more}`;
}

/** The API token that an embedded stack has left in its data directory. */
export function readTokenFile(dataDirectory: string): string | undefined {
  const file = join(dataDirectory, TOKEN_FILE);
  const token = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  return token === '' ? undefined : token;
}

function readStackUrl(dataDirectory: string): string | undefined {
  const file = join(dataDirectory, STACK_FILE);
  return existsSync(file) ? parseStackState(readFileSync(file, 'utf8'))?.apiUrl : undefined;
}

function firstOf<T>(places: readonly string[], look: (place: string) => T | undefined): T | undefined {
  for (const place of places) {
    const found = look(place);
    if (found !== undefined) return found;
  }
  return undefined;
}

function parseSettings(environment: Environment): z.output<typeof settingsSchema> {
  return parseVariables(settingsSchema, environment);
}

/** @throws CliError CONFIG_INVALID naming every bad variable at once */
export function parseVariables<Schema extends z.ZodType>(
  schema: Schema,
  environment: Environment,
): z.output<Schema> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const messages = messagesFor(readPreferences(environment).language);
  const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new CliError({
    code: 'CONFIG_INVALID',
    message: messages.errors.settingsInvalid(issues.join('; ')),
    next: messages.nextSteps.CONFIG_INVALID,
    exitCode: EXIT.usage,
  });
}
