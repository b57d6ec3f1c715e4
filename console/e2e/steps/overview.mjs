/** Is anything wrong now? */
export const overviewSteps = [
  ['see the overview', async ({ page, shot }) => {
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    await page.getByText('Time to decide').waitFor();
    await page.waitForLoadState('networkidle', { timeout: 3_000 }).catch(() => undefined);
    await shot('overview');
  }],
];
