import { isSettled, type Job, jobSchema, TerminalError } from '@regpipe/contracts';
import type { Stack } from './start-stack.ts';

/** A call of the API that answers with a job. @throws TerminalError with the answer when that is a refusal */
export async function requestJob(stack: Stack, method: string, path: string, body?: unknown): Promise<Job> {
  const response = await fetch(`${stack.apiUrl}${path}`, {
    method,
    headers: { ...authorization(stack), 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (response.ok) return jobSchema.parse(await response.json());
  throw new TerminalError('STACK_FAILED', `${method} ${path} was refused: ${await response.text()}`);
}

/** Follows a job as server-sent events, without a load of its own, and gives it as it ended. */
export async function followToEnd(stack: Stack, jobId: number): Promise<Job> {
  const path = `/api/jobs/${jobId}/events`;
  const response = await fetch(`${stack.apiUrl}${path}`, { headers: authorization(stack) });
  let unread = '';
  for await (const text of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const frames = (unread + text).split('\n\n');
    unread = frames.pop() ?? '';
    for (const frame of frames) {
      const data = /^event: job\ndata: (.*)$/m.exec(frame)?.[1];
      if (data === undefined) continue;
      const job = jobSchema.parse(JSON.parse(data));
      if (isSettled(job.status)) return job;
    }
  }
  throw new TerminalError('STACK_FAILED', `${path} ended before the job did.`);
}

export function authorization(stack: Stack): { readonly authorization: string } {
  return { authorization: `Bearer ${stack.apiToken}` };
}
