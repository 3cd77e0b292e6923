export {
  type PlayedProgram as PlayedDocker,
  playProgram as playDocker,
  type ProgramPlay as DockerPlay,
  says,
} from './played-program.ts';
