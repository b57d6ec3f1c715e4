import { Button, Group, Popover, Select, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useLocation } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { inputOf, localZone, minute, momentOf, zoneName } from '../format/time';
import { Icon } from '../ui/icon';
import { useSetView, useView } from '../view/use-view';
import { DEFAULT_RANGE, isRange, RANGES, type RangeName, type View, zoneOf } from '../view/view';
import picker from './range-picker.module.css';
import styles from './shell.module.css';

const LOCAL = 'local';

/** Others are of one decision, or of all time; of them the zone alone can be chosen. */
const RANGED = /^\/$|^\/decisions\/?$|^\/entities\/./;

/** The time range of the pages that have one, and the zone in which times are shown. */
export function RangePicker() {
  const { pathname } = useLocation();
  return RANGED.test(pathname) ? <RangeAndZone /> : <ZoneAlone />;
}

function ZoneAlone() {
  const zone = zoneName(zoneOf(useView()));
  return (
    <Popover position="bottom-end" trapFocus>
      <Popover.Target>
        <button type="button" className={styles.tool} aria-label={`Time zone: ${zone}`}>
          <Icon name="clock" size={14} /><span className={styles.toolLabel} data-testid="zone">{zone}</span><Icon name="chevron" size={12} />
        </button>
      </Popover.Target>
      <Popover.Dropdown><ZoneChoice /></Popover.Dropdown>
    </Popover>
  );
}

function RangeAndZone() {
  const view = useView();
  const setView = useSetView();
  const [isOpen, popover] = useDisclosure(false);
  const choose = (range: RangeName) => {
    setView({ range: range === DEFAULT_RANGE ? undefined : range, from: undefined, to: undefined });
    popover.close();
  };
  const isExact = Boolean(view.from ?? view.to);
  return (
    <Popover opened={isOpen} onChange={popover.toggle} position="bottom-end" trapFocus>
      <Popover.Target>
        <button type="button" className={styles.tool} onClick={popover.toggle} aria-label={`Time range: ${labelOf(view)}`}>
          <Icon name="clock" size={14} /><span className={`${styles.toolLabel} num`}>{labelOf(view)}</span>
          <span className={styles.zone} data-testid="zone">{zoneName(zoneOf(view))}</span><Icon name="chevron" size={12} />
        </button>
      </Popover.Target>
      <Popover.Dropdown className={picker.dropdown}>
        <div className={picker.ranges}>
          {Object.entries(RANGES).map(([name, { label }]) => isRange(name) && (
            <button key={name} type="button" className={picker.range} aria-pressed={!isExact && (view.range ?? DEFAULT_RANGE) === name}
              onClick={() => choose(name)}>{label}</button>
          ))}
        </div>
        <ExactRange key={`${view.from}|${view.to}|${view.zone}`} view={view} onDone={popover.close} />
      </Popover.Dropdown>
    </Popover>
  );
}

function ExactRange({ view, onDone }: { view: View; onDone: () => void }) {
  const setView = useSetView();
  const zone = zoneOf(view);
  const [from, setFrom] = useState(view.from ? inputOf(view.from, zone) : '');
  const [to, setTo] = useState(view.to ? inputOf(view.to, zone) : '');
  const start = momentOf(from, zone);
  const end = momentOf(to, zone);
  const isReversed = start !== null && end !== null && start >= end;
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (isReversed || (!start && !end)) return;
    setView({ range: undefined, from: start ?? undefined, to: end ?? undefined });
    onDone();
  };
  return (
    <form className={picker.exact} onSubmit={apply}>
      <TextInput type="datetime-local" label="From" value={from} onChange={e => setFrom(e.currentTarget.value)} />
      <TextInput type="datetime-local" label="To" description="Empty: up to now, live" value={to} onChange={e => setTo(e.currentTarget.value)}
        error={isReversed ? 'The end is before the start.' : null} />
      <ZoneChoice />
      <Group justify="flex-end"><Button type="submit" disabled={isReversed || (!start && !end)}>Apply range</Button></Group>
    </form>
  );
}

function ZoneChoice() {
  const view = useView();
  const setView = useSetView();
  return (
    <Select label="Times in" value={view.zone ?? LOCAL} allowDeselect={false} comboboxProps={{ withinPortal: false }}
      data={[{ value: LOCAL, label: `Your zone (${localZone()})` }, ...(localZone() === 'UTC' ? [] : [{ value: 'UTC', label: 'UTC' }]),
        ...(view.zone && view.zone !== 'UTC' ? [{ value: view.zone, label: view.zone }] : []),
        ...['Europe/Zurich', 'Europe/London', 'America/New_York', 'Asia/Singapore'].filter(z => z !== localZone() && z !== view.zone)]}
      onChange={value => setView({ zone: value === LOCAL || value === null ? undefined : value })} />
  );
}

function labelOf(view: View): string {
  if (!view.from && !view.to) return RANGES[view.range ?? DEFAULT_RANGE].label;
  const zone = zoneOf(view);
  if (view.from && view.to) return `${minute(view.from, zone)} – ${minute(view.to, zone)}`;
  return view.from ? `Since ${minute(view.from, zone)}` : `Until ${minute(view.to ?? '', zone)}`;
}
