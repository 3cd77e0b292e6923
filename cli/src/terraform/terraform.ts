import type { Program } from '../program.ts';

/** Terraform, or OpenTofu, however it is run. */
export interface Terraform {
  /** As a person would call it. */
  readonly name: string;
  /** In a folder of configuration. What it writes there is its user's alone. */
  in(directory: string): Program;
}

/** For a shell to begin with: a state, which holds secrets, is for its owner only from its first byte on. */
export const PRIVATELY = 'umask 077 && exec "$@"';
