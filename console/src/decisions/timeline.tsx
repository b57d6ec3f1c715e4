import { Link, useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { Decision, Level } from '../api/contracts';
import { exactMoney } from '../format/money';
import { compact, risk } from '../format/number';
import { clock, dateTime, day, type Zone, zoneName } from '../format/time';
import { AsTable, type TableData } from '../ui/as-table';
import { Chart } from '../ui/chart';
import { axisStyle, SYMBOLS, tooltipOf, tooltipStyle } from '../ui/chart-parts';
import type { Palette } from '../ui/palette';
import { VERDICT_WORDS } from '../ui/risk';
import { LEVELS } from './filters';

const SIZES: Record<Level, number> = { low: 6, medium: 10, high: 11, critical: 12 };
const LOG_FROM = 30;
const HOUR_MS = 3_600_000;
const SHORT_MS = 48 * HOUR_MS;

interface TimelineProps {
  decisions: Decision[];
  zone: Zone;
  height: number;
  /** The sequence of the one that is looked at. */
  marked?: number;
}

/** Amounts over time, coloured and shaped by level; a click opens the decision. */
export function Timeline({ decisions, zone, height, marked }: TimelineProps) {
  const navigate = useNavigate();
  const option = useCallback((p: Palette) => timelineOption(p, decisions, zone, marked), [decisions, zone, marked]);
  const open = (data: unknown) => {
    const sequence = (data as { sequence?: number }).sequence;
    if (sequence !== undefined) void navigate({ to: '/decisions/$sequence', params: { sequence: String(sequence) } });
  };
  return (
    <AsTable table={() => timelineTable(decisions, zone)}>
      <Chart option={option} height={height} onClick={open} label={`Amounts of the last ${decisions.length} transactions over time; as a table it has the same`} />
    </AsTable>
  );
}

const timelineTable = (decisions: Decision[], zone: Zone): TableData => ({
  caption: 'Amounts over time',
  head: [`Time (${zoneName(zone)})`, 'Amount', 'Risk', 'Decision'],
  rows: decisions.map(d => [
    <Link key={d.sequence} to="/decisions/$sequence" params={{ sequence: String(d.sequence) }}>{dateTime(d.time, zone)}</Link>,
    exactMoney(d.amount, d.currency), `${risk(d.risk)} ${d.level}`, VERDICT_WORDS[d.decision],
  ]),
});

/** A single moment has an hour to each side: the axis then names times near it. */
function around(times: number[]): { min?: number; max?: number } {
  const [first, last] = [Math.min(...times), Math.max(...times)];
  return times.length > 0 && last === first ? { min: first - HOUR_MS, max: first + HOUR_MS } : {};
}

function timelineOption(p: Palette, decisions: Decision[], zone: Zone, marked: number | undefined) {
  const amounts = decisions.map(d => d.amount ?? 0).filter(a => a > 0);
  const times = decisions.map(d => Date.parse(d.time));
  const isShort = Math.max(...times) - Math.min(...times) < SHORT_MS;
  const isLog = amounts.length > 1 && Math.max(...amounts) / Math.min(...amounts) > LOG_FROM;
  return {
    grid: { left: 8, right: 12, top: 12, bottom: 4, containLabel: true },
    tooltip: {
      ...tooltipStyle(p), trigger: 'item',
      formatter: ({ data }: { data: { decision: Decision } }) => tooltipOf(dateTime(data.decision.time, zone), [
        ['Amount', exactMoney(data.decision.amount, data.decision.currency)], ['Risk', `${risk(data.decision.risk)} ${data.decision.level}`],
        ['Decision', VERDICT_WORDS[data.decision.decision]], ...(data.decision.merchant ? [['Merchant', data.decision.merchant] as const] : []),
      ]),
    },
    xAxis: { ...axisStyle(p), type: 'time', ...around(times), splitLine: { show: false }, axisLabel: { ...axisStyle(p).axisLabel, formatter: (v: number) => (isShort ? clock(v, zone) : day(v, zone)) } },
    yAxis: {
      ...axisStyle(p), type: isLog ? 'log' : 'value', axisLine: { show: false }, ...(isLog ? {} : { boundaryGap: [0, '12%'] }),
      axisLabel: { ...axisStyle(p).axisLabel, formatter: (v: number) => compact(v) },
    },
    series: LEVELS.map(level => ({
      type: 'scatter', name: level, symbol: SYMBOLS[level], symbolSize: SIZES[level], itemStyle: { color: p[level], opacity: level === 'low' ? 0.65 : 1 },
      data: decisions.filter(d => d.level === level && d.amount !== null && (!isLog || d.amount > 0)).map(d => ({
        value: [Date.parse(d.time), d.amount], sequence: d.sequence, decision: d,
        ...(d.sequence === marked ? { symbolSize: 15, itemStyle: { color: p[level], borderColor: p.text, borderWidth: 2, opacity: 1 } } : {}),
      })),
    })),
  };
}
