import { describe, expect, it } from 'vitest';
import { parseSearch, stringifySearch } from './search';
import { isLive, momentsOf, viewOf } from './view';

describe('viewOf', () => {
  it('survives the address', () => {
    const view = { from: '2026-11-01T00:00:00.000Z', to: '2026-11-02T00:00:00.000Z', zone: 'Asia/Singapore', stream: 'cards & co' };
    expect(viewOf(parseSearch(stringifySearch(view)))).toEqual(view);
  });

  it('drops what it does not understand, and the range that is usual', () => {
    expect(viewOf({ range: '3y', zone: 'Nowhere', from: 'soon', stream: '' })).toEqual({});
    expect(viewOf({ range: '24h' })).toEqual({});
  });

  it('prefers exact moments over a range', () => expect(viewOf({ range: '7d', from: '2026-11-01' })).toEqual({ from: '2026-11-01T00:00:00.000Z' }));
});

describe('range', () => {
  it('that ends now is live', () => {
    expect(isLive({ from: '2026-11-01T00:00:00.000Z' })).toBe(true);
    expect(isLive({ to: '2026-11-01T00:00:00.000Z' })).toBe(false);
  });

  it('keeps its address for a minute', () => {
    const now = Date.parse('2026-11-21T10:00:10Z');
    expect(momentsOf({}, now)).toEqual(momentsOf({}, now + 40_000));
  });
});
