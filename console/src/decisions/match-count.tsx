import { useQuery } from '@tanstack/react-query';
import { get } from '../api/http';
import { count } from '../format/number';
import { isLive, type View } from '../view/view';
import styles from './filter-bar.module.css';
import { type Filters, parametersOf } from './filters';

const REFRESH_MS = 15_000;

/** How many decisions pass; where the server stopped counting, that there are more. */
export function MatchCount({ filters, view }: { filters: Filters; view: View }) {
  const matches = useQuery({
    queryKey: ['count', { ...filters, sort: undefined }, { ...view, zone: undefined }],
    queryFn: ({ signal }) => get<{ count: number; whole: boolean }>('/decisions/count', parametersOf(filters, view, Date.now()), signal),
    refetchInterval: isLive(view) ? REFRESH_MS : false,
  });
  return (
    <span className={`${styles.count} num`} data-testid="match-count" role="status">
      {matches.data && <>{matches.data.whole ? '' : 'at least '}{count(matches.data.count)} {matches.data.count === 1 ? 'decision' : 'decisions'}</>}
    </span>
  );
}
