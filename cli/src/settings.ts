import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { z } from 'zod';

import { CliError, EXIT } from './cli-error.ts';
import { type Language, messagesFor } from './messages/index.ts';

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
}

const REPOSITORY = resolve(import.meta.dirname, '../..');
const DEFAULT_DATA_DIRECTORY = '.regpipe';
const TOKEN_FILE = 'api-token';

const settingsSchema = z
  .object({
    REGPIPE_HTTP_PORT: z.coerce.number().int().min(1).max(65_535).default(8000),
    REGPIPE_URL: z.url({ protocol: /^https?$/ }).optional(),
    REGPIPE_API_TOKEN: z.string().optional(),
    REGPIPE_DATA_DIR: z.string().default(DEFAULT_DATA_DIRECTORY),
  })
  .transform((given) => ({
    url: (given.REGPIPE_URL ?? `http://127.0.0.1:${given.REGPIPE_HTTP_PORT}`).replace(/\/+$/, ''),
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
  };
}

/**
 * Where the gateway is and what opens it. Without REGPIPE_API_TOKEN the token is read from the data directory of the
 * embedded stack, looked for from the working directory, then from the repository.
 *
 * @throws CliError CONFIG_INVALID naming every bad variable at once
 */
export function readSettings(
  environment: Environment = process.env,
  roots: readonly string[] = [process.cwd(), REPOSITORY],
): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = settingsSchema.safeParse(given);
  if (!parsed.success) {
    const messages = messagesFor(readPreferences(environment).language);
    const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new CliError({
      code: 'CONFIG_INVALID',
      message: messages.errors.settingsInvalid(issues.join('; ')),
      next: messages.nextSteps.CONFIG_INVALID,
      exitCode: EXIT.usage,
    });
  }
  const { url, token, dataDirectory } = parsed.data;
  return Object.freeze({ url, token: token ?? readTokenFile(dataDirectory, roots) });
}

function readTokenFile(dataDirectory: string, roots: readonly string[]): string | undefined {
  const file = roots.map((root) => join(resolve(root, dataDirectory), TOKEN_FILE)).find(existsSync);
  if (file === undefined) return undefined;
  const token = readFileSync(file, 'utf8').trim();
  return token === '' ? undefined : token;
}
