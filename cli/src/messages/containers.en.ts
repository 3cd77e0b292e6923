/** Of the commands that work with Docker, in English. What Docker itself says comes as it is. */
export const containersEn = {
  dockerMissing: 'Docker is not installed.',
  getDocker:
    'Install it with Compose: https://docs.docker.com/get-started/get-docker/. Without Docker: ./run dev.',
  dockerSilent: (reason: string) => `Docker does not answer: ${reason}`,
  startDocker:
    'Start it (Docker Desktop, or: sudo systemctl start docker). If it says "permission denied": sudo usermod -aG docker $USER, then log in anew.',
  composeMissing: 'Docker has no Compose ("docker compose").',
  composeOld: (version: string, oldest: string) =>
    `Docker Compose ${version} is too old; it must be ${oldest} or newer.`,
  getCompose: 'Install or update it: https://docs.docker.com/compose/install/.',

  makingPasswords: 'Passwords in .env: making those that are missing …',
  passwordsFailed: (reason: string) => `The passwords could not be written: ${reason}`,
  passwordsFailedNext: 'Check who owns .env and its folder, and the free space.',
  building: 'Building the image …',
  buildFailed: (code: number) => `The image could not be built (docker compose build: ${code}).`,
  buildFailedNext:
    'Read what Docker says above; most often the network or the registry is the cause. Then run ./run setup again.',
  starting: 'Starting the containers, until each of them works …',
  startFailed: (unwell: readonly string[]) =>
    unwell.length === 0
      ? 'The containers did not start.'
      : `Not every container works: ${unwell.join(', ')}.`,
  startFailedNext: 'Read what Docker says above. If the port is taken: set REGPIPE_HTTP_PORT in .env.',
  readLogs: (services: readonly string[]) => `Read their logs: docker compose logs ${services.join(' ')}`,
  notSetUp: 'There are no passwords yet: .env has no REGPIPE_API_TOKEN.',
  notSetUpNext: 'Run ./run setup first.',

  credentialsMissing: (file: string) => `The CloudWatch agent (profile aws) has no keys: ${file} is no file.`,
  credentialsMissingNext:
    'Write the keys of an AWS user there (docs/containers.md), or leave aws out of COMPOSE_PROFILES.',
  credentialsOpen: (file: string) => `Others than its owner may read ${file}, which holds keys of AWS.`,
  credentialsOpenNext: (file: string) => `chmod 600 ${file}`,

  console: 'console and API',
  logs: 'logs',
  toBegin: 'Everything works. To load the data: ./run etl. To stop it: ./run down.',

  down: 'The containers are gone; their data stays in its volumes. To start them again: ./run up.',
  downFailed: (code: number) => `Docker could not remove the containers (docker compose down: ${code}).`,
  downFailedNext: 'Read what Docker says above, then run the command again.',

  willRemove: [
    'This removes the containers and, for good, everything in their volumes:',
    '  the database with all that is published, chunks on their way, dead letters, incoming files and logs.',
  ],
  willRemoveImage: (image: string) => `  The image ${image} goes, too.`,
  removeQuestion: 'Remove it all?',
  removed: 'Containers, volumes and image are gone.',
  removedButImage: (image: string) => `Containers and volumes are gone. The image ${image} stays.`,
  envKept: (file: string) => `The passwords and settings in ${file} stay.`,
};
