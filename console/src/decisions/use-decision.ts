import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Decision, DecisionDetail, Page, Replay } from '../api/contracts';
import { get, send } from '../api/http';

const keyOf = (sequence: number) => ['decision', sequence];

/** One decision with all that led to it. It never changes, but for its label. */
export const useDecision = (sequence: number | null) => useQuery({
  queryKey: keyOf(sequence ?? 0),
  queryFn: ({ signal }) => get<DecisionDetail>(`/decisions/${sequence}`, {}, signal),
  enabled: sequence !== null,
  staleTime: 60_000,
});

export const useHistory = (stream: string | undefined, entity: string | undefined, limit: number) => useQuery({
  queryKey: ['history', stream, entity, limit],
  queryFn: ({ signal }) =>
    get<Page<Decision>>(`/streams/${encodeURIComponent(stream ?? '')}/entities/${encodeURIComponent(entity ?? '')}/history`, { limit }, signal),
  enabled: Boolean(stream && entity),
  staleTime: 15_000,
});

export const useReplay = (sequence: number) => useMutation({
  mutationKey: ['replay', sequence],
  mutationFn: () => send<Replay>('POST', `/decisions/${sequence}/replay`),
});

/** Says whether a transaction was fraud. Shown at once, taken back when the server refuses it. */
export function useLabel(decision: Pick<Decision, 'sequence' | 'stream' | 'transaction_id'>) {
  const client = useQueryClient();
  const key = keyOf(decision.sequence);
  return useMutation({
    mutationFn: (isFraud: boolean) =>
      send('POST', '/labels', { stream: decision.stream, transaction_id: decision.transaction_id, fraud: isFraud }),
    onMutate: isFraud => {
      const before = client.getQueryData<DecisionDetail>(key);
      if (before) client.setQueryData(key, { ...before, label: isFraud ? 1 : 0 });
      return before;
    },
    onError: (_error, _isFraud, before) => client.setQueryData(key, before),
    onSuccess: (_answer, isFraud) => {
      client.setQueriesData<{ pages: Page<Decision>[] }>({ queryKey: ['decisions'] }, old => old && {
        ...old,
        pages: old.pages.map(page => ({
          ...page, items: page.items.map(d => (d.sequence === decision.sequence ? { ...d, label: isFraud ? 1 as const : 0 as const } : d)),
        })),
      });
      void client.invalidateQueries({ queryKey: ['history'] });
      void client.invalidateQueries({ queryKey: ['entity'] });
    },
  });
}
