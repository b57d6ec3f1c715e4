import { useQuery } from '@tanstack/react-query';
import type { StreamSummary } from '../api/contracts';
import type { Page } from '../api/page';
import { get } from '../api/http';

export const useStreams = () => useQuery({
  queryKey: ['streams'],
  queryFn: ({ signal }) => get<Page<StreamSummary>>('/streams', {}, signal),
  select: page => page.items,
  staleTime: 60_000,
});
