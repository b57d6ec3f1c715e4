import { Button } from '@mantine/core';
import type { View } from '../view/view';
import styles from './filter-bar.module.css';
import { FilterChips } from './filter-chips';
import { FilterForm } from './filter-form';
import { FilterToggles } from './filter-toggles';
import { type Filters, isFiltered } from './filters';
import { ColumnChoice, ExportButton } from './list-tools';
import { MatchCount } from './match-count';
import { SavedViews } from './saved-views';
import { SortChoice } from './sort-choice';
import { type Unread, UNREADABLE } from './unread';
import { UnreadChips } from './unread-chips';

interface BarProps {
  filters: Filters;
  view: View;
  /** What was given and is no filter. */
  unread: Unread[];
  onChange: (filters: Filters, dropped?: readonly (keyof Filters)[]) => void;
  columns: ReadonlySet<string>;
  onColumns: (columns: ReadonlySet<string>) => void;
}

/** What the list shows, in which order and columns, and how many there are. */
export function FilterBar({ filters, view, unread, onChange, columns, onColumns }: BarProps) {
  const groups = <FilterToggles filters={filters} onChange={onChange} />;
  return (
    <div className={styles.bar}>
      <h1 className={styles.title}>Decisions</h1>
      {groups}
      <FilterForm filters={filters} onChange={onChange}>{groups}</FilterForm>
      <FilterChips filters={filters} onChange={onChange} />
      <UnreadChips unread={unread} onDrop={name => onChange(filters, [name])} />
      {(isFiltered(filters) || unread.length > 0) && <Button variant="subtle" size="compact-sm" onClick={() => onChange({}, UNREADABLE)}>Clear</Button>}
      <MatchCount filters={filters} view={view} />
      <div className={styles.end}>
        <SavedViews filters={filters} /><SortChoice filters={filters} onChange={onChange} />
        <ColumnChoice columns={columns} onColumns={onColumns} /><ExportButton filters={filters} view={view} />
      </div>
    </div>
  );
}
