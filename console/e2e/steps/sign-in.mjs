import assert from 'node:assert/strict';

/** Signs in wherever the page is; chooses a password where the server wants one first. Returns the password that counts from then on. */
export async function signIn(page, { user, password }) {
  await page.getByLabel('User name').fill(user);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  const choice = page.getByRole('heading', { name: 'Choose your own password' });
  await choice.or(page.locator('#main')).first().waitFor();
  if (!(await choice.isVisible())) return password;
  assert.equal(await page.getByRole('button', { name: 'Later' }).count(), 0, 'it cannot be put off');
  assert.ok(await page.getByLabel('Current password').evaluate(field => field === document.activeElement), 'the first field has the focus');
  const chosen = `${password} of my own`;
  await page.getByLabel('Current password').fill(password);
  await page.getByLabel('New password').fill(chosen);
  await page.getByRole('button', { name: 'Change password' }).click();
  await choice.waitFor({ state: 'hidden' });
  return chosen;
}

/** What happens before the first page. */
export const signInSteps = [
  ['sign in', async context => {
    const { page, shot } = context;
    await page.goto('/decisions?level=high');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    assert.equal(await page.getByText('session has ended').count(), 0, 'a first visit has no session that could have ended');
    assert.ok(await page.getByLabel('User name').evaluate(field => field === document.activeElement), 'one can type at once');
    assert.equal(await page.title(), 'Sign in · Vigil');
    await shot('sign-in');
    context.password = await signIn(page, context);
    await page.getByRole('heading', { name: 'Decisions' }).waitFor();
    assert.match(page.url(), /\/decisions\?level=high$/, 'the page that was wanted before signing in');
    assert.equal(await page.title(), 'Decisions · Vigil');
  }],
];
