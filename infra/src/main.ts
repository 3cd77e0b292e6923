import { resolve } from 'node:path';

import { App } from 'cdktf';

import { buildApp } from './build-app.ts';
import { readSettings, SettingsError } from './settings.ts';

/** Writes the configuration of every stack to infra/cdktf.out; `cdktf synth` runs the same program. */
function main(): void {
  const app = new App({ outdir: resolve(import.meta.dirname, '../cdktf.out') });
  buildApp(app, readSettings(process.env));
  app.synth();
}

try {
  main();
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  process.stderr.write(`Error: ${error.message}\nNext: Set these variables to values that can be used.\n`);
  process.exitCode = 2;
}
