import { useComputedColorScheme } from '@mantine/core';
import { BarChart, CustomChart, HeatmapChart, LineChart, ScatterChart } from 'echarts/charts';
import { BrushComponent, GridComponent, MarkLineComponent, TooltipComponent, VisualMapComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import type { EChartsCoreOption } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { type Palette, paletteOf } from './palette';

echarts.use([
  BarChart, CustomChart, HeatmapChart, LineChart, ScatterChart, BrushComponent, GridComponent, MarkLineComponent, TooltipComponent,
  VisualMapComponent, CanvasRenderer,
]);

export interface ChartProps {
  /** Must keep its identity while nothing changes. */
  option: (palette: Palette) => EChartsCoreOption;
  height: number;
  /** What is to be seen, for those who do not see it. */
  label: string;
  onClick?: (data: unknown) => void;
  /** Turns on selecting a span of the horizontal axis. */
  onBrush?: (from: number, to: number) => void;
}

export default function ChartCanvas({ option, height, label, onClick, onBrush }: ChartProps) {
  const element = useRef<HTMLDivElement>(null);
  const chart = useRef<echarts.ECharts | null>(null);
  const handlers = useRef({ onClick, onBrush });
  const scheme = useComputedColorScheme();
  const canBrush = onBrush !== undefined;

  useEffect(() => {
    handlers.current = { onClick, onBrush };
  });

  useEffect(() => {
    if (!element.current) return undefined;
    const created = echarts.init(element.current);
    chart.current = created;
    created.on('click', event => handlers.current.onClick?.(event.data));
    created.on('brushEnd', event => {
      const [from, to] = (event as { areas?: { coordRange?: [number, number] }[] }).areas?.[0]?.coordRange ?? [];
      if (from === undefined || to === undefined || to <= from) return;
      created.dispatchAction({ type: 'brush', areas: [] });
      handlers.current.onBrush?.(from, to);
    });
    const observer = new ResizeObserver(() => created.resize());
    observer.observe(element.current);
    return () => {
      observer.disconnect();
      created.dispose();
      chart.current = null;
    };
  }, []);

  useEffect(() => {
    if (!chart.current || !element.current) return;
    chart.current.setOption({ animation: false, ...option(paletteOf(element.current)) }, { notMerge: true });
    if (canBrush) {
      chart.current.dispatchAction({ type: 'takeGlobalCursor', key: 'brush', brushOption: { brushType: 'lineX', brushMode: 'single' } });
    }
  }, [option, scheme, canBrush]);

  return <div ref={element} role="img" aria-label={label} style={{ height, width: '100%' }} />;
}
