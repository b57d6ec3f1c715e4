import { lazy, Suspense } from 'react';
import { fetched } from '../app/missing-bundle';
import type { ChartProps } from './chart-canvas';

const Canvas = lazy(fetched(() => import('./chart-canvas')));

/** The charting library comes in a bundle of its own; the space is kept free meanwhile, so that nothing jumps. */
export const Chart = (props: ChartProps) => (
  <div data-chart style={{ height: props.height, minWidth: 0 }}>
    <Suspense fallback={null}><Canvas {...props} /></Suspense>
  </div>
);
