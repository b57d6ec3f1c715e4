import { type ReactNode, useContext, useState } from 'react';
import { createPortal } from 'react-dom';
import styles from './as-table.module.css';
import { TableSlot } from './table-slot';

export interface TableData {
  caption: string;
  head: readonly string[];
  /** Text first, numbers after it. A cell may lead to what is behind it. */
  rows: readonly (readonly ReactNode[])[];
}

/** A chart, and the table with the same figures behind it; what turns one into the other stands in the heading. */
export function AsTable({ table, children }: { table: () => TableData; children: ReactNode }) {
  const [isTable, setTable] = useState(false);
  const slot = useContext(TableSlot);
  const toggle = <button type="button" className={styles.toggle} aria-pressed={isTable} onClick={() => setTable(!isTable)}>As table</button>;
  return (
    <div className={styles.frame}>
      {slot && createPortal(toggle, slot)}
      {isTable ? <Table {...table()} /> : children}
    </div>
  );
}

const Table = ({ caption, head, rows }: TableData) => (
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys
  <div className={styles.scroll} tabIndex={0} role="region" aria-label={caption}>
    <table className="plain-table">
      <caption className="visually-hidden">{caption}</caption>
      <thead><tr>{head.map((name, i) => <th key={name} scope="col" className={i > 0 ? 'right' : ''}>{name}</th>)}</tr></thead>
      <tbody>
        {rows.map((row, r) => (
          // oxlint-disable-next-line react/no-array-index-key -- rows of a table that is drawn anew as a whole
          <tr key={r}>{row.map((cell, i) => <td key={head[i]} className={i > 0 ? 'right num' : 'num'}>{cell}</td>)}</tr>
        ))}
      </tbody>
    </table>
  </div>
);
