import type { Decision } from '../api/contracts';
import { useKeys } from '../view/keys';
import { stepped } from './selection';
import type { Marks } from './use-marks';

interface ListKeys {
  rows: Decision[];
  selected: number | null;
  marks: Marks;
  select: (sequence: number | null) => void;
  open: (sequence: number) => void;
}

/** The list without a mouse: move, mark one or several, open, let go. */
export function useListKeys({ rows, selected, marks, select, open }: ListKeys): void {
  const move = (by: number) => {
    const next = stepped(rows, selected, by);
    if (next) select(next.sequence);
    return next;
  };
  const moveAndMark = (by: number) => {
    const next = move(by);
    if (next) marks.extend(rows, next, selected ?? next.sequence);
  };
  useKeys({
    j: () => void move(1),
    k: () => void move(-1),
    J: () => moveAndMark(1),
    K: () => moveAndMark(-1),
    ArrowDown: event => onGrid(event, () => (event.shiftKey ? moveAndMark(1) : move(1))),
    ArrowUp: event => onGrid(event, () => (event.shiftKey ? moveAndMark(-1) : move(-1))),
    x: () => {
      const row = rows.find(d => d.sequence === selected);
      if (row) marks.toggle(row);
      else move(1);
    },
    Enter: event => (selected === null || isIn(event, 'button, a') ? false : open(selected)),
    Escape: () => {
      if (marks.sequences.size > 0) return marks.clear();
      return selected === null ? false : select(null);
    },
  });
}

const onGrid = (event: KeyboardEvent, then: () => void): false | void => (isIn(event, '[role="grid"]') ? then() : false);

const isIn = (event: KeyboardEvent, selector: string): boolean => event.target instanceof Element && event.target.closest(selector) !== null;
