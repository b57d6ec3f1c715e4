/** Conditions instead of pauses: what a person would wait for. */

/** Everything is there, and stays so for some frames: nothing loads, charts are drawn, letters are the right ones. */
export const settled = page => page.waitForFunction(() => new Promise(resolve => {
  let frames = 0;
  const look = () => {
    const isDrawn = [...document.querySelectorAll('[data-chart]')].every(chart => chart.querySelector('canvas') !== null);
    const isThere = document.querySelector('h1, h2') !== null && document.querySelector('[aria-label="Loading"]') === null && isDrawn;
    frames = isThere && document.fonts.status === 'loaded' ? frames + 1 : 0;
    if (frames >= 20) resolve(true);
    else requestAnimationFrame(look);
  };
  look();
}));

/** An element stands where it stood for some frames: nothing pushes it any more. */
export const still = (page, selector) => page.waitForFunction(what => new Promise(resolve => {
  let frames = 0;
  let before = null;
  const look = () => {
    const box = document.querySelector(what)?.getBoundingClientRect();
    const now = box ? `${box.x} ${box.y} ${box.width} ${box.height}` : null;
    frames = now !== null && now === before ? frames + 1 : 0;
    before = now;
    if (frames >= 10) resolve(true);
    else requestAnimationFrame(look);
  };
  look();
}), selector);

/** The list follows what is decided: what is sent from now on arrives by the stream of events and not by a second query. */
export const followed = page => page.waitForResponse(response => response.url().includes('/decisions/live') && response.ok());
