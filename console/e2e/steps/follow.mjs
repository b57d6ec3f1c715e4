import assert from 'node:assert/strict';
import { settled } from '../settled.mjs';
import { sendTransaction } from '../traffic.mjs';
import { rowsOf } from './rows.mjs';

const counted = async page => {
  await page.waitForFunction(() => /\d/.test(document.querySelector('[data-testid="match-count"]')?.textContent ?? ''));
  return Number((await page.getByTestId('match-count').textContent()).replace(/[^\d]/g, ''));
};

/** Everything named can be followed, with the same figures; lists are counted, sorted, saved; parts of names are found. */
export const followSteps = [
  ['compare with what is drawn', async ({ page }) => {
    await page.goto('/');
    await page.getByText('Time to decide').waitFor();
    const headline = await page.getByRole('heading', { level: 1 }).textContent();
    const marked = await page.locator('main li strong').allTextContents();
    const isQuiet = /^As usual$|^Nothing to judge|^Too little|: not comparable|^[\d,]+ (blocks|reviews), usually none$/.test(headline);
    assert.equal(marked.length === 0, isQuiet, `what is marked as moved fits the headline ${headline}`);
    for (const change of marked) assert.ok(headline.includes(change.replace(/^[+−]/, '')), `${change} is in the headline ${headline}`);
    assert.ok(await page.getByTestId('zone').textContent(), 'the zone is named');
    await page.getByRole('button', { name: 'As table' }).first().click();
    await page.getByRole('region', { name: /^Decisions per .*, times in/ }).waitFor();
  }],

  ['time to decide of a range without decisions', async ({ page }) => {
    await page.goto('/?from=2001-01-01T00:00:00.000Z&to=2001-01-02T00:00:00.000Z');
    await page.getByText('Time to decide').waitFor();
    assert.match(await page.locator('li', { hasText: 'Time to decide' }).textContent(), /Time to decide–/, 'no figure of another time');
  }],

  ['follow a bar to as many decisions', async ({ page }) => {
    // A time that is over: nothing arrives between the two looks.
    const [from, to] = [7, 1].map(days => new Date(Date.now() - days * 86_400_000).toISOString());
    await page.goto(`/?from=${from}&to=${to}`);
    const bar = page.locator('section', { hasText: 'Decisions by location' }).locator('ol a').first();
    await bar.waitFor();
    const drawn = Number((await bar.locator('.num').first().textContent()).replace(/[^\d]/g, ''));
    await bar.click();
    await page.waitForURL(/location=/);
    assert.equal(await counted(page), drawn, 'the bar and the list have the same count');
  }],

  ['follow what a decision names', async ({ page, sequence }) => {
    await page.goto(`/decisions/${sequence}`);
    await page.locator('dl').getByRole('link', { name: /img src/ }).click();
    await page.waitForURL(/merchant=/);
    await rowsOf(page).first().waitFor();
    assert.ok(await counted(page) >= 1);
    await page.getByRole('button', { name: /^Remove the filter Merchant/ }).waitFor();
  }],

  ['sort by risk and by amount', async ({ page, shot }) => {
    await page.goto('/decisions?range=all');
    await rowsOf(page).first().waitFor();
    await page.getByLabel('Sort by').selectOption('risk');
    await page.waitForURL(/sort=risk/);
    // The riskiest stand first.
    await page.waitForFunction(() => {
      const rows = [...document.querySelectorAll('[role="row"][aria-rowindex]')].toSorted((a, b) => a.ariaRowIndex - b.ariaRowIndex);
      const risks = rows.map(row => Number(row.querySelector('[title$=" risk"] .num').textContent));
      return risks.length > 5 && risks.every((risk, i) => i === 0 || risk <= risks[i - 1]);
    });
    await shot('decisions-by-risk');
  }],

  ['save a view and come back', async ({ page }) => {
    await page.goto('/decisions?range=all&level=critical');
    const name = `e2e ${Date.now()}`;
    await page.getByRole('button', { name: 'Saved views' }).click();
    await page.getByLabel('Save this list as').fill(name);
    await page.getByRole('button', { name: 'Save view' }).click();
    await page.getByRole('button', { name, exact: true }).waitFor();
    await page.goto('/decisions');
    await page.getByRole('button', { name: 'Saved views' }).click();
    await page.getByRole('button', { name, exact: true }).click();
    await page.waitForURL(/level=critical/);
    await page.getByRole('button', { name: 'Saved views' }).click();
    await page.getByRole('button', { name: `Remove the view ${name}` }).click();
    await page.getByRole('button', { name, exact: true }).waitFor({ state: 'detached' });
  }],

  ['filter by reason and label', async ({ page }) => {
    await page.goto('/decisions?range=all&label=fraud');
    await rowsOf(page).first().waitFor();
    assert.ok(await counted(page) >= 1, 'those that are known');
    assert.equal(await rowsOf(page).filter({ hasText: 'Legitimate' }).count(), 0, 'and no others');
    await page.goto('/decisions?range=all&reason=size');
    await page.getByRole('button', { name: 'Remove the filter Reason: amount' }).waitFor();
    await rowsOf(page).or(page.getByText('No decision passes these filters')).first().waitFor();
  }],

  ['find parts, in any case, and sequences', async ({ page, entity, sequence, shot }) => {
    await page.goto('/decisions');
    await rowsOf(page).first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type(entity.slice(2).toUpperCase());
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/search\?q=/);
    await page.locator('main').getByRole('link', { name: entity }).first().waitFor();
    await shot('search');
    await page.goto(`/search?q=${sequence}`);
    await page.locator('main').getByRole('link', { name: String(sequence) }).first().click();
    await page.waitForURL(new RegExp(`/decisions/${sequence}`));
  }],

  ['long names and amounts break nothing', async context => {
    const { page, shot } = context;
    context.longEntity = `${Date.now().toString(16)}-e29b-41d4-a716-446655440000`;
    context.stream = (await sendTransaction(context, context.longEntity, { amount: 12_345_678_901.5 })).stream ?? 'credit_card_fraud';
    for (const width of [1440, 1024, 390]) {
      await page.setViewportSize({ width, height: 900 });
      for (const path of [`/decisions?range=all&entity=${context.longEntity}`, `/entities/${context.stream}/${context.longEntity}`, '/']) {
        await page.goto(path);
        if (path.startsWith('/decisions')) await page.getByText('12,345,678,901.50').first().waitFor();
        else await page.getByText(path === '/' ? 'Time to decide' : 'What is usual').first().waitFor();
        await settled(page);
        const tooWide = await page.evaluate(() => [document.documentElement, document.querySelector('main')].some(e => e.scrollWidth > e.clientWidth + 1));
        assert.ok(!tooWide, `${path} scrolls sideways at ${width}`);
        if (path.startsWith('/decisions')) assert.ok(await page.getByText('12,345,678,901.50').first().evaluate(e => e.scrollWidth <= e.clientWidth + 1), `the whole amount at ${width}`);
      }
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`/entities/${context.stream}/${context.longEntity}`);
    await page.getByRole('heading', { name: 'What is usual' }).waitFor();
    await settled(page);
    await shot('entity-long');
  }],

  ['what is usual, for people', async ({ page, entity, stream, shot }) => {
    await page.goto(`/entities/${stream}/${entity}?zone=Asia/Singapore`);
    const usual = page.locator('section', { has: page.getByRole('heading', { name: 'What is usual', exact: true }) });
    await usual.waitFor();
    for (const name of ['Amount', 'Hours', 'Pace', 'Merchants']) await usual.getByRole('region', { name: new RegExp(`^${name}`) }).waitFor();
    assert.doesNotMatch(await usual.textContent(), /_zscore|_last\d/, 'no raw names of features');
    assert.match(await usual.textContent(), /Asia\/Singapore/, 'in the zone of the view');
    assert.equal(await page.getByRole('button', { name: /Live|Paused/ }).count(), 0, 'nothing that is not live says so');
    await shot('entity-usual');
  }],

  ['mark this one around it', async ({ page, sequence }) => {
    await page.goto(`/decisions/${sequence}`);
    const panel = page.locator('section', { hasText: 'Around it' });
    await panel.getByText(/this one|only transaction/).first().waitFor();
  }],

  ['read about the API', async ({ page, shot }) => {
    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('menuitem', { name: 'API reference' }).click();
    await page.waitForURL(/\/docs\//);
    await page.getByText('Score one transaction with fields').waitFor();
    await page.evaluate(() => document.fonts.ready);
    await shot('docs');
    await page.goto('/');
    await page.getByText('Time to decide').waitFor();
  }],
];
