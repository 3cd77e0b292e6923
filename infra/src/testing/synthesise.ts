import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { App } from 'cdktf';

/** The attributes of one resource, data source or output, as terraform reads them. */
export type Block = Readonly<Record<string, unknown>>;

/** A stack as terraform gets to see it. */
export interface Synthesised {
  readonly name: string;
  readonly json: Readonly<Record<string, unknown>>;
  /** By the name that the configuration gives them; empty where there is none of the type. */
  resources(type: string): Readonly<Record<string, Block>>;
  /** The only one of its type. @throws Error where there are more, or none */
  only(type: string): Block;
  data(type: string): Readonly<Record<string, Block>>;
  /** As terraform reads it. */
  readonly text: string;
  readonly outputs: Readonly<Record<string, Block>>;
  readonly variables: Readonly<Record<string, Block>>;
}

/** What the stacks that `build` adds to the app become, by name. Nothing stays on disk. */
export function synthesise(build: (app: App) => unknown): ReadonlyMap<string, Synthesised> {
  const outdir = mkdtempSync(join(tmpdir(), 'regpipe-synth-'));
  try {
    const app = new App({ outdir });
    build(app);
    app.synth();
    return new Map(readdirSync(join(outdir, 'stacks')).map((name) => [name, readStack(outdir, name)]));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function readStack(outdir: string, name: string): Synthesised {
  const text = readFileSync(join(outdir, 'stacks', name, 'cdk.tf.json'), 'utf8');
  const json = JSON.parse(text) as Readonly<Record<string, unknown>>;
  const section = (key: string) => (json[key] ?? {}) as Readonly<Record<string, Block>>;
  const typed = (key: string, type: string) => (section(key)[type] ?? {}) as Readonly<Record<string, Block>>;
  return {
    name,
    text,
    json,
    resources: (type) => typed('resource', type),
    only(type) {
      const [first, ...others] = Object.values(typed('resource', type));
      if (first === undefined || others.length > 0) {
        throw new Error(`${name} has ${others.length + (first === undefined ? 0 : 1)} of ${type}, not one`);
      }
      return first;
    },
    data: (type) => typed('data', type),
    outputs: section('output'),
    variables: section('variable'),
  };
}
