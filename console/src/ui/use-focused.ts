import { type RefObject, useEffect, useRef } from 'react';

/** The field that a page is about has the focus when the page appears. */
export function useFocused<T extends HTMLElement>(isWanted = true): RefObject<T | null> {
  const field = useRef<T>(null);
  useEffect(() => {
    if (isWanted) field.current?.focus();
  }, [isWanted]);
  return field;
}
