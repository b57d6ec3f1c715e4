import { describe, expect, it } from 'vitest';
import { busiestText, dayBefore, gapText, hoursOf, shareText, spanText } from './usual-words';

describe('what is usual in words', () => {
  it('finds the busy hours, over midnight too', () => {
    const hours = Array.from({ length: 24 }, () => 0);
    Object.assign(hours, { 22: 4, 23: 4, 0: 4, 12: 1 });
    expect(busiestText(hours)).toBe('Mostly 22:00 to 01:00; 92 % of all');
    expect(busiestText(hours.map(() => 3))).toMatch(/^Mostly/);
    expect(busiestText(hours.map(() => 0))).toBe('No transactions yet');
  });

  it('adds up weekdays', () => expect(hoursOf([[1, 2], [3, 4]]).slice(0, 3)).toEqual([4, 6, 0]));

  it('names days', () => expect([dayBefore('2026-12-01', 0), dayBefore('2026-12-01', 27)]).toEqual(['01 Dec', '04 Nov']));

  it('tells spans in the unit that fits', () => {
    expect([spanText(5_400), spanText(3_600), spanText(45), spanText(200_000), spanText(0.4)]).toEqual(['1.5 hours', '1 hour', '45 seconds', '2.3 days', '0.4 seconds']);
    expect(gapText({ median_gap_s: null, last_day: '', days: [1] })).toBe('1 in the last four weeks of its history');
  });

  it('tells the share of the first', () => {
    expect(shareText([{ name: 'Berlin', count: 5 }, { name: 'Paris', count: 1 }], 10)).toBe('Berlin most often, 50 % of all');
    expect(shareText([{ name: 'Berlin', count: 5 }], 10)).toBe('Always Berlin');
  });
});
