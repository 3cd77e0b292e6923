/** Those of docker-compose.yml: without them Compose leaves alone what was started with one. */
const PROFILES = ['aws', 'by-hand'] as const;

/** Options of `docker compose`. */
export const EVERY_PROFILE: readonly string[] = PROFILES.flatMap((profile) => ['--profile', profile]);
