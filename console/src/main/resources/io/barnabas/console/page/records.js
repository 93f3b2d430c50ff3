import { h, fill, empty, toast } from './dom.js';
import { get, topicPath } from './api.js';
import { bytes, count, time } from './format.js';
import { full, short } from './value.js';

const LIMIT = 50;
const KEPT = 500;
const WAIT_MS = 15000;

// The records of a topic: newest first by default, or on from the start, a time or an offset; searched; followed live.
export function records(body, topic, seen, query, signal) {
  const state = { partition: query.get('partition') ?? '', mode: 'end', search: '', cursor: null, more: false, live: null, scanned: 0 };
  const rows = h('tbody');
  const foot = h('div.pager');
  const asked = h('span');
  const offset = h('input', { type: 'number', min: '0', placeholder: 'offset', style: 'width:120px', 'aria-label': 'Offset', onchange: load });
  const when = h('input', { type: 'datetime-local', step: '1', 'aria-label': 'Time', onchange: load });
  const search = h('input.grow', { type: 'search', placeholder: 'Search keys, values, headers', 'aria-label': 'Search', onchange: () => { state.search = search.value.toLowerCase(); load(); } });
  const partition = h('select', { 'aria-label': 'Partition', onchange: () => { state.partition = partition.value; load(); } },
    h('option', { value: '' }, seen.partitions > 64 ? 'first 64 partitions' : 'all partitions'), seen.logs.map(log => h('option', { value: String(log.partition), selected: String(log.partition) === state.partition }, 'partition ' + log.partition)));
  const modes = [['end', 'Newest'], ['start', 'Oldest'], ['time', 'Time'], ['offset', 'Offset']];
  const segments = modes.map(([mode, text]) => h('button', { type: 'button', onclick: () => { state.mode = mode; load(); } }, text));
  const live = h('button.live', { type: 'button', 'data-live': '', title: 'Show records as they come (l)', onclick: () => state.live ? stop() : follow() }, 'Live');
  fill(body,
    h('div.bar', {}, partition, h('div.seg', { role: 'group', 'aria-label': 'Where to read' }, segments), asked, search, live),
    h('div.table', {}, h('table', {}, h('thead', {}, h('tr', {}, [['Time'], ['Partition', 'num'], ['Offset', 'num'], ['Key'], ['Value']].map(([name, kind]) => h(kind ? 'th.' + kind : 'th', { scope: 'col' }, name)))), rows)), foot);

  signal.addEventListener('abort', stop);
  const produced = event => { if (event.detail === topic && !state.live && state.mode === 'end') load(); };
  addEventListener('produced', produced);
  signal.addEventListener('abort', () => removeEventListener('produced', produced));
  load();

  function parameters() {
    const common = { partition: state.partition, search: state.search, limit: LIMIT };
    if (state.mode === 'start') return { ...common, from: 'start' };
    if (state.mode === 'time') return when.value ? { ...common, from: 'time', time: new Date(when.value).getTime() } : null;
    if (state.mode === 'offset') {
      if (offset.value === '') return null;
      const all = state.partition === '' ? seen.logs.slice(0, 64).map(log => log.partition) : [state.partition];
      return { ...common, at: all.map(p => `${p}:${offset.value}`).join(',') };
    }
    return { ...common, from: 'end' };
  }

  async function load() {
    stop();
    segments.forEach((button, i) => button.setAttribute('aria-pressed', String(modes[i][0] === state.mode)));
    fill(asked, state.mode === 'time' ? when : state.mode === 'offset' ? offset : null);
    rows.replaceChildren();
    foot.replaceChildren();
    state.scanned = 0;
    state.tail = null;
    const first = parameters();
    if (!first) {
      nothing('Where from?', state.mode === 'time' ? 'Choose a time: the first record at or after it comes first.' : 'Enter an offset.');
      return;
    }
    await more(first);
  }

  async function more(parameters) {
    let found;
    try {
      found = await get(topicPath(topic) + '/records', parameters, signal);
    } catch (error) {
      if (!signal.aborted) nothing('Cannot be read', error.message);
      return;
    }
    state.cursor = found.cursor;
    state.tail ??= found.tail;
    state.scanned += found.scanned;
    for (const record of found.records) rows.append(...tr(record));
    const next = found.newestFirst ? { ...parameters, from: 'end', before: found.cursor } : { ...parameters, from: null, time: null, at: found.cursor };
    const looked = state.search ? `looked at ${count(state.scanned)} records` : '';
    fill(foot, h('span', {}, looked), found.more && h('button', { type: 'button', onclick: () => more(next) },
      state.search ? 'Search on' : found.newestFirst ? 'Older' : 'Newer'));
    if (!rows.children.length && !found.more) {
      nothing(state.search ? 'Nothing found' : 'No records', state.search ? looked : 'There is none in this place; follow live to see the next ones come.');
    } else if (!rows.children.length && state.search && state.scanned < 1000000) {
      await more(next);
    }
  }

  function nothing(title, text) {
    fill(rows, h('tr', {}, h('td', { colspan: '5' }, empty(title, text))));
  }

  // A request that waits at the broker until there is something, again and again.
  async function follow() {
    if (state.mode !== 'end') { state.mode = 'end'; await load(); }
    const mine = state.live = new AbortController();
    live.setAttribute('aria-pressed', 'true');
    let at = state.tail ?? (await get(topicPath(topic) + '/records', { partition: state.partition, limit: 1 }, signal)).tail;
    while (!mine.signal.aborted) {
      try {
        const found = await get(topicPath(topic) + '/records', { at, wait: WAIT_MS, search: state.search, limit: 200 }, mine.signal);
        if (found.cursor !== at && rows.querySelector('.empty')) rows.replaceChildren();
        at = state.tail = found.cursor;
        for (const record of found.records) {
          const fresh = tr(record);
          fresh[0].classList.add('fresh');
          rows.prepend(...fresh);
        }
        while (rows.children.length > KEPT * 2) rows.lastElementChild.remove();
      } catch (error) {
        if (!mine.signal.aborted) { toast(error.message, true); stop(); }
      }
    }
  }

  function stop() {
    state.live?.abort();
    state.live = null;
    live.setAttribute('aria-pressed', 'false');
  }

  function tr(record) {
    const below = h('tr', { hidden: true }, h('td', { colspan: '5' }));
    const marks = record.control ? h('span.tag.warm', {}, record.control === 'commit' ? 'transaction committed' : 'transaction aborted') : null;
    const above = h('tr.row', { tabindex: '0', 'aria-expanded': 'false', onclick: toggle, onkeydown: event => { if (event.key === 'Enter') toggle(); } },
      h('td.nowrap', {}, time(record.timestamp)), h('td.num', {}, record.partition), h('td.num', {}, record.offset),
      h('td.key.mono', {}, marks ? '' : short(record.key, state.search)), h('td.cut.mono', {}, marks ?? short(record.value, state.search)));
    function toggle() {
      below.hidden = !below.hidden;
      above.setAttribute('aria-expanded', String(!below.hidden));
      above.classList.toggle('open', !below.hidden);
      if (!below.hidden && !below.dataset.filled) {
        below.dataset.filled = 'yes';
        detail(below.firstElementChild, record);
      }
    }
    return [above, below];
  }

  async function detail(cell, record) {
    let all = record;
    if (record.value?.cut || record.key?.cut) {
      try {
        all = await get(`${topicPath(topic)}/records/${record.partition}/${record.offset}`, {}, signal);
      } catch (error) {
        toast(error.message, true);
      }
    }
    const facts = [`${bytes(record.size)} before compression`, record.compression === 'none' ? 'not compressed' : record.compression,
      record.appendTime ? 'time of the append' : 'time of the producer', record.producerId !== undefined && `producer ${record.producerId}, epoch ${record.producerEpoch}`,
      record.transactional && 'in a transaction', all.value?.cut && `shown are the first ${bytes(all.value.text?.length ?? all.value.hex.length / 3)} of ${bytes(all.value.size)}`];
    fill(cell, h('div.detail', {}, h('div.meta', {}, facts.filter(Boolean).map(fact => h('span', {}, fact))),
      record.headers.length > 0 && h('dl.facts', {}, record.headers.map(header => [h('dt.mono', {}, header.key), h('dd.mono', {}, short(header.value))])),
      all.key && h('div', {}, h('h2', {}, 'Key'), full(all.key)), h('div', {}, all.key && h('h2', {}, 'Value'), full(all.value, state.search))));
  }
}
