import { Link } from '@tanstack/react-router';
import type { Overview } from '../api/contracts';
import { LEVELS } from '../decisions/filters';
import { decimals } from '../format/figure';
import { money } from '../format/money';
import { count, MISSING } from '../format/number';
import { dateTime, type Zone, zoneName } from '../format/time';
import type { TableData } from '../ui/as-table';

/** The figures of the volume chart. */
export const volumeTable = ({ series, step }: Overview, zone: Zone): TableData => ({
  caption: `Decisions per ${step}, times in ${zoneName(zone)}`,
  head: ['From', ...LEVELS, 'to review', 'blocked', 'alerts usually'],
  rows: series.toReversed().map(p => [
    dateTime(p.time, zone), ...LEVELS.map(level => count(p[level])), count(p.review), count(p.block),
    p.usual_alerts === null ? MISSING : decimals(p.usual_alerts, 0, 1),
  ]),
});

/** The figures of the map; each name leads to its decisions. */
export const mapTable = ({ locations, locations_from: from, locations_to: to }: Overview): TableData => ({
  caption: 'Decisions by location',
  head: ['Location', 'Decisions', 'Alerts', 'Amount'],
  rows: locations.map(l => [
    <Link key={l.location} to="/decisions" search={{ range: undefined, from, to, location: l.location }}>{l.location}</Link>,
    count(l.decisions), count(l.alerts), money(l.amounts),
  ]),
});
