import { readSettings, type Settings } from '../settings.ts';

/** The defaults, and what a test says besides, by the names of Terraform's variables. */
export function testSettings(given: Readonly<Record<string, string>> = {}): Settings {
  return readSettings(
    Object.fromEntries(Object.entries(given).map(([name, value]) => [`TF_VAR_${name}`, value])),
  );
}
