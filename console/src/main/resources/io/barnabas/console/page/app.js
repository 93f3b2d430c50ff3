// The frame around the views: where one is, keys, light and dark, whether the broker answers.

import { h, fill, toast } from './dom.js';
import { get } from './api.js';
import { overview } from './overview.js';
import { topics } from './topics.js';
import { topic } from './topic.js';
import { groups } from './groups.js';
import { group } from './group.js';
import { transactions } from './transactions.js';
import { timeline } from './timeline.js';

const SECTIONS = [['Overview', '#/', 'o'], ['Topics', '#/topics', 't'], ['Groups', '#/groups', 'g'], ['Transactions', '#/transactions', 'x'], ['Timeline', '#/timeline', 'l']];
const ROUTES = [
  [/^\/?$/, overview], [/^\/topics$/, topics], [/^\/topics\/([^/]+)(?:\/(\w+))?$/, topic],
  [/^\/groups$/, groups], [/^\/groups\/([^/]+)$/, group], [/^\/transactions$/, transactions], [/^\/timeline$/, timeline],
];

const view = document.getElementById('view');
let leave = new AbortController();

function show() {
  leave.abort();
  leave = new AbortController();
  const [path, search] = (location.hash.slice(1) || '/').split('?');
  const here = '#/' + (path.split('/')[1] ?? '');
  fill(document.getElementById('nav'), SECTIONS.map(([name, href, key]) =>
    h('a', { href, 'aria-current': href === here ? 'page' : null }, name, h('kbd', {}, 'g ' + key))));
  for (const [pattern, open] of ROUTES) {
    const found = pattern.exec(path);
    if (found) {
      const where = found.slice(1).map(part => part === undefined ? part : decodeURIComponent(part));
      document.title = [...where.filter(Boolean).slice(0, 1), 'Barnabas'].join(' · ');
      open(view, where, new URLSearchParams(search ?? ''), leave.signal);
      return;
    }
  }
  fill(view, h('div.empty', {}, h('b', {}, 'Nothing is here'), 'The address names no view.'));
}

addEventListener('hashchange', () => { show(); view.focus({ preventScroll: true }); scrollTo(0, 0); });

// Keys: g and a letter goes somewhere, / to the filter, arrows or j and k through the rows.
let pending = false;
addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
  if (event.target.matches('input, textarea, select')) {
    if (event.key === 'Escape') event.target.blur();
    return;
  }
  const rows = [...view.querySelectorAll('tr.row')];
  const at = rows.indexOf(document.activeElement);
  if (pending) {
    const section = SECTIONS.find(([, , key]) => key === event.key);
    if (section) location.hash = section[1];
    pending = false;
  } else if (event.key === 'g') {
    pending = true;
    setTimeout(() => { pending = false; }, 1200);
  } else if (event.key === '/') {
    const filter = view.querySelector('input[type=search]');
    if (filter) { event.preventDefault(); filter.focus(); filter.select(); }
  } else if ((event.key === 'j' || event.key === 'ArrowDown') && rows.length && (at >= 0 || event.key === 'j')) {
    event.preventDefault();
    rows[Math.min(rows.length - 1, at + 1)].focus();
  } else if ((event.key === 'k' || event.key === 'ArrowUp') && at >= 0) {
    event.preventDefault();
    rows[Math.max(0, at - 1)].focus();
  } else if (event.key === 'n') {
    view.querySelector('[data-new]')?.click();
  } else if (event.key === 'l') {
    view.querySelector('[data-live]')?.click();
  } else if (event.key === '?') {
    keys();
  }
});

function keys() {
  const list = [...SECTIONS.map(([name, , key]) => ['g ' + key, name]), ['/', 'Filter or search'], ['j k', 'Down and up the rows'],
    ['Enter', 'Open the row'], ['n', 'New topic, new record'], ['l', 'Follow a topic live'], ['Esc', 'Leave a field or a dialog']];
  const dialog = h('dialog', { 'aria-label': 'Keys', onclose: () => dialog.remove(), onclick: () => dialog.close() }, h('h1', {}, 'Keys'),
    h('div.keys', {}, list.map(([key, what]) => [h('kbd', {}, key), h('span', {}, what)])));
  document.body.append(dialog);
  dialog.showModal();
}
document.getElementById('keys').addEventListener('click', keys);

const stored = localStorage.getItem('theme');
if (stored) document.documentElement.dataset.theme = stored;
document.getElementById('theme').addEventListener('click', () => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
  localStorage.setItem('theme', root.dataset.theme);
});

const status = document.getElementById('status');
async function look() {
  try {
    status.textContent = (await get('/api/overview')).address;
    status.classList.remove('lost');
  } catch (error) {
    if (error.status === 401) toast('A token is needed: open this page by the address that the broker printed when it started.', true);
    status.textContent = 'no answer';
    status.classList.add('lost');
  }
}
look();
setInterval(() => { if (!document.hidden) look(); }, 5000);
show();
