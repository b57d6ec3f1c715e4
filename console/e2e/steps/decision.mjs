import assert from 'node:assert/strict';
import { rowsOf } from './rows.mjs';

/** One decision: why, replayed, labelled. */
export const decisionSteps = [
  ['see the waterfall add up', async ({ page, shot }) => {
    const waterfall = page.getByTestId('waterfall');
    await waterfall.waitFor();
    const tenths = await waterfall.locator('[data-tenths]').evaluateAll(all => all.map(e => ({ tenths: Number(e.dataset.tenths), text: e.textContent })));
    const total = Number(await waterfall.locator('[data-total]').getAttribute('data-total'));
    assert.ok(tenths.length > 1, 'there are steps');
    assert.equal(tenths.reduce((sum, step) => sum + step.tenths, 0), total, 'the steps add up to the risk');
    for (const step of tenths) assert.equal(Math.round(Number(step.text.replace('−', '-').replace('+', '')) * 10), step.tenths, 'what is written is what is added');
    const badge = await page.locator('header').getByText(/^\d+\.\d$/).first().textContent();
    assert.equal(Number(badge), total / 10, 'the risk in the headline');
    assert.equal(await page.getByText('do not add up').count(), 0);
    await shot('decision');
  }],

  ['replay it', async ({ page }) => {
    await page.getByRole('button', { name: 'Replay' }).click();
    await page.getByText('Reproduces to the bit').waitFor();
  }],

  ['open what a bar is made of', async ({ page, shot }) => {
    const waterfall = page.getByTestId('waterfall');
    const group = waterfall.locator('button[aria-expanded]').first();
    await group.focus();
    await page.keyboard.press('Enter');
    assert.equal(await group.getAttribute('aria-expanded'), 'true');
    const parts = await waterfall.locator('[data-part-tenths]').evaluateAll(all => all.map(e => Number(e.dataset.partTenths)));
    const whole = await group.locator('xpath=ancestor::li').locator('[data-tenths]').getAttribute('data-tenths');
    assert.equal(parts.reduce((sum, part) => sum + part, 0), Number(whole), 'the parts add up to the bar');
    await shot('decision-opened');
    await page.keyboard.press('Enter');
    assert.equal(await waterfall.locator('[data-part-tenths]').count(), 0);
    assert.equal(await page.locator('main').getByText(/[a-z]_[a-z]+_(1h|24h|7d|30d|last\d+)/).count(), 0, 'no names of columns');
  }],

  ['label it by keyboard, with type and comment, and take it back', async ({ page }) => {
    const pressed = name => page.getByRole('button', { name, exact: true, pressed: true });
    const legitimate = page.getByRole('button', { name: 'Mark as legitimate' });
    await legitimate.focus();
    await page.keyboard.press('a');
    await pressed('Legitimate').waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Legitimate', 'the focus stays');
    await page.keyboard.press('z');
    await legitimate.waitFor();
    await page.keyboard.press('t');
    await page.getByRole('combobox', { name: 'Type of fraud' }).fill('Stolen card');
    await page.getByRole('textbox', { name: 'Comment' }).fill('The customer called.');
    await page.getByRole('button', { name: 'Save label' }).click();
    await pressed('Fraud').waitFor();
    await page.reload();
    await pressed('Fraud').waitFor();
    await page.getByText('Fraud, stolen card').waitFor();
    await page.getByText('The customer called.').waitFor();
    await page.keyboard.press('r');
    await page.getByRole('button', { name: 'Mark as fraud' }).waitFor();
    await page.getByText('Label taken back').first().waitFor();
    await page.keyboard.press('a');
    await pressed('Legitimate').waitFor();
  }],

  ['say the same reason in the list and first in the waterfall', async ({ page }) => {
    const here = page.url();
    await page.goto('/decisions?range=all&sort=risk');
    await rowsOf(page).nth(9).waitFor();
    const rows = await rowsOf(page).evaluateAll(all => all.slice(0, 10).map(row => ({ id: row.id, reason: row.querySelector('span.clip.dim[title]').title })));
    for (const { id, reason } of [rows[0], rows[4], rows[9]]) {
      // oxlint-disable-next-line no-await-in-loop -- one row after the other
      await page.locator(`#${id}`).click();
      const first = page.getByRole('complementary', { name: 'Selected decision' }).getByTestId('waterfall').locator('ol > li').nth(1);
      // oxlint-disable-next-line no-await-in-loop -- of this row
      await first.filter({ hasText: reason }).waitFor();
    }
    await page.goto(here);
    await page.getByTestId('waterfall').waitFor();
  }],
];
