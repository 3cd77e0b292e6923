import type { StatementReason } from './find-statement-problems.ts';

const KEY_ITSELF = 'In the policy of a key it means the key itself.';
const ECR_LOGIN = 'The login to ECR is for the account: AWS knows no resource for it.';

const MONITORING = {
  WriteLines: { reason: 'The log writer puts lines into the streams of the group.' },
  FindAndMakeStreams: { reason: 'It finds its streams and makes them where they are missing.' },
  FindGroup: {
    reason: 'AWS checks the search for a group against a group without a name: none is narrower.',
  },
  AdministerKey: {
    reason: 'Whoever administers the account administers the key.',
    everyResource: KEY_ITSELF,
  },
  EncryptAlerts: { reason: "CloudWatch encrypts what this project's alarms say.", everyResource: KEY_ITSELF },
  PublishAlerts: { reason: "This project's alarms, and nobody else, tell the topic." },
};

const NETWORK = {
  TakeOn: { reason: 'The flow log takes the role on.' },
  WriteRefused: { reason: 'It writes refused connections to its own group.' },
  PullImages: { reason: "Tasks pull the project's images." },
  SignIn: { reason: 'Tasks log in to ECR before that.', everyResource: ECR_LOGIN },
  CallApis: {
    reason: "The VPC's clients GET from REST APIs.",
    everybody: 'They need not be known to IAM: the gateway asks for a token.',
  },
  WriteLogs: { reason: 'Tasks write their logs.' },
  ReadImageLayers: {
    reason: 'ECR keeps the layers of images in a bucket of its own.',
    everybody: 'ECR signs the address of a layer itself, in no account of ours.',
  },
  MoveIncomingFiles: {
    reason: 'Files that were dropped are read, and moved with their tags when they are done with.',
  },
  ListIncomingFiles: { reason: 'They are looked for.' },
  ReadSecrets: { reason: 'Tasks are given their passwords when they start.' },
  TakeFromQueues: { reason: 'News of files is taken from the queue.' },
};

const DATA = {
  TakeOn: { reason: 'ECS takes the roles of tasks on.' },
  OpenRegistry: { reason: 'ECS pulls the image of NATS.', everyResource: ECR_LOGIN },
  PullImage: { reason: 'The image of NATS, no other.' },
  WriteLog: { reason: 'A node writes to its own group.' },
  ReadSecrets: { reason: 'A node knows the passwords of those it lets in, and of the other nodes.' },
  KeepStore: { reason: 'A node mounts its own folder, by its own access point.' },
  RefuseInTheClear: { reason: 'What the streams hold goes over TLS alone.' },
};

const RUNTIME = {
  TakeOn: { reason: 'ECS, and API Gateway for its log, take their roles on.' },
  OpenRegistry: { reason: 'ECS pulls the image.', everyResource: ECR_LOGIN },
  PullImage: { reason: "regpipe's image, no other." },
  WriteLog: { reason: 'A task writes to its own group.' },
  ReadSecrets: { reason: 'A task is given the secrets that its container names, no others.' },
  FindDroppedFiles: {
    reason: 'The intake looks for dropped files, and is told by S3 of a file that is not there.',
  },
  ReadDroppedFiles: { reason: 'The fetcher reads files that were dropped, where they were dropped.' },
  ReadDropsAndReports: {
    reason: 'The intake looks whether a file is still the one that was dropped, and copies it with its tags.',
  },
  PutAwayAndReport: {
    reason: 'It copies a file to where it belongs when it is done with, and puts its report.',
  },
  TakeAwayDroppedFiles: {
    reason: 'What it has copied goes from where it was dropped, and nothing else does.',
  },
  TakeEventsOfFiles: {
    reason:
      'It takes events of files from their queue: what whoever reads a queue does, with this one alone.',
  },
  AskFromTheVpc: {
    reason:
      "Who comes by the VPC's endpoint may GET, and POST questions about notifications; the services ask for a token.",
  },
  RefuseOthers: { reason: 'Whatever is allowed later, nobody asks by another way.' },
  WriteApiLogs: {
    reason: 'The role by which API Gateway logs is one for the account: all its groups in this region.',
  },
};

const INGEST = {
  RefusePlainHttp: { reason: 'What the bucket holds goes over TLS alone.' },
  TakeEvents: { reason: 'The rule, and nobody else, puts events into the queue.' },
  KeepUndelivered: { reason: 'The rule puts there what it could not deliver.' },
  TakeOn: { reason: 'EventBridge takes the role on.' },
  CallHook: { reason: 'EventBridge calls this one API destination.' },
};

/** Every statement of every policy, and why it is there: one that is new, or gone, has to be said here. */
export const STATEMENT_REASONS: readonly StatementReason[] = Object.entries({
  ...{ monitoring: MONITORING, network: NETWORK, data: DATA, runtime: RUNTIME, ingest: INGEST },
}).flatMap(([stack, statements]) =>
  Object.entries(statements).map(([sid, reason]) => ({ stack, sid, ...reason })),
);
