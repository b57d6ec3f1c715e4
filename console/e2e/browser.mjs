/** A browser that writes down everything that a user should never see: errors in the console, broken requests, other sites. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const ARGUMENTS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
];
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const launch = executablePath => chromium.launch({ executablePath, args: ARGUMENTS });

export async function openPage(browser, baseUrl, { width, height, colorScheme }, faults) {
  const context = await browser.newContext({ baseURL: baseUrl, viewport: { width, height }, colorScheme, acceptDownloads: true });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(`console ${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', error => faults.push(`page error: ${error.message}`));
  page.on('request', request => {
    if (!request.url().startsWith(baseUrl) && !/^(blob|data):/.test(request.url())) faults.push(`request to another site: ${request.url()}`);
  });
  page.on('response', response => {
    if (response.status() >= 500) faults.push(`${response.status()} from ${response.url()}`);
  });
  return page;
}

/** WCAG 2.1 A and AA, as far as a program can tell. */
export async function accessibilityFaults(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa'] }));
  return violations.map(v => `${v.id} at ${v.nodes.slice(0, 3).map(n => n.target.join(' ')).join(', ')}`);
}
