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
