/** The colours of the style sheet, for canvases. */
const NAMES = {
  surface: '--surface', raised: '--raised', line: '--line', lineStrong: '--line-strong', text: '--text', dim: '--text-dim', accent: '--accent',
  accentTint: '--accent-tint', sunken: '--sunken', low: '--low', medium: '--medium', high: '--high', critical: '--critical',
} as const;

export type Palette = Record<keyof typeof NAMES, string>;

export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element);
  return Object.fromEntries(Object.entries(NAMES).map(([name, variable]) => [name, style.getPropertyValue(variable).trim()])) as Palette;
}
