import assert from 'node:assert/strict';

/** What happens before the first page. */
export const signInSteps = [
  ['sign in', async ({ page, user, password, shot }) => {
    await page.goto('/decisions?level=high');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await shot('sign-in');
    await page.getByLabel('User name').fill(user);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    const later = page.getByRole('button', { name: 'Later' });
    const heading = page.getByRole('heading', { name: 'Decisions' });
    await later.or(heading).first().waitFor();
    if (await later.isVisible()) await later.click();
    await heading.waitFor();
    assert.match(page.url(), /\/decisions\?level=high$/, 'the page that was wanted before signing in');
  }],
];
