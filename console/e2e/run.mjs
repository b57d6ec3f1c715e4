/**
 * The console in a real browser against a real server:
 *   npm run e2e -- --base-url http://127.0.0.1:8080 --user admin --password …
 * Ends with 0 when every step saw what it should and nothing went wrong beside it. Screenshots go to artifacts/screenshots.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { accessibilityFaults, launch, openPage } from './browser.mjs';
import { readOptions } from './options.mjs';
import { settled } from './settled.mjs';
import { steps } from './steps.mjs';
import { PAGES, shiftedOf, shiftOf, watchShift } from './steps/sizes.mjs';

const SIZES = [
  { name: 'desk', width: 1440, height: 900, colorScheme: 'light' },
  { name: 'dark', width: 1440, height: 900, colorScheme: 'dark' },
  { name: 'tablet', width: 1024, height: 768, colorScheme: 'light' },
  { name: 'phone', width: 390, height: 844, colorScheme: 'dark' },
  { name: 'phone-light', width: 390, height: 844, colorScheme: 'light' },
  { name: 'tablet-dark', width: 1024, height: 768, colorScheme: 'dark' },
];

const MOST_SHIFT = 0.05;

const say = text => process.stdout.write(`${text}\n`);

async function walkThrough(page, options, faults) {
  const shot = async name => {
    await page.screenshot({ path: join(options.screenshots, `${name}.png`) });
    for (const fault of await accessibilityFaults(page)) faults.push(`accessibility of ${name}: ${fault}`);
  };
  const context = { ...options, page, shot };
  for (const [name, run] of steps) {
    const before = faults.length;
    try {
      // oxlint-disable-next-line no-await-in-loop -- one step after the other, as a user does
      await run(context);
    } catch (error) {
      // oxlint-disable-next-line no-await-in-loop -- the last thing that is done
      await page.screenshot({ path: join(options.screenshots, 'failed.png') }).catch(() => undefined);
      throw new Error(`${name}: ${error.message}`, { cause: error });
    }
    say(`${faults.length === before ? 'ok  ' : 'BAD '} ${name}`);
  }
  return context;
}

/** The same pages at other sizes, in one session each. */
async function lookAround(browser, options, seen, faults) {
  const { password } = seen;
  const looks = SIZES.map(async size => {
    const page = await openPage(browser, options.baseUrl, size, faults);
    const context = { ...options, password, page, shot: async () => undefined };
    await steps[0][1](context);
    await watchShift(page);
    for (const [name, pathOf] of PAGES) {
      // oxlint-disable-next-line no-await-in-loop -- one page after the other
      await page.goto(pathOf(seen));
      // oxlint-disable-next-line no-await-in-loop -- of this page
      await settled(page);
      // oxlint-disable-next-line no-await-in-loop -- of this page
      await page.screenshot({ path: join(options.screenshots, `${name}-${size.name}.png`) });
      // oxlint-disable-next-line no-await-in-loop -- of this page
      const isTooWide = await page.evaluate(() =>
        [document.documentElement, document.querySelector('main')].filter(Boolean).some(e => e.scrollWidth > e.clientWidth + 1));
      if (isTooWide) faults.push(`${name} scrolls sideways at ${size.width} px`);
      // oxlint-disable-next-line no-await-in-loop -- of this page
      const shift = await shiftOf(page);
      if (shift > MOST_SHIFT)
        // oxlint-disable-next-line no-await-in-loop -- of this page
        faults.push(`${name}, ${size.name}: the layout shifts by ${shift.toFixed(3)}, ${MOST_SHIFT} at most: ${await shiftedOf(page)}`);
      // oxlint-disable-next-line no-await-in-loop -- of this page
      for (const fault of await accessibilityFaults(page)) faults.push(`accessibility of ${name}, ${size.name}: ${fault}`);
    }
  });
  await Promise.all(looks);
  say('ok   every page, size and theme');
}

async function main() {
  const options = readOptions(process.argv.slice(2));
  mkdirSync(options.screenshots, { recursive: true });
  const browser = await launch(options.chromium);
  const faults = [];
  try {
    const page = await openPage(browser, options.baseUrl, SIZES[0], faults);
    const context = await walkThrough(page, options, faults);
    await lookAround(browser, options, context, faults);
  } finally {
    await browser.close();
  }
  for (const fault of new Set(faults)) say(`BAD  ${fault}`);
  say(faults.length === 0 ? `all well; screenshots in ${options.screenshots}` : `${faults.length} faults`);
  return faults.length === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
