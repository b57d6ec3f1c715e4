import { Button, Checkbox, Group, Popover, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { messageOf } from '../api/problem';
import { Icon } from '../ui/icon';
import { LevelShape, VERDICT_WORDS } from '../ui/risk';
import type { View } from '../view/view';
import { COLUMNS } from './columns';
import { exportDecisions } from './export';
import styles from './filter-bar.module.css';
import { type Unread, UNREADABLE, unreadOf } from './unread';
import { UnreadChips } from './unread-chips';
import { type Filters, filtersOf, isFiltered, LEVELS, NAMED, searchOf, VERDICTS } from './filters';
import { MatchCount } from './match-count';
import { SavedViews } from './saved-views';
import { SortChoice } from './sort-choice';
import { NAME_WORDS, REASON_WORDS, WordChoices } from './word-choices';

interface BarProps {
  filters: Filters;
  view: View;
  /** What was given and is no filter. */
  unread: Unread[];
  onChange: (filters: Filters, dropped?: readonly (keyof Filters)[]) => void;
  columns: ReadonlySet<string>;
  onColumns: (columns: ReadonlySet<string>) => void;
}

export function FilterBar({ filters, view, unread, onChange, columns, onColumns }: BarProps) {
  const groups = <ToggleGroups filters={filters} onChange={onChange} />;
  return (
    <div className={styles.bar}>
      <h1 className={styles.title}>Decisions</h1>
      {groups}
      <MoreFilters filters={filters} onChange={onChange}>{groups}</MoreFilters>
      <Chips filters={filters} onChange={onChange} />
      <UnreadChips unread={unread} onDrop={name => onChange(filters, [name])} />
      {(isFiltered(filters) || unread.length > 0) && <Button variant="subtle" size="compact-sm" onClick={() => onChange({}, UNREADABLE)}>Clear</Button>}
      <MatchCount filters={filters} view={view} />
      <div className={styles.end}><SavedViews filters={filters} /><SortChoice filters={filters} onChange={onChange} /><ColumnChoice columns={columns} onColumns={onColumns} /><ExportButton filters={filters} view={view} /></div>
    </div>
  );
}

function ToggleGroups({ filters, onChange }: Pick<BarProps, 'filters' | 'onChange'>) {
  return (
    <>
      <div className={styles.group} role="group" aria-label="Level of risk">
        {LEVELS.map(level => (
          <button key={level} type="button" className={styles.toggle} aria-pressed={filters.level?.includes(level) ?? false}
            onClick={() => onChange(clean({ ...filters, level: toggled(filters.level, level) }))}>
            <LevelShape level={level} size={9} />{level[0]?.toUpperCase()}{level.slice(1)}
          </button>
        ))}
      </div>
      <div className={styles.group} role="group" aria-label="Decision">
        {VERDICTS.map(verdict => (
          <button key={verdict} type="button" className={styles.toggle} aria-pressed={filters.decision?.includes(verdict) ?? false}
            onClick={() => onChange(clean({ ...filters, decision: toggled(filters.decision, verdict) }))}>{VERDICT_WORDS[verdict]}</button>
        ))}
      </div>
    </>
  );
}

function MoreFilters({ filters, onChange, children }: Pick<BarProps, 'filters' | 'onChange'> & { children: ReactNode }) {
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

function Chips({ filters, onChange }: Pick<BarProps, 'filters' | 'onChange'>) {
  const chip = (names: (keyof Filters)[], text: string | null) => text && (
    <span key={names[0]} className={styles.chip}>
      <span className="clip">{text}</span>
      <button type="button" aria-label={`Remove the filter ${text}`}
        onClick={() => onChange(clean({ ...filters, ...Object.fromEntries(names.map(n => [n, undefined])) }))}><Icon name="close" size={11} /></button>
    </span>
  );
  return (
    <>
      {NAMED.map(name => chip([name], filters[name] ? `${NAME_WORDS[name]} ${filters[name]}` : null))}
      {chip(['reason'], filters.reason ? `Reason: ${REASON_WORDS[filters.reason]}` : null)}
      {chip(['label'], filters.label ? `Labelled ${filters.label}` : null)}
      {chip(['min_risk', 'max_risk'], span('Risk', filters.min_risk, filters.max_risk))}
      {chip(['min_amount', 'max_amount'], span('Amount', filters.min_amount, filters.max_amount))}
    </>
  );
}

function ColumnChoice({ columns, onColumns }: Pick<BarProps, 'columns' | 'onColumns'>) {
  return (
    <Popover position="bottom-end" trapFocus>
      <Popover.Target>
        <Button variant="default" size="compact-sm" h={30} leftSection={<Icon name="columns" size={14} />} aria-label="Columns" visibleFrom="sm">
          <span className={styles.buttonLabel}>Columns</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Checkbox.Group value={[...columns]} onChange={chosen => onColumns(new Set(chosen))} label="Columns, as far as there is room">
          <Group mt={8} style={{ flexDirection: 'column', alignItems: 'flex-start' }} gap={8}>
            {COLUMNS.map(c => <Checkbox key={c.id} size="xs" value={c.id} label={c.label} disabled={c.rank === 0} />)}
          </Group>
        </Checkbox.Group>
      </Popover.Dropdown>
    </Popover>
  );
}

function ExportButton({ filters, view }: Pick<BarProps, 'filters' | 'view'>) {
  const run = useMutation({ mutationFn: () => exportDecisions(filters, view) });
  return (
    <>
      {run.isError && <span role="alert" className="dim">The export failed: {messageOf(run.error)}</span>}
      <Button variant="default" size="compact-sm" h={30} leftSection={<Icon name="download" size={14} />} loading={run.isPending} onClick={() => run.mutate()}
        aria-label="Export as CSV" title="All decisions that pass these filters, as CSV"><span className={styles.buttonLabel}>Export</span></Button>
    </>
  );
}

function toggled<T>(values: T[] | undefined, value: T): T[] {
  const old = values ?? [];
  return old.includes(value) ? old.filter(v => v !== value) : [...old, value];
}

/** Through the address and back: empty lists and undefined values vanish, and the order is always the same. */
const clean = (filters: { [Name in keyof Filters]: Filters[Name] | undefined }): Filters => filtersOf(searchOf(filters as Filters));

const span = (what: string, from: number | undefined, to: number | undefined): string | null => {
  if (from === undefined && to === undefined) return null;
  if (to === undefined) return `${what} from ${from}`;
  return from === undefined ? `${what} to ${to}` : `${what} ${from} to ${to}`;
};
