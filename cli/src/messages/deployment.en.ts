/** Of ./run deploy and ./run rollback-deploy, in English. What AWS, Docker and git themselves say comes as it is. */
export const deploymentEn = {
  onlyThese: 'Only these services (all of them)',

  target: (account: string, region: string, project: string) =>
    `Goes to AWS account ${account}, region ${region}, project ${project}.`,
  image: (tag: string) => `Image ${tag}`,
  willBuild: (platform: string) => `will be built for ${platform} and pushed`,
  isThere: 'is in the repository already: it is neither built nor pushed',
  natsImage: 'The image of NATS will be copied to the repository, too.',
  dirty: 'The working copy has changes that are not committed: the tag says so, and the time.',
  migratesFirst: 'First the database is migrated, then the services go over one by one:',
  question: 'Deploy?',

  cannotLoad: 'What deploys to AWS is not installed.',
  cannotLoadNext: 'In a clone of the repository, run ./run deploy: it installs what is missing.',
  noCommit: (reason: string) => `git does not say which commit this is: ${reason}`,
  noCommitNext: 'Deploy from a clone with git installed: the tag of the image is its commit.',

  caIsThere: (count: number, file: string) => `The database's authorities are in ${file} (${count}).`,
  caFetching: (url: string) => `Fetching the database's authorities from ${url} …`,
  caFetched: (count: number, file: string) => `${count} certificates are in ${file}.`,
  caKept: (reason: string, file: string) =>
    `Warning: the authorities could not be fetched (${reason}). Those in ${file} are used; they are older than 30 days.`,
  caMissing: (url: string, reason: string) =>
    `The database's authorities could not be fetched from ${url}: ${reason}`,
  caMissingNext: (file: string) =>
    `Check the network, set REGPIPE_RDS_CA_URL to another address, or put the bundle of RDS into ${file}.`,
  noCertificate: 'there is no certificate in it',
  brokenCertificate: 'not every certificate in it can be read',
  expired: 'every certificate in it has expired',

  building: (tag: string) => `Building the image ${tag} …`,
  pushing: (reference: string) => `Pushing ${reference} …`,
  pulling: (image: string) => `Fetching ${image} …`,
  dockerFailed: (what: string, code: number) => `docker ${what} ended with ${code}.`,
  dockerFailedNext: 'Read what Docker says above; most often the network or a registry is the cause.',
  loginFailed: (host: string, reason: string) => `Docker was not let into ${host}: ${reason}`,
  loginFailedNext: 'Run the command again; if it stays so, check that Docker reaches the registry.',

  firstTime: 'The image is pushed, and there are no services yet.',
  firstSteps: (tag: string) => [
    'Make them, then deploy once more, which migrates the database and waits for the services:',
    `  TF_VAR_image_tag=${tag} ./run tf-apply data runtime`,
    '  ./run deploy',
  ],

  noRegistry: (repositories: readonly string[]) =>
    `There are no repositories ${repositories.join(' and ')} in this account and region.`,
  noRegistryNext:
    'Apply the network, which makes them: ./run tf-apply network. Or check TF_VAR_project, TF_VAR_region and AWS_PROFILE.',
  servicesMissing: (services: readonly string[]) =>
    `Of the services, these are not in the cluster: ${services.join(', ')}.`,
  familyMissing: (family: string) => `There is no task definition ${family}.`,
  foreignImage: (revision: string, repository: string) =>
    `No container of the task definition ${revision} has an image of ${repository}.`,
  noNetwork: (revision: string) =>
    `The task definition ${revision} does not say where its task is to run (tags regpipe:subnets and regpipe:security-group).`,
  applyRuntime: 'Apply the runtime again: ./run tf-apply runtime',

  migrating: (revision: string) => `Migrating the database with ${revision} …`,
  migrationStarted: (task: string, group: string) => `  task ${task}, log in ${group}`,
  migrated: 'The database is migrated.',
  migrationFailed: (reason: string) => `The migration failed, and no service was touched: ${reason}`,
  migrationNotStarted: (reason: string) =>
    `The migration's task did not start, and no service was touched: ${reason}`,
  migrationNotStartedNext: 'Run ./run deploy again in a while; a lack of capacity passes by itself.',
  migrationTimedOut: (minutes: string) =>
    `The migration has not ended after ${minutes}. It goes on by itself; no service was touched.`,
  migrationGoesOn: (task: string) => `The migration goes on by itself (task ${task}).`,
  readLog: (group: string, stream: string) => `aws logs tail ${group} --log-stream-names ${stream}`,

  states: {
    waiting: 'untouched',
    rolling: 'rolling',
    completed: 'done',
    unchanged: 'runs it already',
    failed: 'FAILED',
  },
  tasks: (running: number, desired: number, failed: number) =>
    `${running}/${desired} running${failed === 0 ? '' : `, ${failed} failed`}`,
  away: (reason: string) => `AWS does not answer for now (${reason}); trying again …`,
  deployed: (tag: string) => `Every service runs ${tag}.`,

  rolloutFailed: (service: string, revision: string) => `${service} does not work with ${revision}:`,
  goesBack: (revision: string) => `ECS brings ${revision} back by itself.`,
  staysFailed: 'ECS does not bring anything back.',
  rolloutFailedNext: (group: string) =>
    `Read its log (aws logs tail ${group} --since 30m), mend it and deploy again.`,
  takeBack: 'To take back what has gone over: ./run rollback-deploy',
  superseded: (service: string, revision: string) =>
    `Somebody else has let ${service} go over to ${revision} meanwhile.`,
  supersededNext: 'Agree on who deploys, then run the command again.',
  serviceGone: (service: string) => `${service} was removed from the cluster meanwhile.`,
  timedOut: (service: string, time: string) =>
    `${service} has not come up after ${time}. ECS goes on with it by itself.`,
  timedOutNext:
    'Run the command again to wait on, or ./run rollback-deploy. REGPIPE_DEPLOY_LIMIT_S says for how long to wait.',
  interrupted: 'Left. What ECS has begun goes on by itself.',
  interruptedNext: 'To go on: the same command again. To go back: ./run rollback-deploy',
  interruptedEarly: 'Left before anything was changed in the cluster.',
  interruptedEarlyNext: 'Run the command again when it suits.',
  standing: 'How it stands:',

  willGoBack: 'These services go back, one by one:',
  staysOn: 'has another image, and stays',
  nothingBefore: 'has nothing before it, and stays',
  imageGone: (tag: string) => `stays: the image ${tag} is no longer in the repository`,
  backQuestion: 'Go back?',
  schemaStays: [
    "The database's control tables stay as they are: each version accepts newer ones than it knows.",
    'What is published stays, too; to go back there: ./run rollback.',
  ],
  wentBack: 'The services run what they ran before.',
  noPrevious: 'There is nothing to go back to:',
  noPreviousNext: 'Deploy another version instead: git switch … && ./run deploy',
  untagged: 'another image',

  aws: {
    credentials: (operation: string, reason: string) =>
      `AWS does not accept the credentials (${operation}): ${reason}`,
    credentialsNext:
      'Log in anew (aws sso login, or new keys), check AWS_PROFILE and the clock, then run the command again: it goes on from here.',
    denied: (operation: string, reason: string) =>
      `These credentials may not do this: ${reason} (${operation})`,
    deniedNext: (operation: string) => `Use a profile that may ${operation}, or have it allowed.`,
    busy: (operation: string, reason: string) => `AWS is busy (${operation}): ${reason}`,
    busyNext: 'Run the command again in a minute: it goes on from here.',
    unreachable: (operation: string, reason: string) => `AWS does not answer (${operation}): ${reason}`,
    unreachableNext: 'Check the network, TF_VAR_region and AWS_ENDPOINT_URL.',
    refused: (operation: string, reason: string) => `AWS refuses ${operation}: ${reason}`,
    refusedNext: 'Read what AWS says; ./run tf-plan shows whether the stacks are as they should be.',
  },
};
