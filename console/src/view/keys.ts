import { useEffect, useRef } from 'react';

/** Whether a key press belongs to a field, a menu or a dialog instead of the page. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.metaKey || event.ctrlKey || event.altKey) return true;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)
    || target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null;
}

/**
 * Single keys of a page. A handler that returns false leaves the key to others. Those that come first see it before the page does: g a
 * goes to the audit log and labels nothing.
 */
export function useKeys(handlers: Record<string, (event: KeyboardEvent) => boolean | void>, isFirst = false): void {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (isTyping(event) || event.defaultPrevented) return;
      const handler = latest.current[event.key];
      if (handler && handler(event) !== false) event.preventDefault();
    };
    window.addEventListener('keydown', onKey, isFirst);
    return () => window.removeEventListener('keydown', onKey, isFirst);
  }, [isFirst]);
}
