import { escapeIdentifier } from 'pg';

/** The provenance column of every version table: the record's physical line in the source. */
export const SOURCE_LINE = 'source_line';

export const quote = escapeIdentifier;

/** The bare name of a version's table, for constraint and index names. */
export function versionName(table: string, version: number): string {
  return `${table}_v${version}`;
}

/** `"regpipe"."<table>_v<version>"` */
export function versionTable(table: string, version: number): string {
  return `"regpipe".${quote(versionName(table, version))}`;
}

/** `"regpipe"."<table>_v<version>_r<repair>"`: what a repair of the version has brought and not merged yet. */
export function repairTable(table: string, version: number, repair: number): string {
  return `"regpipe".${quote(`${versionName(table, version)}_r${repair}`)}`;
}

/** `"public"."<table>"`: the view that readers use. */
export function liveView(table: string): string {
  return `"public".${quote(table)}`;
}

/** `"public"."<table>"`: a table that merge jobs write to, or that their rows refer to. */
export function liveTable(table: string): string {
  return `"public".${quote(table)}`;
}

/** Where a dry run keeps the keys it has seen, to count duplicates. */
export function keyTable(version: number): string {
  return `"regpipe".${quote(`dry_run_keys_v${version}`)}`;
}
