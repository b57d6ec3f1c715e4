import { type RefObject, useRef } from 'react';
import { useKeys } from './keys';

/** j and k go from row to row of a plain table. The row's link has the focus, so that Enter opens it and it is always in sight. */
export function useRowKeys<T extends HTMLElement>(): RefObject<T | null> {
  const frame = useRef<T>(null);
  const move = (by: number): false | void => {
    const links = [...(frame.current?.querySelectorAll<HTMLElement>('tbody tr') ?? [])]
      .map(row => row.querySelector<HTMLElement>('a, button')).filter(link => link !== null);
    if (links.length === 0) return false;
    const at = links.findIndex(link => link.closest('tr')?.contains(document.activeElement));
    const next = links[at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + by))];
    next?.focus({ preventScroll: true });
    next?.closest('tr')?.scrollIntoView({ block: 'nearest' });
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    Escape: () => {
      if (!(document.activeElement instanceof HTMLElement) || !frame.current?.contains(document.activeElement)) return false;
      return document.activeElement.blur();
    },
  });
  return frame;
}
