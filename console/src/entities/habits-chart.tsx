import { useCallback } from 'react';
import { count } from '../format/number';
import { AsTable } from '../ui/as-table';
import { Chart } from '../ui/chart';
import { axisStyle, tooltipOf, tooltipStyle } from '../ui/chart-parts';
import type { Palette } from '../ui/palette';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));

/** When the entity is usually active: hours across, weekdays down. */
export function HabitsChart({ counts, zone }: { counts: number[][]; zone: string }) {
  const option = useCallback((p: Palette) => habitsOption(p, counts), [counts]);
  return (
    <AsTable table={() => ({ caption: `Transactions by hour and weekday, ${zone}`, head: ['Hour', ...DAYS], rows: HOURS.map((hour, h) => [`${hour}:00`, ...counts.map(row => count(row[h] ?? 0))]) })}>
      <Chart option={option} height={206} label={descriptionOf(counts)} />
    </AsTable>
  );
}

function habitsOption(p: Palette, counts: number[][]) {
  const most = Math.max(1, ...counts.flat());
  const axis = { ...axisStyle(p), splitLine: { show: false }, axisLine: { show: false } };
  return {
    grid: { left: 34, right: 4, top: 4, bottom: 22 },
    tooltip: {
      ...tooltipStyle(p),
      formatter: ({ data: [hour = 0, weekday = 0, value = 0] }: { data: number[] }) =>
        tooltipOf(`${DAYS[weekday]} ${HOURS[hour]}:00 to ${HOURS[hour]}:59`, [['Transactions', count(value)]]),
    },
    xAxis: { ...axis, type: 'category', data: HOURS, axisLabel: { ...axis.axisLabel, interval: 2 } },
    yAxis: { ...axis, type: 'category', data: DAYS, inverse: true },
    visualMap: { show: false, min: 0, max: most, inRange: { color: [p.sunken, p.accent] } },
    series: [{
      type: 'heatmap', data: counts.flatMap((row, weekday) => row.map((value, hour) => [hour, weekday, value])),
      itemStyle: { borderColor: p.surface, borderWidth: 2, borderRadius: 3 }, emphasis: { disabled: true },
    }],
  };
}

function descriptionOf(counts: number[][]): string {
  const hours = HOURS.map((hour, i) => ({ hour, count: counts.reduce((sum, row) => sum + (row[i] ?? 0), 0) }));
  const busiest = hours.toSorted((a, b) => b.count - a.count).slice(0, 3).map(h => h.hour);
  return `Transactions by hour and weekday; busiest from ${busiest.join(', ')} o'clock`;
}
