import { Button } from '@mantine/core';
import { useLocalStorage, useMediaQuery } from '@mantine/hooks';
import { useLocation, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Decision } from '../api/contracts';
import { count } from '../format/number';
import { Empty, Failed, Loading } from '../ui/states';
import { useLive } from '../view/live';
import { useSetView, useView } from '../view/use-view';
import { zoneOf } from '../view/view';
import { COLUMNS } from './columns';
import { DecisionPanel } from './decision-panel';
import type { Pick } from './decision-row';
import { DecisionTable } from './decision-table';
import styles from './decisions-page.module.css';
import { FilterBar } from './filter-bar';
import { type Filters, filtersOf, isFiltered, searchOf, type Sort } from './filters';
import { MarkedLabels } from './label-buttons';
import { LabelResult, MarkedBar } from './label-result';
import { rememberList } from './last-list';
import { withSelected } from './selection';
import { changedIn, UNREADABLE, unreadOf } from './unread';
import { useDecision } from './use-decision';
import { useDecisionFeed } from './use-decision-feed';
import { useLabelKeys, useLabelling } from './use-labelling';
import { useListKeys } from './use-list-keys';
import { useMarks } from './use-marks';

const USUAL_COLUMNS = COLUMNS.filter(c => !c.isOptional).map(c => c.id);

export function DecisionsPage() {
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const { selected: selectedText } = search;
  const text = JSON.stringify(searchOf(filtersOf(search)));
  const filters = useMemo(() => filtersOf(JSON.parse(text) as Record<string, unknown>), [text]);
  const unread = useMemo(() => unreadOf(search), [search]);
  const view = useView();
  const navigate = useNavigate();
  const isWide = useMediaQuery('(min-width: 760px)', true) ?? true;
  const [isAtTop, setAtTop] = useState(true);
  const [chosen, setChosen] = useLocalStorage({ key: 'vigil-decision-columns', defaultValue: USUAL_COLUMNS });
  const columns = useMemo(() => new Set(chosen), [chosen]);
  const searchText = useLocation({ select: location => location.searchStr });
  useEffect(() => rememberList(searchText), [searchText]);
  const { isPaused } = useLive();
  const selected = typeof selectedText === 'string' && /^\d+$/.test(selectedText) ? Number(selectedText) : null;
  const marks = useMarks();
  const [isPointed, setPointed] = useState(false);
  const isHeld = isPointed || selected !== null || marks.sequences.size > 0;
  const feed = useDecisionFeed(filters, view, isAtTop && !isPaused && !isHeld);
  const { query, waiting, takeIn } = feed;
  const rows = useWithSelected(feed.rows, selected, filters.sort);

  const select = useCallback((sequence: number | null) => void navigate({
    to: '.', replace: true, resetScroll: false,
    search: (old: Record<string, unknown>) => ({ ...old, selected: sequence === null ? undefined : String(sequence) }),
  } as never), [navigate]);
  const open = useCallback((sequence: number) =>
    void navigate({ to: '/decisions/$sequence', params: { sequence: String(sequence) }, state: { isFromList: true } as never }), [navigate]);
  const { toggle, extend, touch, clear } = marks;
  const pick = useCallback((d: Decision, how: Pick) => {
    if (how === 'mark') toggle(d);
    else if (how === 'extend') extend(rows, d);
    else {
      touch(d.sequence);
      (isWide ? select : open)(d.sequence);
    }
  }, [isWide, select, open, toggle, extend, touch, rows]);
  useEffect(() => clear, [text, clear]);
  const change = (changed: Filters, dropped: readonly (keyof Filters)[] = []) => void navigate({
    to: '.', search: (old: Record<string, unknown>) => ({ ...old, ...changedIn(old, changed, dropped), selected: undefined }),
  } as never);

  const labelling = useLabelling();
  const marked = marks.decisions.map(d => d.sequence);
  useLabelKeys(labelling, () => (marked.length > 0 ? marked : selected === null ? [] : [selected]));
  useListKeys({ rows, selected, marks, select, open });
  const { fetchNextPage, isFetchingNextPage } = query;
  const more = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage]);

  return (
    <div className={styles.page}>
      <FilterBar filters={filters} unread={unread} view={view} onChange={change} columns={columns} onColumns={set => setChosen([...set])} />
      <div className={styles.content}>
        {query.isError && !query.data && <Failed what="The decisions could not be read" error={query.error} onRetry={() => void query.refetch()} />}
        {query.isPending && <div className={styles.loading}><Loading lines={14} height={16} /></div>}
        {query.isSuccess && rows.length === 0 && <NothingHere isFiltered={isFiltered(filters)} onClear={() => change({}, UNREADABLE)} />}
        {rows.length > 0 && (
          <DecisionTable key={text + JSON.stringify(view)} rows={rows} columns={columns} zone={zoneOf(view)} selected={selected} marked={marks.sequences}
            onPick={pick} waiting={waiting}
            onTakeIn={takeIn} onTop={setAtTop} onPointer={setPointed} hasMore={query.hasNextPage} onMore={more} />
        )}
        {selected !== null && isWide && <DecisionPanel sequence={selected} labelling={labelling} onClose={() => select(null)} onOpen={() => open(selected)} />}
        {marked.length > 0 && (
          <MarkedBar count={count(marked.length)} onClear={clear}><MarkedLabels decisions={marked} labelling={labelling} /></MarkedBar>
        )}
      </div>
      <LabelResult labelling={labelling} />
    </div>
  );
}

/** The list as it is, and the selected row for as long as it is selected. */
function useWithSelected(rows: Decision[], selected: number | null, sort: Sort | undefined): Decision[] {
  const isThere = selected === null || rows.some(d => d.sequence === selected);
  const asked = useDecision(isThere ? null : selected);
  const decision = asked.data?.sequence === selected ? asked.data : null;
  return useMemo(() => withSelected(rows, decision, sort), [rows, decision, sort]);
}

function NothingHere({ isFiltered: filtered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  const setView = useSetView();
  const { range } = useView();
  return (
    <Empty title={filtered ? 'No decision passes these filters' : 'No decisions in this time range'} actions={(
      <>
        {filtered && <Button variant="default" onClick={onClear}>Clear the filters</Button>}
        {range !== 'all' && <Button variant="default" onClick={() => setView({ range: 'all', from: undefined, to: undefined })}>Show all time</Button>}
      </>
    )}>
      {filtered
        ? 'New decisions that pass them appear here by themselves.'
        : 'Each scored transaction appears here at once. Send one to POST /api/v1/streams/{stream}/transactions, or widen the range.'}
    </Empty>
  );
}
