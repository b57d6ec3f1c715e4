import { rowsOf } from './rows.mjs';

/** All of it without a mouse. */
export const keysSteps = [
  ['move by keyboard', async ({ page }) => {
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await rowsOf(page).first().waitFor();
    // The lists waits while it is not at its top or paused: the rows stay where they are.
    await page.keyboard.press('p');
    await page.keyboard.press('j');
    await page.waitForURL(/selected=\d+/);
    const first = new URL(page.url()).searchParams.get('selected');
    await page.keyboard.press('j');
    await page.waitForFunction(old => new URL(location.href).searchParams.get('selected') !== old, first);
    await page.keyboard.press('k');
    await page.waitForFunction(old => new URL(location.href).searchParams.get('selected') === old, first);
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => !new URL(location.href).searchParams.has('selected'));
    await page.keyboard.press('p');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await page.keyboard.press('Escape');
  }],
];
