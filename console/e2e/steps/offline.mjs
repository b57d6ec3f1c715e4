import assert from 'node:assert/strict';
import { rowsOf } from './rows.mjs';
import { signIn } from './sign-in.mjs';

/** A browser of its own: what the network does to it is no fault of the others. */
async function anotherBrowser(context) {
  const own = await context.page.context().browser().newContext({ baseURL: context.baseUrl, viewport: { width: 1440, height: 900 } });
  const page = await own.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto('/decisions');
  context.password = await signIn(page, context);
  await rowsOf(page).first().waitFor();
  return { own, page };
}

/** When the network or the installed version is not what it was. */
export const offlineSteps = [
  ['lose the network and get it back', async context => {
    const { own, page } = await anotherBrowser(context);
    await page.keyboard.press('j');
    const mark = page.getByRole('button', { name: 'Mark as fraud' });
    await mark.waitFor();
    await own.setOffline(true);
    await page.getByText('Offline: the server does not answer').waitFor();
    await mark.click();
    await page.getByText('Not saved').first().waitFor();
    assert.equal(await page.getByRole('button', { name: 'Fraud', exact: true, pressed: true }).count(), 0, 'what was not written is not shown as if it were');
    await page.keyboard.press('Escape');
    await own.setOffline(false);
    await page.getByText('Offline: the server does not answer').waitFor({ state: 'hidden' });
    await page.getByRole('link', { name: 'Overview' }).first().click();
    await page.getByText('Time to decide').waitFor();
    assert.equal(await page.getByRole('alert').count(), 0, 'nothing has failed any more');
    await own.close();
  }],

  ['open a page of which a new version was installed', async context => {
    const { own, page } = await anotherBrowser(context);
    await page.route('**/assets/entities-page*', route => route.fulfill({ status: 404, body: '' }));
    await page.getByRole('link', { name: 'Entities' }).first().click();
    await page.getByText('This page has changed').waitFor();
    await page.unroute('**/assets/entities-page*');
    await page.getByRole('button', { name: 'Reload' }).click();
    await page.getByRole('heading', { name: 'Entities' }).waitFor();
    await own.close();
  }],
];
