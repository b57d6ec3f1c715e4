import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Decision } from '../api/contracts';
import type { Page } from '../api/page';
import { follow } from '../api/event-stream';
import { addressOf, get } from '../api/http';
import { isLive, type View } from '../view/view';
import { type Filters, parametersOf } from './filters';

const PAGE = 200;
const FLUSH_MS = 250;
const MOST_WAITING = 5_000;
/** What one list keeps of what slid in at its top; what lies below is fetched again when it is wanted. */
const MOST_TAKEN_IN = 2_000;
const KEPT = 1_000;

/** A page, and up to which sequence the journal had been seen when it was asked for. */
type SeenPage = Page<Decision> & { seen: number };
type Pages = InfiniteData<SeenPage, string | null>;

/**
 * The decisions that pass the filters, newest first, page by page; new ones are taken in while `takesIn`, and wait otherwise. Nothing
 * that is shown moves or goes while they wait.
 */
export function useDecisionFeed(filters: Filters, view: View, takesIn: boolean) {
  const client = useQueryClient();
  const key = useMemo(() => ['decisions', filters, { ...view, zone: undefined }], [filters, view]);
  const [waiting, setWaiting] = useState(0);
  const buffer = useRef<Decision[]>([]);
  // The server left some out, or this page has been away for too long: the list begins anew when it next takes in.
  const hasGap = useRef(false);

  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: async ({ pageParam, signal }): Promise<SeenPage> => {
      // Asked first: what is decided between the two questions is in the page, and told once more by the events.
      const seen = pageParam === null && isLive(view) ? await newestSequence(signal) : 0;
      const page = await get<Page<Decision>>('/decisions', { ...parametersOf(filters, view, Date.now()), sort: filters.sort, limit: PAGE, cursor: pageParam }, signal);
      return { ...page, seen };
    },
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next,
    staleTime: Infinity,
  });

  const takeIn = useCallback(() => {
    const arrived = buffer.current;
    buffer.current = [];
    setWaiting(0);
    if (hasGap.current || arrived.length >= MOST_WAITING) {
      hasGap.current = false;
      return void client.resetQueries({ queryKey: key, exact: true });
    }
    if (arrived.length > 0) client.setQueryData<Pages>(key, old => prepend(old, arrived));
  }, [client, key]);

  const isReady = query.isSuccess;
  // A ranking has no top at which new ones could slide in.
  const follows = isReady && isLive(view) && !filters.sort;
  useEffect(() => {
    if (!follows) return undefined;
    const stop = new AbortController();
    const first = client.getQueryData<Pages>(key)?.pages[0];
    const seen = Math.max(first?.seen ?? 0, first?.items[0]?.sequence ?? 0);
    const parameters = { ...parametersOf(filters, view, Date.now()), from: null, to: null };
    void follow(addressOf('/decisions/live', parameters), seen > 0 ? String(seen) : null, event => {
      if (event.event === 'decision') buffer.current = [JSON.parse(event.data) as Decision, ...buffer.current].slice(0, MOST_WAITING);
      if (event.event === 'skipped') hasGap.current = true;
    }, stop.signal);
    return () => {
      stop.abort();
      buffer.current = [];
      hasGap.current = false;
      setWaiting(0);
    };
  }, [follows, client, key, filters, view]);

  useEffect(() => {
    const timer = setInterval(() => {
      if (buffer.current.length === 0 && !hasGap.current) return;
      if (takesIn) takeIn();
      else setWaiting(Math.max(1, buffer.current.length));
    }, FLUSH_MS);
    return () => clearInterval(timer);
  }, [takesIn, takeIn]);

  const rows = useMemo(() => query.data?.pages.flatMap(page => page.items) ?? [], [query.data]);
  return { query, rows, waiting, takeIn };
}

async function newestSequence(signal: AbortSignal): Promise<number> {
  const newest = await get<Page<Decision>>('/decisions', { limit: 1 }, signal);
  return newest.items[0]?.sequence ?? 0;
}

/** Puts what arrived on top, and lets go of the far end of a list that has been growing for hours. */
export function prepend(old: Pages | undefined, arrived: Decision[]): Pages | undefined {
  const [first, ...others] = old?.pages ?? [];
  if (!old || !first) return old;
  const newest = first.items[0]?.sequence ?? -1;
  const fresh = arrived.filter(d => d.sequence > newest);
  if (fresh.length === 0) return old;
  const items = [...fresh, ...first.items];
  const last = items[KEPT - 1];
  if (items.length <= MOST_TAKEN_IN || !last) return { ...old, pages: [{ ...first, items }, ...others] };
  return { pages: [{ ...first, items: items.slice(0, KEPT), next: String(last.sequence) }], pageParams: old.pageParams.slice(0, 1) };
}
