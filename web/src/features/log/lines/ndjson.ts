/** What was said a line at a time, as it arrives: the values of each piece. */
export async function* ndjson<Value>(body: ReadableStream<Uint8Array>): AsyncGenerator<Value[]> {
  const reader = body.pipeThrough(new TextDecoderStream() as never).getReader();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = (await reader.read()) as ReadableStreamReadResult<string>;
      if (done) break;
      const texts = (rest + value).split("\n");
      rest = texts.pop() ?? "";
      if (texts.length > 0) yield texts.map((text) => JSON.parse(text) as Value);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
