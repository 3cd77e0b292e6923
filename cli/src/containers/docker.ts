import { type Program, type ProgramAnswer, programIn } from '../program.ts';
import { envFileOptions } from './env-file.ts';

/** The program `docker`, in the folder of docker-compose.yml. */
export type Docker = Program;
export type DockerAnswer = ProgramAnswer;

/** Compose reads `.env.local` as well, where there is one. */
export function dockerIn(directory: string): Docker {
  const docker = programIn('docker', { cwd: directory });
  const withEnvFiles = ([command = '', ...args]: readonly string[]) =>
    command === 'compose' ? [command, ...envFileOptions(directory), ...args] : [command, ...args];
  return {
    run: (args) => docker.run(withEnvFiles(args)),
    ask: (args) => docker.ask(withEnvFiles(args)),
  };
}
