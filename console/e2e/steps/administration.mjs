import assert from 'node:assert/strict';
import { settled } from '../settled.mjs';

/** Users, keys, audit log, and pages that are not there. */
export const administrationSteps = [
  ['administer', async ({ page, shot }) => {
    await page.goto('/administration/users');
    await page.getByRole('heading', { name: 'Users' }).waitFor();
    await shot('users');
    await page.goto('/administration/keys');
    await page.getByRole('button', { name: 'Create key' }).click();
    await page.getByLabel('Name').fill(`e2e ${Date.now()}`);
    await page.getByRole('dialog').getByRole('button', { name: 'Create key' }).click();
    assert.match(await page.getByTestId('secret').textContent(), /^vk_/, 'the key is shown once');
    await page.getByRole('button', { name: 'I have kept it' }).click();
    // While it fades out, its contrast is nobody's.
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await shot('keys');
    await page.goto('/administration/audit');
    await page.getByRole('button', { name: 'Verify the chain' }).click();
    await page.getByText('the chain is whole').waitFor();
    await shot('audit');
  }],

  ['see on a phone what the tables say', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    for (const [path, name] of [['users', 'Users'], ['keys', 'API keys'], ['audit', 'Audit log']]) {
      await page.goto(`/administration/${path}`);
      const region = page.getByRole('region', { name });
      await region.getByRole('cell').first().waitFor();
      await settled(page);
      assert.ok(await region.evaluate(e => e.scrollWidth <= e.clientWidth + 1), `${name} does not scroll sideways`);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  }],

  ['see how far the webhook of the audit log is', async ({ page }) => {
    let lag = 12;
    await page.route('**/api/v1/system', async route => {
      const system = await (await route.fetch()).json();
      await route.fulfill({ json: { ...system, audit_webhook: { told: 1204, lag } } });
    });
    await page.goto('/administration/audit');
    await page.getByText('The webhook was not told of 12 entries yet').waitFor();
    lag = 0;
    await page.getByText('The webhook was told all 1,204 entries').waitFor();
    await page.unroute('**/api/v1/system');
  }],

  ['see a page that is not there', async ({ page }) => {
    await page.goto('/nowhere/at/all.html');
    await page.getByText('There is no such page').waitFor();
  }],
];
