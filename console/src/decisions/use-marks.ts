import { useCallback, useMemo, useRef, useState } from 'react';
import type { Decision } from '../api/contracts';
import { between } from './selection';

export interface Marks {
  sequences: ReadonlySet<number>;
  decisions: Decision[];
  toggle: (decision: Decision) => void;
  /** Marks everything from one, by default the last one that was touched, to another. */
  extend: (rows: Decision[], to: Decision, from?: number) => void;
  /** One was looked at: a range begins there. */
  touch: (sequence: number) => void;
  clear: () => void;
}

const NONE: ReadonlyMap<number, Decision> = new Map();

/** Several rows that something is about to be done with. They are marked until it is done, whatever the list does. */
export function useMarks(): Marks {
  const [marked, setMarked] = useState(NONE);
  const anchor = useRef<number | null>(null);
  const toggle = useCallback((decision: Decision) => {
    anchor.current = decision.sequence;
    setMarked(old => {
      const next = new Map(old);
      if (!next.delete(decision.sequence)) next.set(decision.sequence, decision);
      return next;
    });
  }, []);
  const extend = useCallback((rows: Decision[], to: Decision, from?: number) => {
    const begin = from ?? anchor.current;
    anchor.current = to.sequence;
    setMarked(old => new Map([...old, ...between(rows, begin, to.sequence).map(d => [d.sequence, d] as const)]));
  }, []);
  const touch = useCallback((sequence: number) => {
    anchor.current = sequence;
  }, []);
  const clear = useCallback(() => {
    anchor.current = null;
    setMarked(NONE);
  }, []);
  return useMemo(() => ({
    sequences: new Set(marked.keys()), decisions: [...marked.values()], toggle, extend, touch, clear,
  }), [marked, toggle, extend, touch, clear]);
}
