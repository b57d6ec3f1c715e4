import { useElementSize } from '@mantine/hooks';
import { flexRender, getCoreRowModel, type Row, useReactTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useMemo, useRef, useState } from 'react';
import type { Decision } from '../api/contracts';
import { amount, count } from '../format/number';
import type { Zone } from '../format/time';
import { IdentifierText } from '../ui/identifier';
import { RiskNumber, VerdictMark } from '../ui/risk';
import { Time } from '../ui/time';
import { cellsFor, type ColumnInfo, fitting, templateOf } from './columns';
import styles from './decision-table.module.css';

const CORE_ROWS = getCoreRowModel<Decision>();
const ID_OF = (decision: Decision): string => String(decision.sequence);

const ROW = 36;
const NARROW_ROW = 60;
const NARROW = 560;
const FETCH_AHEAD = 60;
const FRESH_ROWS = 6;
const PADDING = 32;

interface TableProps {
  rows: Decision[];
  columns: ReadonlySet<string>;
  zone: Zone;
  selected: number | null;
  onSelect: (decision: Decision) => void;
  waiting: number;
  onTakeIn: () => void;
  onTop: (isAtTop: boolean) => void;
  hasMore: boolean;
  onMore: () => void;
}

/** Dense, virtualised: 100,000 rows cost as much as the 30 that are seen. */
export function DecisionTable(props: TableProps) {
  const { rows, zone, selected, onSelect, hasMore, onMore } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const { ref: frame, width } = useElementSize();
  const isNarrow = width > 0 && width < NARROW;
  const columns = useMemo(() => fitting(props.columns, width - PADDING), [props.columns, width]);
  const template = templateOf(columns);
  const rowHeight = isNarrow ? NARROW_ROW : ROW;
  const virtual = useVirtualizer({
    count: rows.length, getScrollElement: () => scroll.current, estimateSize: () => rowHeight, overscan: 12,
    getItemKey: i => rows[i]?.sequence ?? i,
  });
  useEffect(() => virtual.measure(), [rowHeight, virtual]);

  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last > rows.length - FETCH_AHEAD) onMore();
  }, [last, rows.length, hasMore, onMore]);
  useKeepInSight(rows, selected, index => virtual.scrollToIndex(index));

  const seen = useVisible(rows, items.map(i => i.index), zone);
  const newestBefore = useFirstNewest(rows);
  return (
    <div className={styles.frame} ref={frame}>
      {props.waiting > 0 && (
        <button type="button" className={styles.new} onClick={() => {
          props.onTakeIn();
          scroll.current?.scrollTo(0, 0);
        }}>{count(props.waiting)} new</button>
      )}
      <div className={styles.scroll} ref={scroll} role="grid" aria-label="Decisions, newest first" tabIndex={0}
        aria-rowcount={hasMore ? -1 : rows.length} onScroll={e => props.onTop(e.currentTarget.scrollTop < ROW)}
        aria-activedescendant={selected === null ? undefined : `decision-${selected}`}>
        {!isNarrow && <Head columns={columns} template={template} />}
        <div className={styles.body} style={{ height: virtual.getTotalSize() }} role="rowgroup">
          {items.map((item, i) => {
            const row = seen[i];
            return row && (
              <TableRow key={item.key} row={row} start={item.start} index={item.index} template={template} columns={columns} zone={zone}
                isNarrow={isNarrow} isSelected={row.original.sequence === selected} isFresh={item.index < FRESH_ROWS && row.original.sequence > newestBefore} onSelect={onSelect} />
            );
          })}
        </div>
        {!hasMore && <p className={styles.more}>{count(rows.length)} {rows.length === 1 ? 'decision' : 'decisions'} in this range</p>}
      </div>
    </div>
  );
}

const Head = ({ columns, template }: { columns: ColumnInfo[]; template: string }) => (
  <div role="rowgroup" style={{ position: 'sticky', top: 0, zIndex: 2 }}>
    <div className={styles.head} role="row" style={{ gridTemplateColumns: template }}>
      {columns.map(c => <div key={c.id} role="columnheader" className={`${styles.cell} ${c.isRight ? styles.right : ''}`}>{c.label}</div>)}
    </div>
  </div>
);

interface RowProps {
  row: Row<Decision>; start: number; index: number; template: string; columns: ColumnInfo[]; zone: Zone;
  isNarrow: boolean; isSelected: boolean; isFresh: boolean; onSelect: (decision: Decision) => void;
}

const TableRow = memo(function TableRow({ row, start, index, template, columns, zone, isNarrow, isSelected, isFresh, onSelect }: RowProps) {
  const decision = row.original;
  const cells = new Map(row.getAllCells().map(cell => [cell.column.id, cell]));
  const shared = {
    id: `decision-${decision.sequence}`, role: 'row', 'aria-rowindex': index + 1, 'aria-selected': isSelected, onClick: () => onSelect(decision),
  } as const;
  const fresh = isFresh ? styles.fresh : '';
  if (isNarrow) {
    return (
      <div {...shared} className={`${styles.row} ${styles.narrow} ${fresh}`} style={{ transform: `translateY(${start}px)` }}>
        <span role="gridcell" className={styles.line}><RiskNumber risk={decision.risk} level={decision.level} /><VerdictMark verdict={decision.decision} /></span>
        <span role="gridcell" className="num">{amount(decision.amount)}</span>
        <span role="gridcell" className={styles.line}><IdentifierText value={decision.entity} /><span className={`${styles.small} clip`}>{decision.merchant}</span></span>
        <span role="gridcell" className={styles.small}><Time at={decision.time} zone={zone} isShort /></span>
      </div>
    );
  }
  return (
    <div {...shared} className={`${styles.row} ${fresh}`} style={{ transform: `translateY(${start}px)`, gridTemplateColumns: template }}>
      {columns.map(c => {
        const cell = cells.get(c.id);
        return (
          <div key={c.id} role="gridcell" className={`${styles.cell} ${c.isRight ? styles.right : ''}`}>
            {cell && flexRender(cell.column.columnDef.cell, cell.getContext())}
          </div>
        );
      })}
    </div>
  );
});

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
