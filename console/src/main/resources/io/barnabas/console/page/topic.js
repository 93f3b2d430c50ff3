import { h, fill, head, table, empty, ask } from './dom.js';
import { get, remove, poll, topicPath } from './api.js';
import { bytes, count } from './format.js';
import { records } from './records.js';
import { produce } from './produce.js';

export function topic(view, [name, tab = 'records'], query, signal) {
  const base = '#/topics/' + encodeURIComponent(name);
  const about = h('span');
  const body = h('div');
  const tabs = [['records', 'Records'], ['partitions', 'Partitions'], ['configs', 'Configs']];
  let seen = null;
  fill(view,
    head(name, about, { crumb: h('a', { href: '#/topics' }, 'Topics'), acts: [
      h('button.danger', { type: 'button', onclick: drop }, 'Delete'),
      h('button.main', { type: 'button', 'data-new': '', onclick: () => produce(name, seen?.partitions ?? 1) }, 'New record')] }),
    h('div.tabs', { role: 'navigation' }, tabs.map(([key, text]) => h('a', { href: `${base}/${key}`, 'aria-current': key === tab ? 'page' : null }, text))), body);

  let opened = false;
  poll(signal, 3000, () => get(topicPath(name), {}, signal), found => {
    seen = found;
    about.textContent = `${count(found.partitions)} partition${found.partitions === 1 ? '' : 's'} · ${count(found.messages)} records · ${bytes(found.bytes)}`;
    if (tab === 'partitions') partitions(found);
    if (!opened && tab === 'records') records(body, name, found, query, signal);
    if (!opened && tab === 'configs') configs();
    opened = true;
  }, error => { if (!seen || error.status === 404) fill(body, h('div.table', {}, empty('Not there', error.message))); });

  function partitions(found) {
    fill(body, table([['Partition', 'num'], ['First offset', 'num'], ['End', 'num'], ['Records', 'num'], ['Size', 'num'], ['']],
      found.logs.map(log => h('tr', {}, h('td.num', {}, log.partition), h('td.num', {}, count(log.start)), h('td.num', {}, count(log.end)),
        h('td.num', {}, log.end < 0 ? '–' : count(log.end - log.start)), h('td.num', {}, bytes(log.bytes)),
        h('td', {}, log.end < 0 ? h('span.tag.bad', {}, 'offline') : h('a', { href: `${base}/records?partition=${log.partition}` }, 'records'))))));
  }

  async function configs() {
    const found = await get(topicPath(name) + '/configs', {}, signal);
    fill(body, table([['Config'], ['Value'], ['']], found.configs.map(config => h('tr', {},
      h('td', { title: config.doc ?? '' }, h('code', {}, config.name)),
      h('td.mono', {}, config.value == null ? h('span.null', {}, 'hidden') : config.value === '' ? h('span.null', {}, 'empty') : config.value),
      h('td', {}, config.own && h('span.tag.warm', {}, 'set on this topic'))))));
  }

  function drop() {
    ask(`Delete ${name}?`, h('p.soft', {}, 'Its records and its configs go with it. Groups lose what they have committed here.'), 'Delete it', async () => {
      await remove(topicPath(name));
      location.hash = '#/topics';
      return `Deleted ${name}`;
    }, true);
  }
}
