import { expect, it } from 'vitest';
import { exactMoney, money } from './money';

it('sums of several currencies are never one', () => {
  expect(money([{ currency: null, amount: 1200 }])).toBe('1.2K');
  expect(money([{ currency: 'EUR', amount: 1200 }, { currency: 'USD', amount: 5 }])).toBe('1.2K EUR · 5 USD');
  expect(money([{ currency: 'CHF', amount: 1 }, { currency: 'EUR', amount: 2 }, { currency: 'USD', amount: 3 }])).toBe('1 CHF · 2 EUR · 1 more');
  expect(money([])).toBe('–');
});

it('keeps twelve digits and cents', () => expect(exactMoney(12345678901.5, 'EUR')).toBe('12,345,678,901.50 EUR'));
