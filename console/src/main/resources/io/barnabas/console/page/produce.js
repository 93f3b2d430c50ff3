import { h, ask, field } from './dom.js';
import { post, topicPath } from './api.js';

export function produce(topic, partitions) {
  const headers = h('textarea', { name: 'headers', placeholder: 'trace=4711', style: 'min-height:58px' });
  ask('New record in ' + topic, [
    h('div.inline', {},
      field('Key (none when empty)', h('input.mono', { name: 'key', autofocus: true })),
      field('Partition', h('select', { name: 'partition' }, h('option', { value: '' }, 'by key'), Array.from({ length: Math.min(partitions, 500) }, (_, i) => h('option', { value: String(i) }, i))))),
    field('Value', h('textarea', { name: 'value', spellcheck: 'false' })),
    h('label.check', {}, h('input', { type: 'checkbox', name: 'tombstone' }), 'no value at all (a tombstone)'),
    h('p', {}), field('Headers, one name=value a line', headers),
  ], 'Send', async data => {
    const pairs = data.get('headers').split('\n').filter(text => text.includes('=')).map(text => [text.slice(0, text.indexOf('=')).trim(), text.slice(text.indexOf('=') + 1)]);
    const sent = await post(topicPath(topic) + '/records', {
      key: data.get('key') === '' ? null : data.get('key'), value: data.get('tombstone') ? null : data.get('value').replaceAll('\r\n', '\n'),
      partition: data.get('partition') === '' ? null : Number(data.get('partition')), headers: Object.fromEntries(pairs),
    });
    dispatchEvent(new CustomEvent('produced', { detail: topic }));
    return `Record ${sent.offset} in partition ${sent.partition}`;
  });
}
