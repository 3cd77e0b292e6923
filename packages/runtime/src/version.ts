import manifest from '../package.json' with { type: 'json' };

/** Of regpipe: all its packages have one version. */
export const VERSION: string = manifest.version;
