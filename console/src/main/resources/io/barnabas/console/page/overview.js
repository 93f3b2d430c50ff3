import { h, fill, head, table } from './dom.js';
import { get, poll } from './api.js';
import { line, rateOf } from './chart.js';
import { bytes, compact, count, duration, ms, rate } from './format.js';

const pretty = api => api.toLowerCase().split('_').map(word => word[0].toUpperCase() + word.slice(1)).join('');

export function overview(view, _where, _query, signal) {
  const top = h('div.cards');
  const strip = h('div.card.strip');
  const requests = h('div');
  const facts = h('div.card');
  fill(view, head('Overview', 'what goes on, since you are looking'), top, strip, h('div.two', {}, requests, facts));
  poll(signal, 2000, () => get('/api/overview', {}, signal), seen => {
    const total = seen.requests.reduce((sum, api) => sum + api.count, 0);
    const stat = (name, key, value, show, unit, of, kind) => {
      const now = rateOf(key, value, seen.nowMs);
      return h('div.card.stat', {}, h('h2', {}, name), h('b', {}, show(now), h('small', {}, unit)), h('span.of', {}, of), line(key, kind));
    };
    fill(top,
      stat('Records in', 'in', seen.messagesIn, rate, '/s', count(seen.messagesIn) + ' since the start'),
      stat('Bytes in', 'bytesIn', seen.bytesIn, bytes, '/s', bytes(seen.bytesIn) + ' since the start'),
      stat('Bytes out', 'bytesOut', seen.bytesOut, bytes, '/s', bytes(seen.bytesOut) + ' since the start', 'warm'),
      stat('Requests', 'requests', total, rate, '/s', count(total) + ' answered', 'warm'));
    const fact = (name, value) => h('div', {}, h('span.of', {}, name), h('b', {}, value));
    fill(strip, fact('Clients connected', count(seen.connections)), fact('Topics', count(seen.topics)),
      fact('Partitions, internal ones too', count(seen.partitions)), fact('Heap in use', bytes(seen.heapUsed)),
      fact('Up for', duration(seen.nowMs - seen.startedMs)));
    const busiest = seen.requests.map(api => ({ ...api, rate: rateOf('api ' + api.api, api.count, seen.nowMs) }))
      .sort((a, b) => b.count - a.count);
    fill(requests, table([['Request'], ['per second', 'num'], ['in all', 'num'], ['half within', 'num'], ['99 % within', 'num'], ['failed', 'num']],
      busiest.length ? busiest.map(api => h('tr', {}, h('td', {}, pretty(api.api)), h('td.num', {}, rate(api.rate)), h('td.num', {}, compact(api.count)),
        h('td.num', {}, ms(api.p50Ms)), h('td.num', {}, ms(api.p99Ms)), h('td.num', {}, api.failed || '–')))
        : h('tr', {}, h('td.soft', { colspan: '6' }, 'No client has asked for anything yet.'))));
    fill(facts, h('h2', {}, 'This broker'), h('dl.facts', {},
      [['Version', seen.version], ['Clients connect to', seen.address], ['Listeners', seen.listeners.join(', ')], ['Cluster', seen.clusterId],
        ['Node', seen.nodeId], ['Data in', seen.directories.join(', ')]].map(([name, value]) => [h('dt', {}, name), h('dd.mono', {}, value)])));
  });
}
