import assert from 'node:assert/strict';
import { settled } from '../settled.mjs';
import { sendTransaction } from '../traffic.mjs';
import { rowsOf } from './rows.mjs';

/** An entity, and the way to it. */
export const entitySteps = [
  ['see its entity', async ({ page, entity, shot }) => {
    await page.locator('main').getByRole('link', { name: entity }).first().click();
    await page.getByRole('heading', { name: 'Amounts over time' }).waitFor();
    await page.getByRole('heading', { name: 'Latest decisions' }).waitFor();
    await settled(page);
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

  ['follow an id that no path survives', async context => {
    const { page } = context;
    const odd = `e2e/${Date.now().toString(36)} 100%2F?#&+`;
    await sendTransaction(context, odd);
    await page.goto(`/decisions?range=all&entity=${encodeURIComponent(odd)}`);
    await rowsOf(page).first().click();
    await page.getByRole('complementary', { name: 'Selected decision' }).getByRole('link', { name: odd.slice(0, 8) }).first().click();
    await page.getByRole('heading', { name: 'Amounts over time' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Latest decisions' }).waitFor();
    assert.equal(await page.title(), `Entity ${odd} · Vigil`);
    await page.getByRole('link', { name: 'All as a list' }).click();
    await rowsOf(page).first().waitFor();
    assert.equal(await rowsOf(page).count(), 1, 'the list holds this entity alone');
  }],
];
