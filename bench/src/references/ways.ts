import { floor } from './floor.ts';
import { pgloader } from './pgloader.ts';
import { plainNode } from './plain-node.ts';
import type { Reference } from './reference.ts';

/** The pipeline among the ways. */
export const JOB = 'regpipe' as const;
export const FLOOR = floor.name;

export const REFERENCES: readonly Reference[] = [floor, plainNode, pgloader];
export const WAYS: readonly string[] = [JOB, ...REFERENCES.map(({ name }) => name)];
