import assert from 'node:assert/strict';
import { still } from '../settled.mjs';
import { rowsOf } from './rows.mjs';

const STEPS = 40;
const CURRENT = '[data-current="true"][aria-rowindex]';

const isInSight = (page, row, frame) => page.evaluate(([one, around]) => {
  const inner = document.querySelector(one)?.getBoundingClientRect();
  const outer = document.querySelector(around).getBoundingClientRect();
  return inner !== undefined && inner.top >= outer.top && inner.bottom <= outer.bottom + 1;
}, [row, frame]);

/** All of it without a mouse. */
export const keysSteps = [
  ['move by keyboard', async ({ page }) => {
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await rowsOf(page).first().waitFor();
    // The lists waits while it is not at its top or paused: the rows stay where they are.
    await page.keyboard.press('p');
    await page.keyboard.press('j');
    await page.waitForURL(/selected=\d+/);
    const first = new URL(page.url()).searchParams.get('selected');
    await page.keyboard.press('j');
    await page.waitForFunction(old => new URL(location.href).searchParams.get('selected') !== old, first);
    await page.keyboard.press('k');
    await page.waitForFunction(old => new URL(location.href).searchParams.get('selected') === old, first);
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => !new URL(location.href).searchParams.has('selected'));
    await page.keyboard.press('p');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await page.keyboard.press('Escape');
  }],

  ['go far down without losing the row', async ({ page }) => {
    await page.goto('/decisions?range=all');
    await rowsOf(page).nth(10).waitFor();
    for (let i = 0; i < STEPS; i++) {
      // oxlint-disable-next-line no-await-in-loop -- key by key
      await page.keyboard.press('j');
    }
    const current = page.locator(CURRENT);
    await current.waitFor();
    await still(page, CURRENT);
    assert.equal(await current.getAttribute('aria-rowindex'), String(STEPS), 'every key is a row');
    assert.ok(await isInSight(page, '[data-current="true"]', '[role="grid"]'), 'the row is in sight');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Compared with what is usual' }).waitFor();
    await page.keyboard.press('Escape');
    await current.waitFor();
    await still(page, CURRENT);
    assert.ok(await isInSight(page, '[data-current="true"]', '[role="grid"]'), 'and after coming back');
  }],

  ['go through the entities by the same keys', async ({ page }) => {
    await page.goto('/entities');
    await page.locator('tbody tr').nth(5).waitFor();
    for (let i = 0; i < STEPS; i++) {
      // oxlint-disable-next-line no-await-in-loop -- key by key
      await page.keyboard.press('j');
    }
    await page.locator(`tbody tr:nth-child(${STEPS}):focus-within`).waitFor();
    assert.ok(await isInSight(page, `tbody tr:nth-child(${STEPS})`, 'main'), 'the row is in sight');
    await page.keyboard.press('k');
    const link = page.locator(`tbody tr:nth-child(${STEPS - 1}) a`).first();
    const entity = await link.textContent();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Amounts over time' }).waitFor();
    assert.ok(entity.length > 0);
    await page.goBack();
    await page.locator('tbody tr').nth(5).waitFor();
  }],
];
