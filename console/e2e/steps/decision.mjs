import assert from 'node:assert/strict';

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

  ['label it', async ({ page }) => {
    await page.getByRole('button', { name: 'Mark as legitimate' }).click();
    await page.getByRole('button', { name: 'Legitimate', exact: true, pressed: true }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Legitimate', exact: true, pressed: true }).waitFor();
  }],
];
