import { useInfiniteQuery } from '@tanstack/react-query';
import type { SearchPage } from '../api/contracts';
import { get } from '../api/http';

/** The first page has what is called so in all decisions; each page looks at the next newest ones. */
export const useSearchHits = (wanted: string, stream: string | undefined) => useInfiniteQuery({
  queryKey: ['search', wanted, stream],
  queryFn: ({ pageParam, signal }) => get<SearchPage>('/search', { q: wanted, stream, cursor: pageParam }, signal),
  initialPageParam: null as string | null,
  getNextPageParam: page => page.next,
  enabled: wanted !== '',
});
