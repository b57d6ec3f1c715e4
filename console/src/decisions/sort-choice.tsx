import { NativeSelect } from '@mantine/core';
import { type Filters, SORTS } from './filters';
import styles from './filter-bar.module.css';

/** Newest, riskiest or largest first. A ranking does not move while new decisions arrive. */
export const SortChoice = ({ filters, onChange }: { filters: Filters; onChange: (filters: Filters) => void }) => (
  <NativeSelect size="xs" className={styles.sort ?? ''} aria-label="Sort by" value={filters.sort ?? ''}
    data={[{ value: '', label: 'Newest' }, { value: 'risk', label: 'Highest risk' }, { value: 'amount', label: 'Largest amount' }]}
    onChange={event => {
      const { sort: _, ...others } = filters;
      const sort = SORTS.find(s => s === event.currentTarget.value);
      onChange(sort ? { ...others, sort } : others);
    }} />
);
