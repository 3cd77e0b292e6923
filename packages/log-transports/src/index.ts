export { type LogPath, type LogPathSettings, openLogPaths } from './open-log-paths.ts';
export { maskSecrets, REDACTION } from './mask-secrets.ts';
export { neutralizeForPeople, neutralizeJson, onOneLine } from './neutralize-controls.ts';
export { formatTimestamp } from './timestamp.ts';
