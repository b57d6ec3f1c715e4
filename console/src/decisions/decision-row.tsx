import { flexRender, type Row } from '@tanstack/react-table';
import { memo, type MouseEvent } from 'react';
import type { Decision } from '../api/contracts';
import { exactMoney } from '../format/money';
import { sentence } from '../format/sentence';
import type { Zone } from '../format/time';
import { Icon } from '../ui/icon';
import { IdentifierText } from '../ui/identifier';
import { RiskNumber, VerdictMark } from '../ui/risk';
import { Time } from '../ui/time';
import type { ColumnInfo } from './columns';
import styles from './decision-table.module.css';

/** What a click on a row means: look at it, put it among the marked ones, or mark all from the last one marked to here. */
export type Pick = 'look' | 'mark' | 'extend';

interface RowProps {
  row: Row<Decision>; start: number; index: number; template: string; columns: ColumnInfo[]; zone: Zone;
  isNarrow: boolean; isSelected: boolean; isMarked: boolean; isFresh: boolean; onPick: (decision: Decision, pick: Pick) => void;
}

export const DecisionRow = memo(function DecisionRow({ row, start, index, template, columns, zone, onPick, ...is }: RowProps) {
  const decision = row.original;
  const shared = {
    id: `decision-${decision.sequence}`, role: 'row', 'aria-rowindex': index + 1, 'aria-selected': is.isSelected || is.isMarked,
    'data-current': is.isSelected, onClick: (event: MouseEvent) => onPick(decision, pickOf(event)),
  } as const;
  const fresh = is.isFresh ? styles.fresh : '';
  if (is.isNarrow) {
    return (
      <div {...shared} className={`${styles.row} ${styles.narrow} ${fresh}`} style={{ transform: `translateY(${start}px)` }}>
        <span role="gridcell" className={styles.line}><RiskNumber risk={decision.risk} level={decision.level} /><VerdictMark verdict={decision.decision} /></span>
        <span role="gridcell" className="num">{exactMoney(decision.amount, decision.currency)}</span>
        <span role="gridcell" className={styles.line}><IdentifierText value={decision.entity} /><span className={`${styles.small} clip`}>{decision.merchant}</span></span>
        <span role="gridcell" className={styles.small}><Time at={decision.time} zone={zone} isShort /></span>
        <span role="gridcell" className={`${styles.small} ${styles.whole} clip`}>{sentence(decision.reason ?? '')}</span>
      </div>
    );
  }
  const cells = new Map(row.getAllCells().map(cell => [cell.column.id, cell]));
  return (
    <div {...shared} className={`${styles.row} ${fresh}`} style={{ transform: `translateY(${start}px)`, gridTemplateColumns: template }}>
      <div role="gridcell" className={styles.mark} title="Mark: x, or Shift and click for a range" data-mark={is.isMarked}>
        <span className={styles.box}>{is.isMarked && <Icon name="check" size={11} />}</span>
        {is.isMarked && <span className="visually-hidden">marked</span>}
      </div>
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

function pickOf(event: MouseEvent): Pick {
  if (event.shiftKey) return 'extend';
  const isOnMark = event.target instanceof Element && event.target.closest('[data-mark]') !== null;
  return isOnMark || event.ctrlKey || event.metaKey ? 'mark' : 'look';
}
