import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { EntityProfile, EntitySummary, Page } from '../api/contracts';
import { get, send } from '../api/http';

const pathOf = (stream: string, entity: string) => `/streams/${encodeURIComponent(stream)}/entities/${encodeURIComponent(entity)}`;

const MOST = 200;

export const useEntities = (stream: string | undefined, query: string) => useQuery({
  queryKey: ['entities', stream, query],
  queryFn: ({ signal }) => get<Page<EntitySummary>>(`/streams/${encodeURIComponent(stream ?? '')}/entities`, { query, limit: MOST }, signal),
  enabled: Boolean(stream),
  select: page => page.items,
});

export const useEntity = (stream: string, entity: string) => useQuery({
  queryKey: ['entity', stream, entity],
  queryFn: ({ signal }) => get<EntityProfile>(pathOf(stream, entity), {}, signal),
});

/** Deletes the key to the personal data of an entity: nothing personal can be read any more, everywhere and for good. */
export function useErase(stream: string, entity: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => send<{ erased: boolean; decisions: number }>('DELETE', pathOf(stream, entity)),
    onSuccess: () => client.invalidateQueries(),
  });
}
