import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Decision, Overview } from '../api/contracts';
import type { Page } from '../api/page';
import { get } from '../api/http';
import { isLive, momentsOf, type View } from '../view/view';

const REFRESH_MS = 5_000;

/** The figures of the range; asked again every few seconds while they can change. */
export const useOverview = (view: View, isPaused: boolean) => useQuery({
  queryKey: ['overview', { ...view, zone: undefined }],
  queryFn: async ({ signal }) => {
    const moments = momentsOf(view, Date.now());
    const from = moments.from ?? await beginning(view, signal);
    return get<Overview>('/overview', { ...moments, from, stream: view.stream }, signal);
  },
  refetchInterval: isLive(view) && !isPaused ? REFRESH_MS : false,
  placeholderData: keepPreviousData,
});

/** The server's overview begins a day ago unless told otherwise; all time begins with the oldest decision. */
async function beginning(view: View, signal: AbortSignal): Promise<string | undefined> {
  const oldest = await get<Page<Decision>>('/decisions', { order: 'oldest', limit: 1, stream: view.stream, to: view.to }, signal);
  return oldest.items[0]?.time;
}
