export { refuseAddress } from './refuse-address.ts';
export { refuseHost } from './host-rules.ts';
export { isBelow, type LocatedSource, locateSource } from './locate-source.ts';
export { createSourcePolicy, type SourcePolicy } from './source-policy.ts';
export { type SourceSettings, sourceSettingsSchema } from './source-settings.ts';
