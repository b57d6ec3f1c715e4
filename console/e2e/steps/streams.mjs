import assert from 'node:assert/strict';
import { settled } from '../settled.mjs';

/** A stream file that is edited, looked at and applied while the stream is served. */
export const streamsSteps = [
  ['change a stream while it serves', async ({ page, shot, stream }) => {
    await page.goto('/streams');
    await page.getByRole('region', { name: 'Streams' }).getByRole('link', { name: stream }).waitFor();
    await settled(page);
    await shot('streams');
    await page.getByRole('region', { name: 'Streams' }).getByRole('link', { name: stream }).click();
    const file = page.getByRole('textbox', { name: 'Stream file' });
    await file.waitFor();
    const served = await file.inputValue();

    await file.fill(`${served}\nfeaturs: []\ntime_zone: Nowhere\n`);
    await file.press('Control+Enter');
    const alert = page.getByRole('alert');
    await alert.getByText('featurs').first().waitFor();
    await settled(page);
    await shot('stream-wrong');
    assert.ok(await alert.getByRole('listitem').count() > 0, 'each fault stands by itself');

    await page.getByRole('button', { name: 'As served' }).click();
    await page.getByRole('button', { name: 'Show what changes' }).click();
    await page.getByText('Nothing changes').waitFor();

    const review = Number(/review: ([0-9.]+)/.exec(served)?.[1]);
    await file.fill(served.replace(/review: [0-9.]+/, `review: ${review + 1}`));
    await page.getByRole('button', { name: 'Show what changes' }).click();
    const atOnce = page.getByRole('region', { name: 'At once' });
    await atOnce.getByText('policy.review').waitFor();
    await settled(page);
    await shot('stream-plan');
    await page.getByRole('button', { name: `Apply to ${stream}` }).click();
    await page.getByText(/^Applied from entry/).waitFor({ timeout: 60_000 });
    await page.reload();
    await page.getByText(/^Applied from entry/).waitFor();
    await settled(page);
    await shot('stream-applied');
    assert.match(await page.getByRole('textbox', { name: 'Stream file' }).inputValue(), new RegExp(`review: ${review + 1}`), 'the page shows what serves now');
  }],
];
