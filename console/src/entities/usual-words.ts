import type { EntityProfile, NamedCount } from '../api/contracts';
import { count, percent } from '../format/number';
import { day } from '../format/time';

const HOURS = 24;
const MOST_OF = 0.8;
const DAY_MS = 86_400_000;

/** Transactions by hour, whatever the weekday. */
export const hoursOf = (byWeekday: number[][]): number[] =>
  Array.from({ length: HOURS }, (_, hour) => byWeekday.reduce((sum, row) => sum + (row[hour] ?? 0), 0));

/** The shortest span of hours, over midnight too, with four in five of the transactions. */
export function busiestText(hours: number[]): string {
  const all = hours.reduce((sum, n) => sum + n, 0);
  if (all === 0) return 'No transactions yet';
  for (let length = 1; length <= HOURS; length++) {
    for (let from = 0; from < HOURS; from++) {
      const within = Array.from({ length }, (_, i) => hours[(from + i) % HOURS] ?? 0).reduce((sum, n) => sum + n, 0);
      if (within < all * MOST_OF) continue;
      if (length === HOURS) return 'At all hours';
      return `Mostly ${clockOf(from)} to ${clockOf(from + length)}; ${percent(within / all, 0)} of all`;
    }
  }
  return 'At all hours';
}

const clockOf = (hour: number): string => `${String(hour % HOURS).padStart(2, '0')}:00`;

/** How long it usually is from one transaction to the next. */
export function gapText({ median_gap_s: gap, days }: EntityProfile['pace']): string {
  const total = days.reduce((sum, n) => sum + n, 0);
  const month = `${count(total)} in the last four weeks of its history`;
  return gap === null ? month : `Usually ${spanText(gap)} between two; ${month}`;
}

/** 08 Nov, so many days before a day. */
export const dayBefore = (last: string, days: number): string => day(Date.parse(last) - days * DAY_MS, 'UTC');

const UNITS = [['day', 86_400], ['hour', 3_600], ['minute', 60], ['second', 1]] as const;

export function spanText(seconds: number): string {
  const [unit, size] = UNITS.find(([, s]) => seconds >= s) ?? UNITS[3];
  const value = Math.round((seconds / size) * (seconds < 10 * size ? 10 : 1)) / (seconds < 10 * size ? 10 : 1);
  return `${value} ${unit}${value === 1 ? '' : 's'}`;
}

/** Berlin most often, 83 % of all; 5 known. */
export function shareText(items: NamedCount[], all: number): string {
  const [first] = items;
  if (!first) return 'None is known';
  if (items.length === 1) return `Always ${first.name}`;
  return `${first.name} most often, ${percent(first.count / Math.max(1, all), 0)} of all`;
}
