import { Button, Group, Popover, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Icon } from '../ui/icon';
import styles from './filter-bar.module.css';
import { type FilterProps, type Filters, filtersOf, searchOf } from './filters';
import { type Unread, unreadOf } from './unread';
import { WordChoices } from './word-choices';

/** All filters by hand. What cannot be read is said beside it, and nothing is applied until it can. */
export function FilterForm({ filters, onChange, children }: FilterProps & { children: ReactNode }) {
  const [isOpen, popover] = useDisclosure(false);
  return (
    <Popover opened={isOpen} onChange={popover.toggle} position="bottom-start" trapFocus>
      <Popover.Target>
        <Button variant="default" size="compact-sm" h={30} leftSection={<Icon name="filter" size={14} />} onClick={popover.toggle}>Filter</Button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={styles.inPopover}>{children}</div>
        <Fields key={JSON.stringify(filters)} filters={filters} onApply={changed => {
          onChange(changed);
          popover.close();
        }} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Fields({ filters, onApply }: { filters: Filters; onApply: (filters: Filters) => void }) {
  const [values, setValues] = useState<Record<string, string | undefined>>(searchOf(filters));
  const [shown, setShown] = useState<Unread[]>([]);
  const field = (name: keyof Filters, label: string, isNumber = false) => (
    <TextInput label={label} size="xs" value={values[name] ?? ''} inputMode={isNumber ? 'decimal' : 'text'} autoComplete="off" spellCheck={false}
      error={wrong(shown, name)}
      onChange={e => {
        setValues({ ...values, [name]: e.currentTarget.value });
        setShown(shown.filter(u => u.name !== name));
      }} />
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = unreadOf(values);
    setShown(found);
    if (found.length === 0) onApply(filtersOf(values));
  };
  return (
    <form className={styles.fields} onSubmit={submit}>
      {field('entity', 'Entity')}
      {field('transaction_id', 'Transaction id')}
      <div className={styles.pair}>{field('merchant', 'Merchant')}{field('location', 'Location')}</div>
      <div className={styles.pair}>{field('device', 'Device')}{field('ip', 'IP address')}</div>
      <WordChoices values={values} onChange={(name, value) => setValues({ ...values, [name]: value })} />
      <div className={styles.pair}>{field('min_risk', 'Risk from', true)}{field('max_risk', 'Risk to', true)}</div>
      <div className={styles.pair}>{field('min_amount', 'Amount from', true)}{field('max_amount', 'Amount to', true)}</div>
      <Group justify="flex-end"><Button type="submit" size="xs">Apply filters</Button></Group>
    </form>
  );
}

const wrong = (unread: Unread[], name: keyof Filters): string | null => {
  const found = unread.find(u => u.name === name);
  return found ? `“${found.text}” cannot be read; ${found.expected}` : null;
};
