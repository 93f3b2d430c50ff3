// SPDX-License-Identifier: Apache-2.0
// @platformatic/kafka as a client of the broker: node client.mjs PHASE BOOTSTRAP TOPIC [GROUP [COUNT]]; the phases are in ../README.md.
import assert from 'node:assert';
import { Buffer } from 'node:buffer';
import zlib from 'node:zlib';
import { ZstdCodec } from 'zstd-codec';

// Node has had zstd since 22.15; the client looks for it as it is loaded.
if (!zlib.zstdCompressSync) {
  const zstd = await new Promise(resolve => ZstdCodec.run(codec => resolve(new codec.Streaming())));
  zlib.zstdCompressSync = data => Buffer.from(zstd.compress(data));
  zlib.zstdDecompressSync = data => Buffer.from(zstd.decompress(data));
}
const { compressionsAlgorithms, Consumer, Producer, stringDeserializers, stringSerializers } = await import('@platformatic/kafka');

// The client reads bare snappy blocks only. The Java clients put a row of them, each behind its length, into xerial's frame.
const snappy = compressionsAlgorithms.snappy;
const block = snappy.decompressSync;
snappy.decompressSync = data => {
  if (data.subarray(1, 7).toString() !== 'SNAPPY') return block(data);
  const blocks = [];
  for (let at = 16; at < data.length; ) {
    const end = at + 4 + data.readInt32BE(at);
    blocks.push(block(data.subarray(at + 4, end)));
    at = end;
  }
  return Buffer.concat(blocks);
};

const COMPRESSIONS = ['none', 'gzip', 'snappy', 'lz4', 'zstd'];
const LARGE = 'x'.repeat(2000000);

const [phase, bootstrap, topic, group, count] = process.argv.slice(2);
const connection = { clientId: 'platformatic', bootstrapBrokers: [bootstrap], retries: 20, retryDelay: 250 };
const settings = {
  ...connection,
  deserializers: stringDeserializers,
  maxWaitTime: 200,
  sessionTimeout: 6000,
  rebalanceTimeout: 10000,
  heartbeatInterval: 500,
};

/** Runs a consumer until `seen` says enough; `seen` gets each message and the stream. */
async function consume(groupId, options, seen) {
  const consumer = new Consumer({ ...settings, groupId });
  const stream = await consumer.consume({ topics: [topic], autocommit: false, ...options });
  for await (const message of stream) {
    if (await seen(message, stream)) break;
  }
  await consumer.close(true);
}

const committed = { mode: 'committed', fallbackMode: 'earliest' };
const values = (messages, partition) => messages.filter(one => one.partition === partition).map(one => one.value);

const phases = {
  async produce() {
    const producer = new Producer({ ...connection, serializers: stringSerializers, idempotent: true });
    for (const compression of COMPRESSIONS) {
      const messages = [];
      for (let i = 0; i < 20; i++) {
        const headers = { client: 'platformatic', number: String(i) };
        messages.push({ topic, key: `${compression}-${i}`, value: `value ${compression} ${i}`, headers });
      }
      await producer.send({ messages, compression });
    }
    await producer.send({ messages: [{ topic, value: 'no key' }] });
    await producer.send({ messages: [{ topic, key: 'tombstone' }] });
    await producer.send({ messages: [{ topic, key: 'large', value: LARGE }] });
    await producer.close();
  },

  async consume() {
    const got = [];
    await consume(group, committed, async message => {
      got.push(message);
      await message.commit();
      return got.length === 103;
    });
    for (const compression of COMPRESSIONS) {
      for (let i = 0; i < 20; i++) {
        const message = got.find(one => one.key === `${compression}-${i}`);
        assert.strictEqual(message.value, `value ${compression} ${i}`);
        assert.strictEqual(message.headers.get('number'), String(i));
      }
    }
    assert(got.some(one => one.key == null && one.value === 'no key'));
    assert(got.some(one => one.key === 'tombstone' && one.value == null));
    assert(got.some(one => one.key === 'large' && one.value === LARGE));
  },

  async replay() {
    const asker = new Consumer({ ...settings, groupId: `${group}-ask` });
    const found = await asker.listOffsets({ topics: [topic], partitions: { [topic]: [0] }, timestamp: 1600000070500n });
    assert.strictEqual(found.get(topic)[0], 71n);
    await asker.close(true);

    const all = [];
    await consume(group, { mode: 'earliest' }, message => all.push(message) === 110);
    assert.deepStrictEqual(values(all, 0), Array.from({ length: 100 }, (_, i) => `v${i}`));

    const sought = [];
    const offsets = [{ topic, partition: 0, offset: 50n }, { topic, partition: 1, offset: 10n }];
    await consume(`${group}-seek`, { mode: 'manual', offsets }, message => sought.push(message) === 50);
    assert.deepStrictEqual(values(sought, 0), Array.from({ length: 50 }, (_, i) => `v${i + 50}`));

    // It pauses whole streams, no single partitions.
    const consumer = new Consumer({ ...settings, groupId: `${group}-pause` });
    const stream = await consumer.consume({ topics: [topic], autocommit: false, mode: 'earliest', highWaterMark: 4 });
    const order = [];
    await new Promise((resolve, reject) => {
      stream.on('error', reject);
      stream.on('data', message => {
        assert(!stream.isPaused());
        order.push(message);
        if (order.length === 10) {
          stream.pause();
          setTimeout(() => stream.resume(), 300);
        }
        if (order.length === 110) resolve();
      });
    });
    assert.strictEqual(new Set(order.map(one => `${one.partition}-${one.offset}`)).size, 110);
    await consumer.close(true);
  },

  async resume() {
    let left = Number(count);
    await consume(group, committed, async message => {
      console.log(`value=${message.value}`);
      await message.commit();
      return --left === 0;
    });
  },

  async share() {
    await consume(group, committed, async message => {
      console.log(`partition=${message.partition} value=${message.value}`);
      await message.commit();
      return false;
    });
  },
};

phases[phase]().then(
  () => {
    console.log('ok');
    process.exit(0);
  },
  error => {
    console.error(error);
    process.exit(1);
  });
