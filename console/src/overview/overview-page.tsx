import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { Overview } from '../api/contracts';
import { LEVELS } from '../decisions/filters';
import { zoneName } from '../format/time';
import { AsTable } from '../ui/as-table';
import { Panel } from '../ui/panel';
import { LevelShape } from '../ui/risk';
import risk from '../ui/risk.module.css';
import { Empty, Failed, Loading } from '../ui/states';
import { useLive } from '../view/live';
import { useSetView, useView } from '../view/use-view';
import { zoneOf } from '../view/view';
import { Figures } from './figures';
import { LocationMap, placed } from './location-map';
import { Locations } from './locations';
import styles from './overview-page.module.css';
import { mapTable, volumeTable } from './tables';
import { TopEntities } from './top-entities';
import { useOverview } from './use-overview';
import { verdictOf } from './verdict';
import { VolumeChart } from './volume-chart';

/** Is anything wrong now? */
export function OverviewPage() {
  const view = useView();
  const { isPaused } = useLive();
  const overview = useOverview(view, isPaused);
  if (overview.isPending) return <div className={styles.page}><h1>Overview</h1><Loading lines={10} height={22} /></div>;
  if (overview.isError && !overview.data) {
    return <Failed what="The overview could not be read" error={overview.error} onRetry={() => void overview.refetch()} />;
  }
  return <Content overview={overview.data} />;
}

function Content({ overview }: { overview: Overview }) {
  const view = useView();
  const navigate = useNavigate();
  const verdict = verdictOf(overview);
  const onMap = useMemo(() => placed(overview.locations), [overview.locations]);
  const zoom = useCallback((from: number, to: number) => void navigate({
    to: '/decisions', search: { stream: view.stream, range: undefined, from: new Date(from).toISOString(), to: new Date(to).toISOString() },
  }), [navigate, view.stream]);
  const { locations_from: placesFrom, locations_to: placesTo } = overview;
  const goTo = useCallback((location: string) => void navigate({
    to: '/decisions', search: { stream: view.stream, range: undefined, from: placesFrom, to: placesTo, location },
  }), [navigate, view.stream, placesFrom, placesTo]);
  return (
    <div className={styles.page}>
      <div className={styles.lead}><h1>{verdict.headline}</h1><p className="num" style={{ whiteSpace: 'normal' }}>{verdict.detail}</p></div>
      <Figures overview={overview} />
      {overview.totals.decisions === 0 ? <NothingYet /> : (
        <>
          <Panel title={`Decisions per ${overview.step}`} note={`Times in ${zoneName(zoneOf(view))}; drag across to open a span as a list`} end={<LevelKey />}>
            <AsTable table={() => volumeTable(overview, zoneOf(view))}>
              <div className={styles.volume}>
                <VolumeChart overview={overview} zone={zoneOf(view)} onBrush={zoom} />
                <span className={styles.second}>Without low risk</span>
              </div>
            </AsTable>
          </Panel>
          <div className={styles.lower}>
            <TopEntities overview={overview} />
            {overview.locations.length > 0 && <Locations overview={overview} />}
            {onMap.length > 0 && (
              <Panel title="Where the decisions are" note="Area: decisions; filled: with alerts">
                <AsTable table={() => mapTable(overview)}><LocationMap locations={onMap} onFollow={goTo} /></AsTable>
              </Panel>
            )}
          </div>
        </>
      )}
    </div>
  );
}

const LevelKey = () => (
  <span className={styles.key}>
    {LEVELS.map(level => <span key={level} className={risk[level]}><LevelShape level={level} size={9} />{level}</span>)}
  </span>
);

function NothingYet() {
  const setView = useSetView();
  const { range } = useView();
  return (
    <Panel title="Decisions">
      <Empty title="No decisions in this time range" actions={range !== 'all' && (
        <Button variant="default" onClick={() => setView({ range: 'all', from: undefined, to: undefined })}>Show all time</Button>
      )}>
        Volume, alerts, entities and locations appear here as soon as transactions are scored.
      </Empty>
    </Panel>
  );
}
