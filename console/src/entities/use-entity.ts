import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { EntityProfile, EntitySummary, Erased } from '../api/contracts';
import type { Page } from '../api/page';
import { get, send } from '../api/http';
import { zoneName } from '../format/time';
import { momentsOf, type View, zoneOf } from '../view/view';

// Ids hold slashes, spaces and percent signs, which no path survives on every way.
const pathOf = (stream: string) => `/streams/${encodeURIComponent(stream)}/entity`;

const MOST = 200;

export const useEntities = (stream: string | undefined, query: string) => useQuery({
  queryKey: ['entities', stream, query],
  queryFn: ({ signal }) => get<Page<EntitySummary>>(`/streams/${encodeURIComponent(stream ?? '')}/entities`, { query, limit: MOST }, signal),
  enabled: Boolean(stream),
  select: page => page.items,
});

/** Of an entity by the name that it was asked for: the server knows it no more when it was erased. */
export type NamedProfile = EntityProfile & { entity: string };

/** Its figures are of the range, its habits of all that is recent; hours and days are told in the zone of the view. */
export const useEntity = (stream: string, entity: string, view: View) => useQuery({
  queryKey: ['entity', stream, entity, { ...view, stream: undefined }],
  queryFn: ({ signal }) => get<EntityProfile>(pathOf(stream), { id: entity, ...momentsOf(view, Date.now()), zone: zoneName(zoneOf(view)) }, signal),
  placeholderData: keepPreviousData,
  select: (profile): NamedProfile => ({ ...profile, entity: profile.entity ?? entity }),
});

/** Deletes the key to the personal data of an entity: nothing personal can be read any more, everywhere and for good. */
export function useErase(stream: string, entity: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => send<Erased>('DELETE', `${pathOf(stream)}?id=${encodeURIComponent(entity)}`),
    onSuccess: () => client.invalidateQueries(),
  });
}
