import { useElementSize } from '@mantine/hooks';
import { useCallback } from 'react';
import type { OverviewLocation } from '../api/contracts';
import { money } from '../format/money';
import { count } from '../format/number';
import { Chart } from '../ui/chart';
import { tooltipOf, tooltipStyle } from '../ui/chart-parts';
import type { Palette } from '../ui/palette';
import { LAND, LAND_STEP } from './land';

type Placed = OverviewLocation & { latitude: number; longitude: number };

const REGION_DEGREES = 12;
const LARGEST = 30;
const SHAPE = 0.56;
const DOT = 0.72;
const SMALLEST = 6;

export const placed = (locations: OverviewLocation[]): Placed[] =>
  locations.filter((l): l is Placed => l.latitude !== null && l.longitude !== null);

/** Where the decisions are: a circle's area is their count; a filled one has had alerts. A click leads to them. */
export function LocationMap({ locations, onFollow }: { locations: Placed[]; onFollow: (location: string) => void }) {
  const { ref, width } = useElementSize();
  const option = useCallback((p: Palette) => mapOption(p, locations, width), [locations, width]);
  return (
    <div ref={ref} style={{ minHeight: 150 }}>
      {width > 0 && (
        <Chart option={option} height={Math.round(width * SHAPE)} label={`Map of ${count(locations.length)} locations; as a table it has the same figures`}
          onClick={data => {
            const { location } = data as { location?: Placed };
            if (location) onFollow(location.location);
          }} />
      )}
    </div>
  );
}

function mapOption(p: Palette, locations: Placed[], width: number) {
  const most = Math.max(1, ...locations.map(l => l.decisions));
  const frame = frameOf(locations);
  const dot = Math.max(2, (width / (frame.east - frame.west)) * LAND_STEP * DOT);
  const axis = { type: 'value', show: false } as const;
  return {
    grid: { left: 0, right: 0, top: 0, bottom: 0 },
    xAxis: { ...axis, min: frame.west, max: frame.east },
    yAxis: { ...axis, min: frame.south, max: frame.north },
    tooltip: {
      ...tooltipStyle(p), trigger: 'item',
      formatter: ({ data }: { data: { location?: Placed } }) => (data.location ? tooltipOf(data.location.location, [
        ['Amount', money(data.location.amounts)], ['Decisions', count(data.location.decisions)], ['Alerts', count(data.location.alerts)],
      ]) : ''),
    },
    series: [
      { type: 'scatter', silent: true, symbol: 'circle', symbolSize: dot, itemStyle: { color: p.lineStrong, opacity: 0.7 }, data: LAND as unknown as number[][] },
      {
        type: 'scatter', symbol: 'circle',
        data: locations.toSorted((a, b) => b.decisions - a.decisions).map(l => ({
          value: [l.longitude, l.latitude], location: l, symbolSize: SMALLEST + Math.sqrt(l.decisions / most) * (LARGEST - SMALLEST),
          itemStyle: l.alerts > 0
            ? { color: p.accent, opacity: 0.75, borderColor: p.accent, borderWidth: 1 }
            : { color: 'transparent', borderColor: p.accent, borderWidth: 1.5, opacity: 0.9 },
        })),
      },
    ],
  };
}

/** The whole world, or the region around the points when they lie close together. */
function frameOf(locations: Placed[]) {
  const longitudes = locations.map(l => l.longitude);
  const latitudes = locations.map(l => l.latitude);
  const width = Math.max(...longitudes) - Math.min(...longitudes);
  const tall = Math.max(...latitudes) - Math.min(...latitudes);
  if (width > REGION_DEGREES * 4 || tall > REGION_DEGREES * 2) return { west: -170, east: 190, south: -58, north: 82 };
  const x = (Math.max(...longitudes) + Math.min(...longitudes)) / 2;
  const y = (Math.max(...latitudes) + Math.min(...latitudes)) / 2;
  const half = Math.max(width, tall * 2.2, REGION_DEGREES) * 0.7;
  return { west: x - half, east: x + half, south: y - half / 2.2, north: y + half / 2.2 };
}
