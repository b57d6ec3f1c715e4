import { isLost, onConnectionChange, reportReachable, reportUnreachable } from './connection';
import { request } from './http';
import { Problem } from './problem';

export interface ServerEvent {
  id: string;
  event: string;
  data: string;
}

/** Takes the text of an event stream in pieces of any size and gives the events that are whole. */
export function eventParser(onEvent: (event: ServerEvent) => void): (piece: string) => void {
  let rest = '';
  let id = '';
  let event = '';
  let data: string[] = [];

  const line = (text: string): void => {
    if (text === '') {
      if (data.length > 0) onEvent({ id, event: event || 'message', data: data.join('\n') });
      event = '';
      data = [];
      return;
    }
    const colon = text.indexOf(':');
    const name = colon < 0 ? text : text.slice(0, colon);
    const value = colon < 0 ? '' : text.slice(colon + 1).replace(/^ /, '');
    if (name === 'id') id = value;
    else if (name === 'event') event = value;
    else if (name === 'data') data.push(value);
  };

  return piece => {
    rest += piece;
    for (;;) {
      const end = /\r\n|\n|\r(?!$)/.exec(rest);
      if (!end) return;
      line(rest.slice(0, end.index));
      rest = rest.slice(end.index + end[0].length);
    }
  };
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;
const SILENCE_MS = 40_000;

/**
 * Follows an event stream until the signal is aborted. A fetch, since EventSource cannot send the Authorization header.
 * Reconnects by itself, from the last event that was seen.
 */
export async function follow(
  address: string, lastEventId: string | null, onEvent: (event: ServerEvent) => void, signal: AbortSignal,
): Promise<void> {
  let last = lastEventId;
  let wait = FIRST_WAIT_MS;
  while (!signal.aborted) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- one connection after the other
      await connectOnce(address, last, event => {
        last = event.id || last;
        onEvent(event);
      }, () => {
        wait = FIRST_WAIT_MS;
      }, signal);
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof Problem && (error.status === 401 || error.status === 403 || error.status === 404)) return;
      reportUnreachable();
    }
    // oxlint-disable-next-line no-await-in-loop -- the pause between two connections
    await pause(wait, signal);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }
}

async function connectOnce(
  address: string, last: string | null, onEvent: (event: ServerEvent) => void, onOpen: () => void, signal: AbortSignal,
): Promise<void> {
  const silence = new AbortController();
  const headers: Record<string, string> = { Accept: 'text/event-stream' };
  if (last) headers['Last-Event-ID'] = last;
  const response = await request(address, { headers, signal: AbortSignal.any([signal, silence.signal]), cache: 'no-store' });
  onOpen();
  reportReachable();
  if (!response.body) return;
  // What was open while the network was away may never say so: a new connection goes on from the last event.
  const unwatch = onConnectionChange(() => silence.abort());
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const parse = eventParser(onEvent);
  let watch = setTimeout(() => silence.abort(), SILENCE_MS);
  try {
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- the pieces come one after the other
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(watch);
      watch = setTimeout(() => silence.abort(), SILENCE_MS);
      parse(value);
    }
  } finally {
    unwatch();
    clearTimeout(watch);
  }
}

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    const end = (): void => {
      clearTimeout(timer);
      unwatch();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    // When the server is back, nobody waits for the rest of a pause.
    const unwatch = onConnectionChange(() => isLost() || end());
    signal.addEventListener('abort', end);
  });
