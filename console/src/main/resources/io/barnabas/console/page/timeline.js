import { h, fill, head, table, empty } from './dom.js';
import { get, poll } from './api.js';
import { time } from './format.js';

export function timeline(view, _where, query, signal) {
  let client = query.get('client') ?? '';
  const list = h('div');
  const search = h('input.grow', { type: 'search', placeholder: 'Filter by client id or address', 'aria-label': 'Filter by client', value: client, oninput: () => { client = search.value; again(); } });
  fill(view, head('Timeline', 'what the broker has decided and refused lately'), h('div.bar', {}, search), list);
  const again = poll(signal, 2000, () => get('/api/timeline', { client, limit: 200 }, signal), found => {
    fill(list, found.events.length ? events(found.events, true)
      : h('div.table', {}, empty('Nothing yet', 'Groups that change and clients that are refused something are here, with the reason.')));
  }, error => fill(list, h('div.table', {}, empty('No answer', error.message))));
}

// The same for one group, without its name at each line.
export function events(all, withGroup) {
  return table([['Time'], withGroup && ['Group'], ['What'], ['Client']].filter(Boolean), all.map(event => h('tr', {},
    h('td.nowrap.soft', {}, time(event.atMs)),
    withGroup && h('td', {}, event.group && h('a', { href: '#/groups/' + encodeURIComponent(event.group) }, event.group)),
    h('td', {}, h(/^[^(]*[A-Z]{3,}_?[A-Z]+/.test(event.text) ? 'span.refused' : 'span', {}, event.text), event.times > 1 && [' ', h('span.tag.warm', {}, event.times + ' times')]),
    h('td.soft', {}, event.client || 'the coordinator'))));
}
