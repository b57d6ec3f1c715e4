import assert from 'node:assert/strict';

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

  ['see a page that is not there', async ({ page }) => {
    await page.goto('/nowhere/at/all.html');
    await page.getByText('There is no such page').waitFor();
  }],
];
