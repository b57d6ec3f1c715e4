import { useQuery } from '@tanstack/react-query';
import type { DecisionCount } from '../api/contracts';
import { get } from '../api/http';
import { count } from '../format/number';
import { Icon } from '../ui/icon';
import { Time } from '../ui/time';
import { isLive, type View, zoneOf } from '../view/view';
import styles from './filter-bar.module.css';
import { type Filters, parametersOf } from './filters';

const REFRESH_MS = 15_000;

/** How many decisions pass; where the server stopped counting, that there are more. */
export function MatchCount({ filters, view }: { filters: Filters; view: View }) {
  const matches = useQuery({
    queryKey: ['count', { ...filters, sort: undefined }, { ...view, zone: undefined }],
    queryFn: ({ signal }) => get<DecisionCount>('/decisions/count', parametersOf(filters, view, Date.now()), signal),
    refetchInterval: isLive(view) ? REFRESH_MS : false,
  });
  const from = matches.data?.searched_from;
  return (
    <>
      <span className={`${styles.count} num`} data-testid="match-count" role="status">
        {matches.data && <>{matches.data.whole ? '' : 'at least '}{count(matches.data.count)} {matches.data.count === 1 ? 'decision' : 'decisions'}</>}
      </span>
      {from && (
        <span className={styles.reach} title="Decisions of an earlier version of Vigil are not found by merchant, location, device or IP address.">
          <Icon name="warning" size={13} />Only decisions from <Time at={from} zone={zoneOf(view)} isShort /> on were searched
        </span>
      )}
    </>
  );
}
