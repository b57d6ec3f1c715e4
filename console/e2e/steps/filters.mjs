import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { rowsOf } from './rows.mjs';

/** The list is made smaller, and leaves the house. */
export const filtersSteps = [
  ['filter in the address and by hand', async ({ page, shot }) => {
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await page.getByRole('group', { name: 'Level of risk' }).getByRole('button', { name: 'High' }).click();
    await page.getByRole('group', { name: 'Level of risk' }).getByRole('button', { name: 'Critical' }).click();
    await page.waitForURL(/level=high,critical/);
    await rowsOf(page).first().waitFor();
    // Rows are left, and only high and critical ones.
    await page.waitForFunction(() => {
      const titles = [...document.querySelectorAll('[role="grid"] [title$=" risk"]')].map(e => e.title);
      return titles.length > 0 && titles.every(title => /High|Critical/.test(title));
    });
    await shot('decisions-filtered');
  }],

  ['see from when on a name is found', async ({ page, entity }) => {
    const address = page.url();
    await page.route('**/api/v1/decisions/count?*', async route => {
      const answer = await (await route.fetch()).json();
      await route.fulfill({ json: { ...answer, searched_from: '2026-11-03T10:20:00Z' } });
    });
    await page.goto('/decisions?range=all&merchant=M000001&zone=UTC');
    await page.getByText(/^Only decisions from 03 Nov.* on were searched$/).waitFor();
    await page.unroute('**/api/v1/decisions/count?*');
    await page.goto(`/decisions?range=all&entity=${entity}`);
    await rowsOf(page).first().waitFor();
    assert.equal(await page.getByText('were searched').count(), 0, 'nothing is said where everything was');
    await page.goto(address);
    await rowsOf(page).first().waitFor();
  }],

  ['have the reason on a phone, and the tools in one row beside it', async ({ page, entity }) => {
    const address = page.url();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`/decisions?range=all&entity=${entity}`);
    await rowsOf(page).first().waitFor();
    assert.match(await rowsOf(page).first().textContent(), /amount|merchant|device|first transaction|never seen/i, 'the strongest reason');
    await page.setViewportSize({ width: 1024, height: 768 });
    await page.goto('/decisions?range=all');
    await rowsOf(page).first().waitFor();
    const [filter, tools] = await Promise.all(['Filter', 'Export as CSV'].map(name => page.getByRole('button', { name }).first().boundingBox()));
    assert.ok(Math.abs(filter.y - tools.y) < 8, 'the tools stand in one row at 1024 px');
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(address);
    await rowsOf(page).first().waitFor();
  }],

  ['export what is filtered', async ({ page }) => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export as CSV' }).click()]);
    const [head, ...lines] = readFileSync(await download.path(), 'utf8').trim().split(/\r?\n/);
    assert.match(head, /sequence/, 'the first line names the columns');
    const level = head.split(',').indexOf('level');
    assert.ok(level >= 0, 'a column says the level');
    assert.ok(lines.length > 0 && lines.every(line => /high|critical/.test(line)), 'the file has the same filters');
    assert.match(download.suggestedFilename(), /^decisions-.*\.csv$/);
  }],

  ['see what cannot be read', async ({ page }) => {
    await page.goto('/decisions?range=all&level=purple,high&min_risk=ab');
    await page.getByText('Level “purple” cannot be read and is not applied: one of low, medium, high, critical.').waitFor();
    await page.getByText('Risk from “ab” cannot be read').waitFor();
    assert.match(page.url(), /level=purple,high/, 'it stays in the address');
    await page.getByRole('button', { name: 'Remove Level purple' }).click();
    await page.waitForURL(url => !url.search.includes('purple'));
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('textbox', { name: 'Risk from' }).fill('150');
    await page.getByRole('textbox', { name: 'Amount from' }).fill('1,000');
    await page.getByRole('button', { name: 'Apply filters' }).click();
    await page.getByText('“150” cannot be read; a number from 0 to 100').waitFor();
    await page.getByRole('textbox', { name: 'Risk from' }).fill('');
    await page.getByRole('button', { name: 'Apply filters' }).click();
    await page.waitForURL(/min_amount=1000(&|$)/);
  }],
];
