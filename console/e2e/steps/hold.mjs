import assert from 'node:assert/strict';
import { followed, still } from '../settled.mjs';
import { sendTransaction } from '../traffic.mjs';
import { rowsOf, sequenceOf } from './rows.mjs';

const LIVE_MS = 30_000;

/** The list holds still for whoever works in it. */
export const holdSteps = [
  ['click a row of a list that lives', async context => {
    const { page } = context;
    const follows = followed(page);
    await page.goto('/decisions');
    await rowsOf(page).nth(4).waitFor();
    await follows;
    await rowsOf(page).nth(4).hover();
    await still(page, '[role="row"][aria-rowindex]:hover');
    const row = page.locator('[role="row"][aria-rowindex]:hover');
    const sequence = await sequenceOf(row);
    const before = await row.boundingBox();
    for (let i = 0; i < 3; i++) {
      // oxlint-disable-next-line no-await-in-loop -- one payment after the other
      await sendTransaction(context, `${context.entity}-${i}`);
    }
    const waiting = page.getByRole('button', { name: /^[\d,]+ new$/ });
    await waiting.waitFor({ timeout: LIVE_MS });
    assert.deepEqual(await page.locator(`#decision-${sequence}`).boundingBox(), before, 'nothing moves under the pointer');
    await page.mouse.down();
    await page.mouse.up();
    await page.waitForURL(new RegExp(`selected=${sequence}`));
    await page.mouse.move(5, 5);
    const counted = await waiting.textContent();
    await sendTransaction(context, `${context.entity}-3`);
    await page.waitForFunction(text => [...document.querySelectorAll('button')].some(b => /^[\d,]+ new$/.test(b.textContent) && b.textContent !== text), counted);
    assert.deepEqual((await page.locator(`#decision-${sequence}`).boundingBox()).y, before.y, 'nor while a row is selected');
    await waiting.click();
    assert.match(page.url(), new RegExp(`selected=${sequence}`), 'the row is still the selected one');
    await page.keyboard.press('j');
    await page.waitForURL(url => !url.search.includes(`selected=${sequence}`));
    await page.keyboard.press('k');
    await page.locator(`#decision-${sequence}[data-current="true"]`).waitFor();
    await page.keyboard.press('Escape');
  }],

  ['mark several rows and label them at once', async ({ page, shot }) => {
    await page.goto('/decisions?range=all&level=low');
    await rowsOf(page).nth(8).waitFor();
    await page.keyboard.press('p');
    await rowsOf(page).nth(1).hover();
    const marked = [];
    for (let i = 1; i <= 4; i++) {
      // oxlint-disable-next-line no-await-in-loop -- row by row
      marked.push(await sequenceOf(rowsOf(page).nth(i)));
    }
    await rowsOf(page).nth(1).locator('[data-mark]').click();
    await rowsOf(page).nth(4).locator('[data-mark]').click({ modifiers: ['Shift'] });
    await page.getByText('4 marked').waitFor();
    await shot('decisions-marked');
    await page.keyboard.press('a');
    await page.getByText('Marked as legitimate: 4 decisions').waitFor();
    for (const sequence of marked) {
      // oxlint-disable-next-line no-await-in-loop -- row by row
      await page.locator(`#decision-${sequence}`).getByText('Legitimate').waitFor();
    }
    await shot('decisions-labelled');
    await page.keyboard.press('z');
    await page.getByText('Marked as legitimate').waitFor({ state: 'hidden' });
    assert.equal(await page.locator(`#decision-${marked[0]}`).getByText('Legitimate').count(), 0, 'undone');
    await page.keyboard.press('Escape');
    await page.getByText('4 marked').waitFor({ state: 'hidden' });
    await page.keyboard.press('p');
  }],
];
