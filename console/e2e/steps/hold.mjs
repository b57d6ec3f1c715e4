import assert from 'node:assert/strict';
import { sendTransaction } from '../traffic.mjs';
import { rowsOf, sequenceOf } from './rows.mjs';

const LIVE_MS = 30_000;

/** The list holds still for whoever works in it. */
export const holdSteps = [
  ['click a row of a list that lives', async context => {
    const { page } = context;
    await page.goto('/decisions');
    await rowsOf(page).nth(4).waitFor();
    await page.waitForTimeout(1_000);
    // Until the pointer is on the list, payments of others move it.
    await rowsOf(page).nth(4).hover();
    await page.waitForTimeout(500);
    const row = rowsOf(page).nth(4);
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
    await page.waitForTimeout(800);
    assert.deepEqual((await page.locator(`#decision-${sequence}`).boundingBox()).y, before.y, 'nor while a row is selected');
    await waiting.click();
    assert.equal(await page.locator(`#decision-${sequence}`).getAttribute('data-current'), 'true', 'the selected row is still there');
    await page.keyboard.press('Escape');
  }],
];
