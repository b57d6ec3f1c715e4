import assert from 'node:assert/strict';
import { rowsOf } from './rows.mjs';

/** An entity, and the way to it. */
export const entitySteps = [
  ['see its entity', async ({ page, entity, shot }) => {
    await page.locator('main').getByRole('link', { name: entity }).first().click();
    await page.getByRole('heading', { name: 'Amounts over time' }).waitFor();
    await page.getByRole('heading', { name: 'Latest decisions' }).waitFor();
    await page.waitForTimeout(500);
    await shot('entity');
  }],

  ['find it by search', async ({ page, sequence, entity }) => {
    await page.keyboard.press('/');
    await page.keyboard.type(entity);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/search\?q=/);
    await page.locator('main').getByRole('link', { name: entity }).first().click();
    await page.getByRole('heading', { name: 'Amounts over time' }).waitFor();
    await page.getByRole('link', { name: 'All as a list' }).click();
    await page.locator(`#decision-${sequence}`).waitFor();
    assert.equal(await rowsOf(page).count(), 1, 'the list holds this entity alone');
  }],
];
