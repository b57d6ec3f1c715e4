import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';

interface Live {
  isPaused: boolean;
  toggle: () => void;
}

const Context = createContext<Live>({ isPaused: false, toggle: () => undefined });

/** Whether lists and charts take in what happens now. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const [isPaused, setPaused] = useState(false);
  const value = useMemo(() => ({ isPaused, toggle: () => setPaused(old => !old) }), [isPaused]);
  return <Context value={value}>{children}</Context>;
}

export const useLive = (): Live => useContext(Context);
