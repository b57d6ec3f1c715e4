import assert from 'node:assert/strict';
import { followed } from '../settled.mjs';
import { sendTransaction } from '../traffic.mjs';
import { rowsOf, sequenceOf } from './rows.mjs';

const LIVE_MS = 30_000;

/** The list: it takes in what arrives, and holds still for whoever works in it. */
export const listSteps = [
  ['watch a live decision arrive', async context => {
    const { page, shot } = context;
    const follows = followed(page);
    await page.keyboard.press('g');
    await page.keyboard.press('d');
    await page.getByRole('heading', { name: 'Decisions' }).waitFor();
    await rowsOf(page).or(page.getByText('No decisions in this time range')).first().waitFor();
    await follows;
    // The list holds still under the pointer, which stands where the button to sign in was.
    await page.mouse.move(5, 5);
    context.entity = `e2e-${Date.now().toString(36)}`;
    await sendTransaction(context, context.entity);
    const arrived = rowsOf(page).filter({ hasText: context.entity }).first();
    await arrived.waitFor({ timeout: LIVE_MS });
    // Under the pointer it stays where it is.
    await arrived.hover();
    context.sequence = await sequenceOf(arrived);
    await shot('decisions');
  }],

  ['open it beside the list and as a page', async ({ page, sequence, shot }) => {
    await page.locator(`#decision-${sequence}`).click();
    await page.getByRole('complementary', { name: 'Selected decision' }).getByTestId('waterfall').waitFor();
    assert.match(page.url(), new RegExp(`selected=${sequence}`), 'the selection is in the address');
    await shot('decision-beside-the-list');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/decisions/${sequence}*`);
    await page.getByRole('heading', { name: 'Compared with what is usual' }).waitFor();
  }],
];
