import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Overview } from '../api/contracts';
import { get } from '../api/http';
import { isLive, momentsOf, type View } from '../view/view';

const REFRESH_MS = 5_000;

/** The figures of the range; asked again every few seconds while they can change. */
export const useOverview = (view: View, isPaused: boolean) => useQuery({
  queryKey: ['overview', { ...view, zone: undefined }],
  queryFn: ({ signal }) => get<Overview>('/overview', { ...momentsOf(view, Date.now()), stream: view.stream }, signal),
  refetchInterval: isLive(view) && !isPaused ? REFRESH_MS : false,
  placeholderData: keepPreviousData,
});
