import { describe, expect, it } from 'vitest';
import type { Totals, UsualVolume } from '../api/contracts';
import { LAND } from './land';
import { movesOf, verdictOf } from './verdict';

const totals = (decisions: number, review: number, block = 0): Totals => ({ decisions, review, block, amount: 0, amounts: [], alerts_share: 0 });
const usual = (decisions: number, review: number, block = 0, weeks = 2): UsualVolume => ({ decisions, review, block, weeks, from: '', until: '' });

describe('verdictOf', () => {
  it.each([
    [totals(0, 0), null, 'Nothing to judge yet'],
    [totals(100, 0), null, 'Too little history to compare'],
    [totals(5000, 40), usual(3, 1), 'Too little history to compare'],
    [totals(1000, 187, 10), usual(1000, 100, 10), 'Share of reviews up 87 %'],
    [totals(1000, 5), usual(1000, 40), 'Share of reviews down 88 %'],
    [totals(1000, 40, 60), usual(1000, 40, 10), '6 times the usual share of blocks'],
    [totals(4000, 160, 240), usual(1000, 40, 10), '6 times the usual share of blocks · 4 times as many decisions'],
    [totals(4000, 160, 40), usual(1000, 40, 10), '4 times as many decisions, alerts among them as usual'],
    [totals(1400, 56, 14), usual(1000, 40, 10), 'Decisions up 40 %, alerts among them as usual'],
    [totals(400, 16), usual(1000, 40), 'Decisions down 60 %, alerts among them as usual'],
    [totals(198_679, 1219, 293), usual(8270, 38, 7, 1), '24 times as many decisions: not comparable with the week before'],
    [totals(100, 5), usual(1000, 40), 'Decisions down 90 %: not comparable with 2 earlier weeks'],
    [totals(1000, 40, 30), usual(1000, 40, 0), '30 blocks, usually none'],
    [totals(1000, 11), usual(1000, 10), 'As usual'],
    [totals(10, 2), usual(10, 1), 'As usual'],
  ])('case %#', (now, before, expected) => expect(verdictOf({ totals: now, usual: before }).headline).toBe(expected));

  it('says what it compares with', () => expect(verdictOf({ totals: totals(1000, 40, 10), usual: usual(990, 9.5, 1) }).detail)
    .toBe('50 of 1,000 decisions, 5 %, were sent to review or blocked; 1.06 % of 990 in the same hours of 2 earlier weeks.'));

  it('says what is too little', () => expect(verdictOf({ totals: totals(1000, 40, 10), usual: usual(4, 1) }).detail)
    .toBe('50 of 1,000 decisions, 5 %, were sent to review or blocked. The same hours of 2 earlier weeks had 4, which is too few.'));

  it('never calls usual what it marks as moved', () => {
    for (let review = 0; review < 400; review += 7) {
      const given = { totals: totals(1000, review), usual: usual(1000, 100) };
      expect(verdictOf(given).headline === 'As usual').toBe(!Object.values(movesOf(given) ?? {}).some(m => m.isNotable));
    }
  });

  it('takes more traffic with as many alerts in it for traffic alone', () => {
    for (let more = 1; more <= 5; more += 2) {
      expect(movesOf({ totals: totals(1000 * more, 50 * more, 9 * more), usual: usual(1000, 50, 9) }))
        .toMatchObject({ decisions: { isNotable: more > 1 }, review: { isNotable: false }, block: { isNotable: false } });
    }
  });
});

const isLand = (longitude: number, latitude: number): boolean =>
  LAND.some(([x, y]) => Math.abs(x - longitude) <= 1.25 && Math.abs(y - latitude) <= 1.25);

describe('LAND', () => {
  it('holds cities and not oceans', () => {
    expect([isLand(8.5, 47.4), isLand(-104, 40), isLand(-47, -15), isLand(77, 22), isLand(134, -25)]).toEqual([true, true, true, true, true]);
    expect([isLand(-40, 35), isLand(-140, 0), isLand(80, -20)]).toEqual([false, false, false]);
  });
});
