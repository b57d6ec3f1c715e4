import { useCallback } from 'react';
import type { Overview, OverviewPoint } from '../api/contracts';
import { LEVELS } from '../decisions/filters';
import { decimals } from '../format/figure';
import { compact, count } from '../format/number';
import { clock, dateTime, day, type Zone } from '../format/time';
import { Chart } from '../ui/chart';
import { axisStyle, tooltipOf, tooltipStyle } from '../ui/chart-parts';
import type { Palette } from '../ui/palette';

const DAY_MS = 86_400_000;
const STEP_MS = { minute: 60_000, hour: 3_600_000, day: DAY_MS };
const DENSE = 200;
const TOP_HEIGHT = 150;
const ALERTS_HEIGHT = 78;

/** Decisions over time stacked by level, and below it, on a scale of their own, those that are not low. Brush to open them as a list. */
export function VolumeChart({ overview, zone, onBrush }: { overview: Overview; zone: Zone; onBrush: (from: number, to: number) => void }) {
  const option = useCallback((p: Palette) => volumeOption(p, overview, zone), [overview, zone]);
  return (
    <Chart option={option} height={294} onBrush={onBrush}
      label={`Decisions per ${overview.step}, stacked by level of risk; ${count(overview.totals.decisions)} in all`} />
  );
}

function volumeOption(p: Palette, { series, step, from, to }: Overview, zone: Zone) {
  const span = Date.parse(to) - Date.parse(from);
  const label = (time: number) => (span > 2 * DAY_MS ? day(time, zone) : clock(time, zone));
  const area = (level: (typeof LEVELS)[number], axis: number) => ({
    type: 'bar', name: level, stack: `stack${axis}`, xAxisIndex: axis, yAxisIndex: axis, barCategoryGap: series.length > DENSE ? 0 : '12%', emphasis: { disabled: true },
    itemStyle: { color: p[level], opacity: level === 'low' ? 0.45 : 1 }, data: series.map(point => [Date.parse(point.time) + STEP_MS[step] / 2, point[level]]),
  });
  const x = (gridIndex: number, isShown: boolean) => ({
    ...axisStyle(p), type: 'time', gridIndex, min: Date.parse(from), max: Date.parse(to), splitLine: { show: false },
    axisLabel: { ...axisStyle(p).axisLabel, show: isShown, formatter: label }, axisPointer: { show: true, type: 'line', lineStyle: { color: p.dim }, label: { show: false } },
  });
  const y = (gridIndex: number) => ({
    ...axisStyle(p), type: 'value', gridIndex, minInterval: 1, splitNumber: 3, axisLine: { show: false },
    axisLabel: { ...axisStyle(p).axisLabel, formatter: (v: number) => compact(v) },
  });
  // What the headline compares with is drawn as well.
  const usual = (axis: number, name: 'usual_decisions' | 'usual_alerts') => ({
    type: 'line', xAxisIndex: axis, yAxisIndex: axis, showSymbol: false, silent: true, step: 'middle', lineStyle: { color: p.text, width: 1, type: 'dashed', opacity: 0.7 },
    itemStyle: { color: p.text }, data: series.map(point => [Date.parse(point.time) + STEP_MS[step] / 2, point[name]]),
  });
  const severe = LEVELS.filter(level => level !== 'low').toReversed();
  return {
    grid: [{ left: 44, right: 14, top: 10, height: TOP_HEIGHT }, { left: 44, right: 14, top: TOP_HEIGHT + 46, height: ALERTS_HEIGHT }],
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    tooltip: { ...tooltipStyle(p), trigger: 'axis', formatter: (items: { dataIndex: number }[]) => pointTooltip(series[items[0]?.dataIndex ?? 0], zone) },
    brush: {
      xAxisIndex: 'all', toolbox: [], throttleType: 'debounce', brushStyle: { color: p.accentTint, opacity: 0.6, borderColor: p.accent, borderWidth: 1 },
      outOfBrush: { colorAlpha: 1 },
    },
    xAxis: [x(0, false), x(1, true)],
    yAxis: [y(0), y(1)],
    series: [
      ...[...severe, 'low' as const].map(level => area(level, 0)), ...severe.map(level => area(level, 1)),
      usual(0, 'usual_decisions'), usual(1, 'usual_alerts'),
    ],
  };
}

function pointTooltip(point: OverviewPoint | undefined, zone: Zone): HTMLElement | string {
  if (!point) return '';
  const rows = LEVELS.toReversed().map(level => [level, count(point[level])] as const);
  return tooltipOf(dateTime(point.time, zone), [...rows, ['to review', count(point.review)], ['blocked', count(point.block)],
    ...(point.usual_alerts === null ? [] : [['alerts usually', decimals(point.usual_alerts, 0, 1)] as const])]);
}
