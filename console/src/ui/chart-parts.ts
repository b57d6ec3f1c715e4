import type { Palette } from './palette';

/** A tooltip as elements: whatever comes from the server stays text. */
export function tooltipOf(title: string, rows: (readonly [name: string, value: string])[]): HTMLElement {
  const box = document.createElement('div');
  const head = document.createElement('div');
  head.textContent = title;
  head.style.cssText = 'font-weight:600;margin-bottom:2px';
  box.append(head);
  for (const [name, value] of rows) {
    const row = document.createElement('div');
    row.style.cssText = 'display:flex;gap:16px;justify-content:space-between';
    const left = document.createElement('span');
    left.textContent = name;
    const right = document.createElement('span');
    right.textContent = value;
    right.style.fontVariantNumeric = 'tabular-nums';
    row.append(left, right);
    box.append(row);
  }
  return box;
}

const FONT = "'Inter Variable', system-ui, sans-serif";

export const tooltipStyle = (p: Palette) => ({
  backgroundColor: p.raised, borderColor: p.lineStrong, borderWidth: 1, padding: [8, 10], confine: true, transitionDuration: 0,
  textStyle: { color: p.text, fontSize: 12, fontFamily: FONT }, extraCssText: 'box-shadow:0 8px 28px rgb(0 0 0 / 16%);border-radius:6px',
});

export const axisStyle = (p: Palette) => ({
  axisLine: { lineStyle: { color: p.lineStrong } },
  axisTick: { show: false },
  axisLabel: { color: p.dim, fontSize: 11, fontFamily: FONT, hideOverlap: true },
  splitLine: { lineStyle: { color: p.line } },
});

/** Ring, diamond, triangle, octagon, as everywhere. */
export const SYMBOLS = {
  low: 'circle', medium: 'diamond', high: 'triangle', critical: 'path://M3.7.5h4.6l3.2 3.2v4.6l-3.2 3.2H3.7L.5 8.3V3.7z',
} as const;
