import { useElementSize } from '@mantine/hooks';
import { getCoreRowModel, type Row, useReactTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Decision } from '../api/contracts';
import { count } from '../format/number';
import { type Zone, zoneName } from '../format/time';
import { cellsFor, type ColumnInfo, fitting, templateOf } from './columns';
import { DecisionRow, type Pick } from './decision-row';
import styles from './decision-table.module.css';

const CORE_ROWS = getCoreRowModel<Decision>();
const ID_OF = (decision: Decision): string => String(decision.sequence);

const ROW = 36;
const HEAD = 33;
const NARROW_ROW = 80;
const NARROW = 560;
const FETCH_AHEAD = 60;
const FRESH_ROWS = 6;
/** Of the row, and the place for the mark. */
const PADDING = 32 + 26;

interface TableProps {
  rows: Decision[];
  columns: ReadonlySet<string>;
  zone: Zone;
  selected: number | null;
  marked: ReadonlySet<number>;
  onPick: (decision: Decision, pick: Pick) => void;
  waiting: number;
  onTakeIn: () => void;
  onTop: (isAtTop: boolean) => void;
  /** The pointer is on the list, or not any more. */
  onPointer: (isOn: boolean) => void;
  hasMore: boolean;
  onMore: () => void;
}

/** Dense, virtualised: 100,000 rows cost as much as the 30 that are seen. */
export function DecisionTable(props: TableProps) {
  const { rows, zone, selected, hasMore, onMore, onPointer } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const { ref: frame, width } = useElementSize();
  const isNarrow = width > 0 && width < NARROW;
  const columns = useMemo(() => fitting(props.columns, width - PADDING), [props.columns, width]);
  const template = `26px ${templateOf(columns)}`;
  const rowHeight = isNarrow ? NARROW_ROW : ROW;
  // The head lies above the rows and, once they are scrolled, on them.
  const head = isNarrow ? 0 : HEAD;
  const virtual = useVirtualizer({
    count: rows.length, getScrollElement: () => scroll.current, estimateSize: () => rowHeight, overscan: 12,
    scrollMargin: head, scrollPaddingStart: head,
    getItemKey: i => rows[i]?.sequence ?? i,
  });
  useEffect(() => virtual.measure(), [rowHeight, virtual]);

  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last > rows.length - FETCH_AHEAD) onMore();
  }, [last, rows.length, hasMore, onMore]);
  useEffect(() => () => onPointer(false), [onPointer]);
  useKeepInSight(rows, selected, index => virtual.scrollToIndex(index));

  const seen = useVisible(rows, items.map(i => i.index), zone);
  const newestBefore = useFirstNewest(rows);
  return (
    <div className={styles.frame} ref={frame} onPointerOver={() => onPointer(true)} onPointerMove={() => onPointer(true)}
      onPointerLeave={() => onPointer(false)}>
      {props.waiting > 0 && (
        <button type="button" className={styles.new} onClick={() => {
          props.onTakeIn();
          scroll.current?.scrollTo(0, 0);
        }}>{count(props.waiting)} new</button>
      )}
      <div className={styles.scroll} ref={scroll} role="grid" aria-label="Decisions, newest first" aria-multiselectable="true" tabIndex={0} data-scroll-restoration-id="decisions"
        aria-rowcount={hasMore ? -1 : rows.length} onScroll={e => props.onTop(e.currentTarget.scrollTop < ROW)}
        aria-activedescendant={selected === null ? undefined : `decision-${selected}`}>
        {width > 0 && !isNarrow && <Head columns={columns} template={template} zone={zone} />}
        <div className={styles.body} style={{ height: virtual.getTotalSize() }} role="rowgroup">
          {items.map((item, i) => {
            const row = seen[i];
            // Before its width is known, it is not known which columns fit: they would jump.
            return row && width > 0 && (
              <DecisionRow key={item.key} row={row} start={item.start - head} index={item.index} template={template} columns={columns} zone={zone}
                isNarrow={isNarrow} isSelected={row.original.sequence === selected} isMarked={props.marked.has(row.original.sequence)}
                isFresh={item.index < FRESH_ROWS && row.original.sequence > newestBefore} onPick={props.onPick} />
            );
          })}
        </div>
        {!hasMore && <p className={styles.more}>{count(rows.length)} {rows.length === 1 ? 'decision' : 'decisions'} in this range</p>}
      </div>
    </div>
  );
}

const Head = ({ columns, template, zone }: { columns: ColumnInfo[]; template: string; zone: Zone }) => (
  <div role="rowgroup" style={{ position: 'sticky', top: 0, zIndex: 2 }}>
    <div className={styles.head} role="row" style={{ gridTemplateColumns: template }}>
      <div role="columnheader"><span className="visually-hidden">Marked</span></div>
      {columns.map(c => <div key={c.id} role="columnheader" className={`${styles.cell} ${c.isRight ? styles.right : ''}`}><span className="clip" title={c.id === 'time' ? `Times in ${zoneName(zone)}; UTC on hover` : undefined}>{c.id === 'time' ? `Time, ${zoneName(zone)}` : c.label}</span></div>)}
    </div>
  </div>
);

/** The table's row model of the rows in sight only. */
function useVisible(rows: Decision[], indexes: number[], zone: Zone): Row<Decision>[] {
  const columns = useMemo(() => cellsFor(zone), [zone]);
  const first = indexes[0] ?? 0;
  const last = indexes.at(-1) ?? -1;
  const data = useMemo(() => rows.slice(first, last + 1), [rows, first, last]);
  // Without autoResetAll the table would set its state, and so draw again, after each change of its rows.
  return useReactTable({ data, columns, getCoreRowModel: CORE_ROWS, getRowId: ID_OF, autoResetAll: false }).getRowModel().rows;
}

/** The newest row when the list was first shown: what comes later slides in. */
function useFirstNewest(rows: Decision[]): number {
  const [newest] = useState(() => rows[0]?.sequence ?? 0);
  return newest;
}

function useKeepInSight(rows: Decision[], selected: number | null, show: (index: number) => void): void {
  const latest = useRef({ rows, show });
  useEffect(() => {
    latest.current = { rows, show };
  });
  useEffect(() => {
    if (selected === null) return;
    const index = latest.current.rows.findIndex(d => d.sequence === selected);
    if (index >= 0) latest.current.show(index);
  }, [selected]);
}
