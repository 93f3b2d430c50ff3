import { h, fill, head, table, row, pager, empty } from './dom.js';
import { get, poll } from './api.js';
import { remember } from './chart.js';
import { count } from './format.js';

const LIMIT = 50;

export const stateTag = state => h('span.tag' + (state === 'Stable' ? '.good' : /Rebalance|Assigning|Reconciling/.test(state) ? '.warm' : state === 'Dead' ? '.bad' : ''), {}, state);

export function groups(view, _where, _query, signal) {
  let filter = '';
  let offset = 0;
  const list = h('div');
  const about = h('span');
  const search = h('input.grow', { type: 'search', placeholder: 'Filter by id', 'aria-label': 'Filter by id', oninput: () => { filter = search.value; offset = 0; again(); } });
  fill(view, head('Groups', about), h('div.bar', {}, search), list);
  const again = poll(signal, 3000, () => get('/api/groups', { filter, offset, limit: LIMIT }, signal), found => {
    about.textContent = count(found.matching) + (filter ? ' match' : ' in all');
    const focused = document.activeElement?.dataset?.group;
    fill(list, found.groups.length ? [
      table([['Group'], ['State'], ['Kind'], ['Topics'], ['Lag', 'num']], found.groups.map(group => {
        remember('lag ' + group.id, group.lag);
        const href = '#/groups/' + encodeURIComponent(group.id);
        const tr = row(() => { location.hash = href; }, h('td', {}, h('a', { href, tabindex: '-1' }, group.id)), h('td', {}, stateTag(group.state)),
          h('td.soft', {}, group.type.toLowerCase()), h('td.soft', {}, group.topics.slice(0, 4).join(', ') + (group.topics.length > 4 ? ` and ${group.topics.length - 4} more` : '')),
          h('td.num', {}, count(group.lag)));
        tr.dataset.group = group.id;
        return tr;
      })),
      pager(offset, LIMIT, found.groups.length, found.matching, to => { offset = to; again(); }),
    ] : h('div.table', {}, filter ? empty('No group matches', `Nothing has “${filter}” in its id.`) : empty('No groups yet', 'They are here once a consumer with a group id joins or commits.')));
    if (focused) list.querySelector(`[data-group="${CSS.escape(focused)}"]`)?.focus();
  }, error => fill(list, h('div.table', {}, empty('No answer', error.message))));
}
