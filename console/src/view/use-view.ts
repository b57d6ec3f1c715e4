import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { type View, viewOf } from './view';

/** The shared part of the address. */
export function useView(): View {
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const { from, to, range, zone, stream } = search;
  return useMemo(() => viewOf({ from, to, range, zone, stream }), [from, to, range, zone, stream]);
}

/** Changes parts of the shared address and leaves the rest of it alone. */
export function useSetView(): (change: Partial<Record<keyof View, string | undefined>>) => void {
  const navigate = useNavigate();
  return useCallback(change => {
    void navigate({ to: '.', search: (old: Record<string, unknown>) => ({ ...old, ...change }) } as never);
  }, [navigate]);
}
