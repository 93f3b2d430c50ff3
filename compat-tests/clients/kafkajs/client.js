// SPDX-License-Identifier: Apache-2.0
// kafkajs as a client of the broker: node client.js PHASE BOOTSTRAP TOPIC [GROUP [COUNT]]; the phases are in ../README.md.
'use strict';
const assert = require('node:assert');
const { Kafka, CompressionTypes, CompressionCodecs, logLevel } = require('kafkajs');
const lz4 = require('lz4js');
const xxh32 = require('lz4js/xxh32.js');
const { ZstdCodec } = require('zstd-codec');

CompressionCodecs[CompressionTypes.Snappy] = require('kafkajs-snappy');
CompressionCodecs[CompressionTypes.LZ4] = () => ({
  compress: async encoder => independent(Buffer.from(lz4.compress(encoder.buffer))),
  decompress: async buffer => Buffer.from(lz4.decompress(buffer)),
});
CompressionCodecs[CompressionTypes.ZSTD] = () => ({
  compress: async encoder => Buffer.from((await zstd()).compress(encoder.buffer)),
  decompress: async buffer => Buffer.from((await zstd()).decompress(buffer)),
});
/** lz4js forgets to say that its one block stands alone, and Kafka takes no other: sets the bit and its check byte. */
function independent(frame) {
  frame[4] |= 0x20;
  frame[6] = (xxh32.hash(0, frame, 4, 2) >> 8) & 0xff;
  return frame;
}
const zstd = () => new Promise(resolve => ZstdCodec.run(codec => resolve(new codec.Simple())));

const COMPRESSIONS = {
  none: CompressionTypes.None,
  gzip: CompressionTypes.GZIP,
  snappy: CompressionTypes.Snappy,
  lz4: CompressionTypes.LZ4,
  zstd: CompressionTypes.ZSTD,
};
const LARGE = 'x'.repeat(2000000);

const [phase, bootstrap, topic, group, count] = process.argv.slice(2);
const kafka = new Kafka({ clientId: 'kafkajs', brokers: [bootstrap], logLevel: logLevel.NOTHING, retry: { retries: 20, maxRetryTime: 500 } });

/** Runs a consumer until `seen` says enough; `seen` gets each record with its partition. */
async function consume(options, seen, begin = () => {}) {
  const consumer = kafka.consumer({ sessionTimeout: 6000, heartbeatInterval: 500, ...options });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise((resolve, reject) => {
    consumer.run({
      autoCommit: false,
      eachMessage: async ({ partition, message }) => {
        const record = {
          partition,
          offset: Number(message.offset),
          timestamp: Number(message.timestamp),
          key: message.key === null ? null : message.key.toString(),
          value: message.value === null ? null : message.value.toString(),
          headers: message.headers,
        };
        try {
          if (await seen(record, consumer)) resolve();
        } catch (error) {
          reject(error);
        }
      },
    }).catch(reject);
    Promise.resolve(begin(consumer)).catch(reject);
  });
  await consumer.disconnect();
}

const commit = (consumer, record) =>
  consumer.commitOffsets([{ topic, partition: record.partition, offset: String(record.offset + 1) }]);

const phases = {
  async produce() {
    const producer = kafka.producer({ allowAutoTopicCreation: true });
    await producer.connect();
    for (const [name, compression] of Object.entries(COMPRESSIONS)) {
      const messages = [];
      for (let i = 0; i < 20; i++) {
        messages.push({ key: `${name}-${i}`, value: `value ${name} ${i}`, headers: { client: 'kafkajs', number: String(i) } });
      }
      await producer.send({ topic, compression, acks: -1, messages });
    }
    await producer.send({ topic, messages: [{ key: null, value: 'no key' }] });
    await producer.send({ topic, messages: [{ key: 'tombstone', value: null }] });
    await producer.send({ topic, messages: [{ key: 'large', value: LARGE }] });
    await producer.disconnect();
  },

  async consume() {
    const got = [];
    await consume({ groupId: group }, async (record, consumer) => {
      got.push(record);
      await commit(consumer, record);
      return got.length === 103;
    });
    for (const name of Object.keys(COMPRESSIONS)) {
      for (let i = 0; i < 20; i++) {
        const record = got.find(one => one.key === `${name}-${i}`);
        assert.strictEqual(record.value, `value ${name} ${i}`);
        assert.strictEqual(record.headers.number.toString(), String(i));
      }
    }
    assert(got.some(one => one.key === null && one.value === 'no key'));
    assert(got.some(one => one.key === 'tombstone' && one.value === null));
    assert(got.some(one => one.key === 'large' && one.value === LARGE));
  },

  async replay() {
    const admin = kafka.admin();
    await admin.connect();
    const found = await admin.fetchTopicOffsetsByTimestamp(topic, 1600000070500);
    assert.strictEqual(found.find(one => one.partition === 0).offset, '71');
    await admin.disconnect();

    const all = [];
    await consume({ groupId: group }, async record => all.push(record) === 110);
    assert.deepStrictEqual(all.filter(one => one.partition === 0).map(one => one.value), Array.from({ length: 100 }, (_, i) => `v${i}`));

    let sought = [];
    await consume(
      { groupId: `${group}-seek` },
      async record => {
        if (record.partition === 0) sought.push(record.value);
        return sought.includes('v99');
      },
      consumer => consumer.seek({ topic, partition: 0, offset: '50' }));
    assert.deepStrictEqual(sought, Array.from({ length: 50 }, (_, i) => `v${i + 50}`));

    const order = [];
    await consume(
      { groupId: `${group}-pause` },
      async (record, consumer) => {
        order.push(record.partition);
        if (order.length === 10) consumer.resume([{ topic, partitions: [0] }]);
        return order.length === 110;
      },
      consumer => consumer.pause([{ topic, partitions: [0] }]));
    assert(order.slice(0, 10).every(partition => partition === 1), order.join());
  },

  async resume() {
    let left = Number(count);
    await consume({ groupId: group }, async (record, consumer) => {
      console.log(`value=${record.value}`);
      await commit(consumer, record);
      return --left === 0;
    });
  },

  async share() {
    await consume({ groupId: group }, async (record, consumer) => {
      console.log(`partition=${record.partition} value=${record.value}`);
      await commit(consumer, record);
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
