import { describe, expect, it } from 'vitest';
import { eventParser, type ServerEvent } from './event-stream';

const TEXT = ': vigil\nretry: 1000\n\nid: 7\nevent: decision\ndata: {"a":1}\n\n: beat\n\nid: 8\r\nevent: decision\r\ndata: one\r\ndata:two\r\n\r\ndata: x\n\n';

function parsed(pieces: string[]): ServerEvent[] {
  const events: ServerEvent[] = [];
  const parse = eventParser(event => events.push(event));
  pieces.forEach(parse);
  return events;
}

describe('eventParser', () => {
  const expected = [
    { id: '7', event: 'decision', data: '{"a":1}' }, { id: '8', event: 'decision', data: 'one\ntwo' }, { id: '8', event: 'message', data: 'x' },
  ];

  it('reads events, several data lines, any line end, and skips comments', () => expect(parsed([TEXT])).toEqual(expected));

  it('gives the same wherever the text is cut', () => {
    for (let at = 0; at <= TEXT.length; at++) expect(parsed([TEXT.slice(0, at), TEXT.slice(at)])).toEqual(expected);
    expect(parsed([...TEXT])).toEqual(expected);
  });

  it('waits for the empty line', () => expect(parsed(['data: unfinished\n'])).toEqual([]));
});
