import { describe, expect, it } from 'vitest';
import { parseSearch, stringifySearch } from '../view/search';
import { type Filters, filtersOf, parametersOf, searchOf } from './filters';

const all: Filters = {
  level: ['high', 'critical'], decision: ['review'], entity: 'C 1/ü&x=y', transaction_id: '00123', min_risk: 60, max_risk: 99.5, min_amount: 0, max_amount: 1e6,
  merchant: 'Müller & Söhne', location: 'Zürich', device: 'd/1', ip: '2001:db8::1', reason: 'time_of_day', label: 'fraud', sort: 'risk',
};

describe('filters in the address', () => {
  it('survive the way there and back', () => {
    expect(filtersOf(parseSearch(stringifySearch(searchOf(all))))).toEqual(all);
    expect(filtersOf(parseSearch(stringifySearch(searchOf({}))))).toEqual({});
  });

  it('read well', () => expect(stringifySearch(searchOf({ level: ['high', 'critical'], min_risk: 60 }))).toBe('?level=high,critical&min_risk=60'));

  it('are what is understood', () => {
    expect(filtersOf({ level: 'critical,hot,low', decision: 'maybe', min_risk: 'x', max_risk: '', entity: '  ', foo: '1' })).toEqual({ level: ['low', 'critical'] });
  });

  it('keep an identifier that looks like a number as it is', () => expect(filtersOf(parseSearch('?transaction_id=00123')).transaction_id).toBe('00123'));
});

describe('parametersOf', () => {
  it('takes range and stream from the view', () => {
    const now = Date.parse('2026-11-21T10:00:30Z');
    expect(parametersOf({ entity: 'a' }, { range: '1h', stream: 's' }, now)).toMatchObject({ from: '2026-11-21T09:00:00.000Z', stream: 's', entity: 'a' });
    expect(parametersOf({}, { range: 'all' }, now).from).toBeUndefined();
  });
});
