import { useMutation, useQuery } from '@tanstack/react-query';
import type { Decision, DecisionDetail, Replay } from '../api/contracts';
import type { Page } from '../api/page';
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
    get<Page<Decision>>(`/streams/${encodeURIComponent(stream ?? '')}/entity/history`, { id: entity, limit }, signal),
  enabled: Boolean(stream && entity),
  staleTime: 15_000,
});

export const useReplay = (sequence: number) => useMutation({
  mutationKey: ['replay', sequence],
  mutationFn: () => send<Replay>('POST', `/decisions/${sequence}/replay`),
});
