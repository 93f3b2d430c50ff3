#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// A user at the console's page, in Chromium: page.mjs CONSOLE SCREENSHOTS. Ends with 0 when all was as it should be. The topic "orders"
// has records, and the group "billing" is behind in it and has no members.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const [, , base, shots] = process.argv;
const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
assert(executablePath, 'there is no Chromium here');
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });

try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(15000);
  const troubles = [];
  page.on('pageerror', error => troubles.push(error.message));
  page.on('console', message => { if (message.type() === 'error' && !/40[49]/.test(message.text())) troubles.push(message.text()); });
  page.on('request', request => { if (!request.url().startsWith(base)) troubles.push('asks elsewhere: ' + request.url()); });
  const shot = name => page.screenshot({ path: `${shots}/${name}.png` });
  const see = text => page.getByText(text).first().waitFor();

  await page.goto(base + '/');
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  await see('Clients connect to');
  await shot('overview');

  // By keys alone: to the topics, to the filter, to the row, into it.
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await page.getByRole('heading', { name: 'Topics' }).waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('order');
  await page.getByText('1 match').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await shot('topics');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'orders' }).waitFor();
  await see('order 99');

  // Markup in a record stays text.
  assert.equal(await page.evaluate(() => window.hacked), undefined);

  await page.getByRole('button', { name: 'Oldest' }).click();
  await page.locator('tbody tr.row').first().click();
  await page.locator('.detail .j-key', { hasText: 'customer' }).waitFor();
  await shot('records');

  await page.getByLabel('Search').fill('order 42');
  await page.keyboard.press('Enter');
  await page.locator('mark', { hasText: 'order 42' }).waitFor();
  assert.equal(await page.locator('tbody tr.row').count(), 1);
  await page.getByLabel('Search').fill('');
  await page.keyboard.press('Enter');

  // Follow live, and write what is to be seen.
  await page.getByRole('button', { name: 'Newest' }).click();
  await page.getByRole('button', { name: 'Live' }).click();
  await page.getByRole('button', { name: 'New record' }).click();
  await page.getByLabel('Key (none when empty)').fill('grace');
  await page.getByLabel('Value', { exact: true }).fill('{"said":"hello from the page"}');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.locator('tr.fresh', { hasText: 'hello from the page' }).waitFor();
  await page.getByRole('button', { name: 'Live' }).click();

  // A topic of one's own; a name that Kafka refuses is said in the dialog.
  await page.goto(base + '/#/topics');
  await page.getByRole('button', { name: 'New topic' }).click();
  await page.getByLabel('Name', { exact: true }).fill('orders');
  await page.getByRole('button', { name: 'Make it' }).click();
  await page.getByText('TOPIC_ALREADY_EXISTS').waitFor();
  await page.getByLabel('Name', { exact: true }).fill('made-here');
  await page.getByLabel('Configs').fill('cleanup.policy=compact');
  await page.getByRole('button', { name: 'Make it' }).click();
  await page.getByRole('heading', { name: 'made-here' }).waitFor();
  await page.getByRole('link', { name: 'Configs' }).click();
  await see('set on this topic');

  // The group is behind; its offsets go to the end.
  await page.goto(base + '/#/groups');
  await page.getByRole('link', { name: 'billing' }).click();
  await page.getByText('records behind').waitFor();
  await shot('group');
  await page.getByRole('button', { name: 'Move offsets' }).click();
  await page.locator('select[name=to]').selectOption('end');
  await page.getByRole('button', { name: 'Move', exact: true }).click();
  await page.locator('.stat b', { hasText: /^0records behind$/ }).waitFor();

  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(base + '/#/topics/orders/records');
  await see('hello from the page');
  await shot('records-dark');

  assert.deepEqual(troubles, []);
} finally {
  await browser.close();
}
