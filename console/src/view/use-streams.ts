import { useQuery } from '@tanstack/react-query';
import type { Page, StreamSummary } from '../api/contracts';
import { get } from '../api/http';

export const useStreams = () => useQuery({
  queryKey: ['streams'],
  queryFn: ({ signal }) => get<Page<StreamSummary>>('/streams', {}, signal),
  select: page => page.items,
  staleTime: 60_000,
});
