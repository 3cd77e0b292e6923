export interface ServerSentEvent {
  readonly event: string;
  readonly data: unknown;
}

/** The server-sent events of an answer, comments left out. Leaving the loop ends the connection. */
export async function* readEvents(response: Response): AsyncGenerator<ServerSentEvent, void> {
  if (response.body === null) throw new Error('The answer has no body.');
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of response.body as ReadableStream<Uint8Array>) {
    text += decoder.decode(bytes, { stream: true });
    const frames = text.split('\n\n');
    text = frames.pop() ?? '';
    for (const frame of frames) {
      const fields = new Map(frame.split('\n').map((line) => splitField(line)));
      const data = fields.get('data');
      if (data !== undefined)
        yield { event: fields.get('event') ?? 'message', data: JSON.parse(data) as unknown };
    }
  }
}

function splitField(line: string): [string, string] {
  const colon = line.indexOf(': ');
  return [line.slice(0, colon), line.slice(colon + 2)];
}
