import { h, fill, head, table, pager, empty } from './dom.js';
import { get, poll } from './api.js';
import { count, duration, ranges } from './format.js';

const LIMIT = 50;
const kind = state => state === 'Ongoing' ? '.warm' : state === 'CompleteCommit' ? '.good' : /Abort|Fence/.test(state) ? '.bad' : '';

export function transactions(view, _where, _query, signal) {
  let filter = '';
  let offset = 0;
  const list = h('div');
  const about = h('span');
  const search = h('input.grow', { type: 'search', placeholder: 'Filter by transactional id', 'aria-label': 'Filter by transactional id', oninput: () => { filter = search.value; offset = 0; again(); } });
  fill(view, head('Transactions', about), h('div.bar', {}, search), list);
  const again = poll(signal, 3000, () => get('/api/transactions', { filter, offset, limit: LIMIT }, signal), found => {
    about.textContent = count(found.matching) + ' transactional ids';
    fill(list, found.transactions.length ? [
      table([['Transactional id'], ['State'], ['Producer', 'num'], ['Epoch', 'num'], ['Open for', 'num'], ['Timeout', 'num'], ['Partitions']], found.transactions.map(one => h('tr', {},
        h('td', {}, one.id), h('td', {}, h('span.tag' + kind(one.state), {}, one.state)), h('td.num', {}, one.producerId), h('td.num', {}, one.producerEpoch),
        h('td.num', {}, one.state === 'Ongoing' ? duration(found.nowMs - one.startMs) : '–'), h('td.num', {}, duration(one.timeoutMs)),
        h('td', {}, Object.entries(one.partitions).map(([topic, partitions]) => h('div', {}, topic, ' ', h('span.soft', {}, ranges(partitions)))))))),
      pager(offset, LIMIT, found.transactions.length, found.matching, to => { offset = to; again(); }),
    ] : h('div.table', {}, empty(filter ? 'None matches' : 'No transactions yet', 'Transactional producers are here once they have begun.')));
  }, error => fill(list, h('div.table', {}, empty('No answer', error.message))));
}
