/** Every page, wherever a person can be. Paths are made from what the first walk saw. */
export const PAGES = [
  ['overview', () => '/'], ['decisions', () => '/decisions?range=all'], ['ranked', () => '/decisions?range=all&sort=risk&level=high,critical'],
  ['decision', c => `/decisions/${c.sequence}`], ['entities', () => '/entities'], ['entity', c => `/entities/${c.stream}/${c.longEntity}`],
  ['search', c => `/search?q=${c.longEntity.slice(0, 12)}`], ['users', () => '/administration/users'], ['keys', () => '/administration/keys'],
  ['streams', () => '/streams'], ['stream', c => `/streams/${c.stream}`], ['add-stream', () => '/add-stream'],
  ['audit', () => '/administration/audit'], ['docs', () => '/docs/index.html'],
];

/** Begins to add up layout shifts that no hand caused; read by `shiftOf`. */
export const watchShift = page => page.addInitScript(() => {
  globalThis.shift = 0;
  globalThis.shifted = [];
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) {
      if (entry.hadRecentInput) continue;
      globalThis.shift += entry.value;
      globalThis.shifted.push(...entry.sources.map(({ node }) => (node?.parentElement ?? node)?.textContent?.slice(0, 40) ?? '?'));
    }
  }).observe({ type: 'layout-shift', buffered: true });
});

export const shiftOf = page => page.evaluate(() => globalThis.shift);

/** What was moved, by its words. */
export const shiftedOf = page => page.evaluate(() => [...new Set(globalThis.shifted)].slice(0, 4).join(' · '));
