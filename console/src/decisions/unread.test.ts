import { describe, expect, it } from 'vitest';
import { parseSearch, stringifySearch } from '../view/search';
import { filtersOf } from './filters';
import { keptOf, unreadOf } from './unread';

describe('unreadOf', () => {
  it('says what is given and what would be understood', () => expect(unreadOf({ level: 'purple,high', min_risk: 'ab', max_amount: '1,000' })).toEqual([
    { name: 'level', label: 'Level', text: 'purple', expected: 'one of low, medium, high, critical' },
    { name: 'min_risk', label: 'Risk from', text: 'ab', expected: 'a number from 0 to 100' },
  ]));

  it('knows that a risk ends at 100', () => expect(unreadOf({ max_risk: '150', max_amount: '150' }).map(u => u.name)).toEqual(['max_risk']));

  it('has nothing to say about filters that are understood, or not there', () =>
    expect(unreadOf({ level: 'low', decision: 'block', min_amount: '1 000', min_risk: '', other: 'x' })).toEqual([]));
});

describe('keptOf', () => {
  it('loses nothing on the way through the address', () => {
    const search = parseSearch('?level=purple,high&min_risk=ab&min_amount=1,000');
    const kept = parseSearch(stringifySearch(keptOf(search)));
    expect(kept).toEqual({ level: 'purple,high', min_risk: 'ab', min_amount: '1000' });
    expect(filtersOf(kept)).toEqual({ level: ['high'], min_amount: 1000 });
  });
});
