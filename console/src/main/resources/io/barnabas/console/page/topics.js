import { h, fill, head, table, row, pager, empty, ask, field } from './dom.js';
import { get, post, poll } from './api.js';
import { rateOf } from './chart.js';
import { bytes, count, rate } from './format.js';

const LIMIT = 50;

export function topics(view, _where, query, signal) {
  let filter = query.get('filter') ?? '';
  let internal = query.has('internal');
  let offset = 0;
  const list = h('div');
  const about = h('span');
  const search = h('input.grow', { type: 'search', placeholder: 'Filter by name', value: filter, 'aria-label': 'Filter by name',
    oninput: () => { filter = search.value; offset = 0; again(); } });
  const check = h('label.check', {}, h('input', { type: 'checkbox', checked: internal, onchange: event => { internal = event.target.checked; offset = 0; again(); } }), 'internal ones');
  fill(view, head('Topics', about, { acts: h('button.main', { type: 'button', 'data-new': '', onclick: create }, 'New topic') }),
    h('div.bar', {}, search, check), list);

  const again = poll(signal, 3000, () => get('/api/topics', { filter, internal: internal ? 1 : null, offset, limit: LIMIT }, signal), found => {
    about.textContent = count(found.matching) + (filter ? ' match' : ' in all');
    const focused = document.activeElement?.dataset?.topic;
    fill(list, found.topics.length ? [
      table([['Name'], ['Partitions', 'num'], ['Records', 'num'], ['in, per second', 'num'], ['Size', 'num']], found.topics.map(topic => {
        const tr = row(() => { location.hash = '#/topics/' + encodeURIComponent(topic.name); },
          h('td', {}, h('a', { href: '#/topics/' + encodeURIComponent(topic.name), tabindex: '-1' }, topic.name), topic.internal && [' ', h('span.tag', {}, 'internal')],
            topic.offline > 0 && [' ', h('span.tag.bad', {}, 'offline')]),
          h('td.num', {}, count(topic.partitions)), h('td.num', {}, count(topic.messages)),
          h('td.num', {}, rate(rateOf('topic ' + topic.name, topic.messagesIn, found.nowMs))), h('td.num', {}, bytes(topic.bytes)));
        tr.dataset.topic = topic.name;
        return tr;
      })),
      pager(offset, LIMIT, found.topics.length, found.matching, to => { offset = to; again(); }),
    ] : h('div.table', {}, filter ? empty('No topic matches', `Nothing has “${filter}” in its name.`)
      : empty('No topics yet', 'A producer makes the first one when it sends to it, or make one here.')));
    if (focused) list.querySelector(`[data-topic="${CSS.escape(focused)}"]`)?.focus();
  }, error => fill(list, h('div.table', {}, empty('No answer', error.message))));

  function create() {
    ask('New topic', [
      field('Name', h('input', { name: 'name', required: true, autofocus: true, pattern: '[a-zA-Z0-9._\\-]+', maxlength: '249' })),
      field('Partitions', h('input', { name: 'partitions', type: 'number', min: '1', placeholder: 'the broker’s default' })),
      field('Configs, one name=value a line', h('textarea', { name: 'configs', placeholder: 'cleanup.policy=compact' })),
    ], 'Make it', async data => {
      const configs = Object.fromEntries(data.get('configs').split('\n').map(text => text.trim()).filter(Boolean).map(text => {
        const at = text.indexOf('=');
        if (at < 1) throw new Error(`“${text}” is not name=value`);
        return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
      }));
      const made = await post('/api/topics', { name: data.get('name'), partitions: data.get('partitions') ? Number(data.get('partitions')) : null, configs });
      location.hash = '#/topics/' + encodeURIComponent(made.name);
      return `Made ${made.name}`;
    });
  }
}
