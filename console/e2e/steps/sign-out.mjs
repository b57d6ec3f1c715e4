/** The end of the day. */
export const signOutSteps = [
  ['sign out', async ({ page }) => {
    await page.goto('/');
    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.goto('/decisions');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  }],
];
