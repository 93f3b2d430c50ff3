import { h, fill, head, table, empty, ask, field } from './dom.js';
import { get, post, remove, poll, groupPath } from './api.js';
import { line, points, remember } from './chart.js';
import { count, ranges } from './format.js';
import { stateTag } from './groups.js';
import { events } from './timeline.js';

export function group(view, [id], _query, signal) {
  const about = h('span');
  const body = h('div');
  let seen = null;
  fill(view, head(id, about, { crumb: h('a', { href: '#/groups' }, 'Groups'), acts: [
    h('button.danger', { type: 'button', onclick: drop }, 'Delete'), h('button', { type: 'button', onclick: reset }, 'Move offsets')] }), body);

  poll(signal, 2000, async () => ({ ...await get(groupPath(id), {}, signal), story: (await get('/api/timeline', { group: id, limit: 30 }, signal)).events }), found => {
    seen = found;
    remember('lag ' + id, found.lag);
    fill(about, stateTag(found.state), ` ${found.type.toLowerCase()} group`, found.assignor && ` · ${found.assignor}`, found.epoch != null && ` · epoch ${found.epoch}`);
    const owner = new Map();
    for (const member of found.members) {
      for (const [topic, partitions] of Object.entries(member.assignment)) partitions.forEach(p => owner.set(topic + '-' + p, member));
    }
    const most = Math.max(1, ...found.offsets.map(offset => offset.lag));
    fill(body,
      h('div.two', { style: 'margin-bottom:14px' },
        h('div.card.chart-box', {}, h('h2', {}, 'Lag'), h('div.stat', {}, h('b', {}, count(found.lag), h('small', {}, 'records behind'))),
          line('lag ' + id, 'chart warm'), h('span.faint', {}, points('lag ' + id).length > 1 ? 'since you are looking' : '')),
        h('div.card', {}, h('h2', {}, 'In short'), h('dl.facts', {}, [['Members', found.members.length], ['Topics', found.topics.join(', ') || 'none yet'],
          ['Partitions with an offset', found.offsets.length], ['Protocol', found.protocol || 'none']].map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])))),
      h('h2', {}, 'Members'),
      found.members.length ? table([['Client'], ['Host'], ['Has'], ['Member id']], found.members.map(member => h('tr', {},
        h('td', {}, member.client || h('span.null', {}, 'no name'), member.instance && [' ', h('span.tag', {}, member.instance)]), h('td.soft', {}, member.host),
        h('td', {}, Object.entries(member.assignment).map(([topic, partitions]) => h('div', {}, topic, ' ', h('span.soft', {}, ranges(partitions))))),
        h('td.mono.faint', {}, member.id)))) : h('div.table', {}, empty('No members', 'Nobody reads in this group now; its offsets can be moved.')),
      h('p'), h('h2', {}, found.type.toLowerCase() === 'share' ? 'Where it begins' : 'Offsets'),
      found.offsets.length ? table([['Topic'], ['Partition', 'num'], [found.type.toLowerCase() === 'share' ? 'First not done' : 'Committed', 'num'], ['End', 'num'], ['Lag', 'num'], ['Read by']],
        found.offsets.map(offset => h('tr', {}, h('td', {}, h('a', { href: `#/topics/${encodeURIComponent(offset.topic)}/records?partition=${offset.partition}` }, offset.topic)),
          h('td.num', {}, offset.partition), h('td.num', {}, count(offset.committed)), h('td.num', {}, count(offset.end)),
          h('td.num.nowrap', {}, count(offset.lag), h('span.meter', {}, h('i', { style: `width:${offset.lag / most * 100}%` }))),
          h('td.soft', {}, owner.get(offset.topic + '-' + offset.partition)?.client ?? '–'))))
        : h('div.table', {}, empty('No offsets', 'The group has committed nothing yet.')),
      h('p'), h('h2', {}, 'What happened'),
      found.story.length ? events(found.story, false) : h('div.table', {}, empty('Nothing lately', 'Since the broker started nothing was decided about this group.')));
  }, error => { if (!seen || error.status === 404) fill(body, h('div.table', {}, empty('Not there', error.message))); });

  function reset() {
    const value = h('input', { name: 'value', disabled: true, 'aria-label': 'Offset or time' });
    const to = h('select', { name: 'to', onchange: () => {
      value.disabled = to.value === 'start' || to.value === 'end';
      value.type = to.value === 'time' ? 'datetime-local' : 'number';
    } }, [['start', 'the first record'], ['end', 'the end'], ['time', 'a time'], ['offset', 'an offset']].map(([key, text]) => h('option', { value: key }, text)));
    ask('Move the offsets of ' + id, [
      seen?.members.length > 0 && h('p.soft', {}, 'The group has members now. The broker refuses this until they have left.'),
      h('div.inline', {}, field('Topic', h('input', { name: 'topic', required: true, list: 'topics-of-group', value: seen?.topics[0] ?? '' })),
        field('Partition', h('input', { name: 'partition', type: 'number', min: '0', placeholder: 'all' }))),
      h('datalist', { id: 'topics-of-group' }, (seen?.topics ?? []).map(topic => h('option', { value: topic }))),
      h('div.inline', {}, field('To', to), field(' ', value)),
    ], 'Move', async data => {
      const kind = data.get('to');
      const number = kind === 'time' ? new Date(data.get('value')).getTime() : kind === 'offset' ? Number(data.get('value')) : null;
      if (Number.isNaN(number)) throw new Error('Choose a time.');
      const moved = await post(groupPath(id) + '/offsets', { topic: data.get('topic'), partition: data.get('partition') ? Number(data.get('partition')) : null, to: kind, value: number });
      return `Moved ${Object.keys(moved.offsets).length} partition(s)`;
    });
  }

  function drop() {
    ask(`Delete ${id}?`, h('p.soft', {}, 'Its offsets are forgotten: who joins it again begins where auto.offset.reset says.'), 'Delete it', async () => {
      await remove(groupPath(id));
      location.hash = '#/groups';
      return `Deleted ${id}`;
    }, true);
  }
}
