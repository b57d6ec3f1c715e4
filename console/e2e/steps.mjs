import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { sendTransaction } from './traffic.mjs';

const LIVE_MS = 30_000;
const rowsOf = page => page.locator('[role="row"][aria-rowindex]');
const sequenceOf = async row => Number((await row.getAttribute('id')).replace('decision-', ''));

/** What a user does on the first day, in this order. Each step throws when it does not see what it should. */
export const steps = [
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

  ['see the overview', async ({ page, shot }) => {
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    await page.getByText('Time to decide').waitFor();
    await page.waitForLoadState('networkidle', { timeout: 3_000 }).catch(() => undefined);
    await shot('overview');
  }],

  ['watch a live decision arrive', async context => {
    const { page, shot } = context;
    await page.keyboard.press('g');
    await page.keyboard.press('d');
    await page.getByRole('heading', { name: 'Decisions' }).waitFor();
    await rowsOf(page).or(page.getByText('No decisions in this time range')).first().waitFor();
    // The stream of events is open when the list is there; what is sent now arrives by it and not by a second query.
    await page.waitForTimeout(1_000);
    context.entity = `e2e-${Date.now().toString(36)}`;
    await sendTransaction(context, context.entity);
    const arrived = rowsOf(page).filter({ hasText: context.entity }).first();
    await arrived.waitFor({ timeout: LIVE_MS });
    context.sequence = await sequenceOf(arrived);
    await shot('decisions');
  }],

  ['open it beside the list and as a page', async ({ page, sequence, shot }) => {
    await page.locator(`#decision-${sequence}`).click();
    await page.getByRole('complementary', { name: 'Selected decision' }).getByTestId('waterfall').waitFor();
    assert.match(page.url(), new RegExp(`selected=${sequence}`), 'the selection is in the address');
    await shot('decision-beside-the-list');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/decisions/${sequence}*`);
    await page.getByRole('heading', { name: 'Compared with what is usual' }).waitFor();
  }],

  ['see the waterfall add up', async ({ page, shot }) => {
    const waterfall = page.getByTestId('waterfall');
    await waterfall.waitFor();
    const tenths = await waterfall.locator('[data-tenths]').evaluateAll(all => all.map(e => ({ tenths: Number(e.dataset.tenths), text: e.textContent })));
    const total = Number(await waterfall.locator('[data-total]').getAttribute('data-total'));
    assert.ok(tenths.length > 1, 'there are steps');
    assert.equal(tenths.reduce((sum, step) => sum + step.tenths, 0), total, 'the steps add up to the risk');
    for (const step of tenths) assert.equal(Math.round(Number(step.text.replace('−', '-').replace('+', '')) * 10), step.tenths, 'what is written is what is added');
    const badge = await page.locator('header').getByText(/^\d+\.\d$/).first().textContent();
    assert.equal(Number(badge), total / 10, 'the risk in the headline');
    assert.equal(await page.getByText('do not add up').count(), 0);
    await shot('decision');
  }],

  ['replay it', async ({ page }) => {
    await page.getByRole('button', { name: 'Replay' }).click();
    await page.getByText('Reproduces to the bit').waitFor();
  }],

  ['label it', async ({ page }) => {
    await page.getByRole('button', { name: 'Mark as legitimate' }).click();
    await page.getByRole('button', { name: 'Legitimate', exact: true, pressed: true }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Legitimate', exact: true, pressed: true }).waitFor();
  }],

  ['see its entity', async ({ page, entity, shot }) => {
    await page.locator('main').getByRole('link', { name: entity }).first().click();
    await page.getByRole('heading', { name: 'Amounts over time' }).waitFor();
    await page.getByRole('heading', { name: 'Latest decisions' }).waitFor();
    await page.waitForTimeout(500);
    await shot('entity');
  }],

  ['find it by search', async ({ page, sequence, entity }) => {
    await page.keyboard.press('/');
    await page.keyboard.type(entity);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Amounts over time' }).waitFor();
    await page.getByRole('link', { name: 'All as a list' }).click();
    await page.locator(`#decision-${sequence}`).waitFor();
    assert.equal(await rowsOf(page).count(), 1, 'the list holds this entity alone');
  }],

  ['filter in the address and by hand', async ({ page, shot }) => {
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await page.getByRole('group', { name: 'Level of risk' }).getByRole('button', { name: 'High' }).click();
    await page.getByRole('group', { name: 'Level of risk' }).getByRole('button', { name: 'Critical' }).click();
    await page.waitForURL(/level=high,critical/);
    await rowsOf(page).or(page.getByText('No decision passes these filters')).first().waitFor();
    await page.waitForTimeout(700);
    const risks = await rowsOf(page).locator('[title$=" risk"]').evaluateAll(all => all.map(e => e.title));
    assert.ok(risks.every(title => /High|Critical/.test(title)), 'only high and critical rows are left');
    await shot('decisions-filtered');
  }],

  ['export what is filtered', async ({ page }) => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export as CSV' }).click()]);
    const [head, ...lines] = readFileSync(await download.path(), 'utf8').trim().split(/\r?\n/);
    assert.match(head, /sequence/, 'the first line names the columns');
    const level = head.split(',').indexOf('level');
    if (level >= 0) assert.ok(lines.every(line => /high|critical/.test(line)), 'the file has the same filters');
    assert.match(download.suggestedFilename(), /^decisions-.*\.csv$/);
  }],

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

  ['sign out', async ({ page }) => {
    await page.goto('/');
    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.goto('/decisions');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  }],
];
