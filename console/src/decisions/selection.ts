import type { Decision } from '../api/contracts';
import type { Sort } from './filters';

/**
 * The rows with the one that is selected, wherever the list came from: what is looked at does not go because the list was filtered, began
 * anew or holds its page only. It stands where it belongs in the order of the list.
 */
export function withSelected(rows: Decision[], selected: Decision | null, sort?: Sort): Decision[] {
  if (!selected || rows.some(d => d.sequence === selected.sequence)) return rows;
  const at = rows.findIndex(d => keyOf(d, sort) < keyOf(selected, sort)
    || (keyOf(d, sort) === keyOf(selected, sort) && d.sequence < selected.sequence));
  return rows.toSpliced(at < 0 ? rows.length : at, 0, selected);
}

// As the API ranks: the largest first, of equal ones the newest.
const keyOf = (d: Decision, sort?: Sort): number =>
  sort === 'risk' ? d.risk : sort === 'amount' ? Math.abs(d.amount ?? 0) : d.sequence;

/** All rows from one to another, in the order of the list; only the second where the first is not in it. */
export function between(rows: Decision[], from: number | null, to: number): Decision[] {
  const end = rows.findIndex(d => d.sequence === to);
  if (end < 0) return [];
  const start = rows.findIndex(d => d.sequence === from);
  return start < 0 ? rows.slice(end, end + 1) : rows.slice(Math.min(start, end), Math.max(start, end) + 1);
}

/** The row that `by` steps lead to; the first where none is selected. */
export function stepped(rows: Decision[], selected: number | null, by: number): Decision | undefined {
  const at = rows.findIndex(d => d.sequence === selected);
  return rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))];
}
