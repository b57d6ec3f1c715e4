/** The end of the day. */
export const signOutSteps = [
  ['sign out, in every tab', async ({ page }) => {
    await page.goto('/');
    const other = await page.context().newPage();
    await other.goto('/entities');
    await other.getByRole('heading', { name: 'Entities' }).waitFor();
    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await other.getByRole('heading', { name: 'Sign in' }).waitFor();
    await other.close();
    await page.goto('/decisions');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  }],
];
