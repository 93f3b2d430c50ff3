// SPDX-License-Identifier: Apache-2.0

// Sarama as a client of the broker: client PHASE BOOTSTRAP TOPIC [GROUP [COUNT]]; the phases are in ../README.md.
package main

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/Shopify/sarama"
)

var compressions = []sarama.CompressionCodec{
	sarama.CompressionNone, sarama.CompressionGZIP, sarama.CompressionSnappy, sarama.CompressionLZ4, sarama.CompressionZSTD,
}
var large = strings.Repeat("x", 2000000)

var phase, bootstrap, topic, group string

func main() {
	phase, bootstrap, topic = os.Args[1], os.Args[2], os.Args[3]
	if len(os.Args) > 4 {
		group = os.Args[4]
	}
	switch phase {
	case "produce":
		produce()
	case "consume":
		checkParcel(read(103))
	case "replay":
		replay()
	case "resume":
		count, err := strconv.Atoi(os.Args[5])
		must(err)
		for _, message := range read(count) {
			fmt.Printf("value=%s\n", message.Value)
		}
	case "share":
		share()
	default:
		must(fmt.Errorf("no phase %s", phase))
	}
	fmt.Println("ok")
}

func settings() *sarama.Config {
	config := sarama.NewConfig()
	config.ClientID = "sarama"
	config.Version = sarama.V2_2_0_0
	config.Producer.RequiredAcks = sarama.WaitForAll
	config.Producer.Return.Successes = true
	config.Producer.MaxMessageBytes = 4000000
	config.Producer.Retry.Max = 20
	config.Consumer.Offsets.Initial = sarama.OffsetOldest
	config.Consumer.Offsets.CommitInterval = 100 * time.Millisecond
	// Without a retention it would commit by version 1, which Kafka 4 no longer knows.
	config.Consumer.Offsets.Retention = 24 * time.Hour
	config.Consumer.Group.Session.Timeout = 6 * time.Second
	config.Consumer.Group.Heartbeat.Interval = 500 * time.Millisecond
	config.Metadata.Retry.Max = 20
	return config
}

func produce() {
	for _, compression := range compressions {
		config := settings()
		config.Producer.Compression = compression
		config.Producer.Idempotent = true
		config.Net.MaxOpenRequests = 1
		producer, err := sarama.NewSyncProducer([]string{bootstrap}, config)
		must(err)
		var messages []*sarama.ProducerMessage
		for i := 0; i < 20; i++ {
			message := record(sarama.StringEncoder(fmt.Sprintf("%s-%d", compression, i)),
				sarama.StringEncoder(fmt.Sprintf("value %s %d", compression, i)))
			message.Headers = []sarama.RecordHeader{
				{Key: []byte("client"), Value: []byte("sarama")},
				{Key: []byte("number"), Value: []byte(strconv.Itoa(i))},
			}
			messages = append(messages, message)
		}
		err = producer.SendMessages(messages)
		if compression == sarama.CompressionZSTD {
			// It asks by version 3 of Produce, and zstd came with version 7.
			failures, refused := err.(sarama.ProducerErrors)
			check(refused && failures[0].Err == sarama.ErrUnsupportedCompressionType, "zstd", err)
			plain, err := sarama.NewSyncProducer([]string{bootstrap}, settings())
			must(err)
			must(plain.SendMessages(messages))
			must(plain.Close())
		} else {
			must(err)
		}
		if compression == sarama.CompressionNone {
			must(producer.SendMessages([]*sarama.ProducerMessage{
				record(nil, sarama.StringEncoder("no key")),
				record(sarama.StringEncoder("tombstone"), nil),
				record(sarama.StringEncoder("large"), sarama.StringEncoder(large)),
			}))
		}
		must(producer.Close())
	}
}

func record(key, value sarama.Encoder) *sarama.ProducerMessage {
	return &sarama.ProducerMessage{Topic: topic, Key: key, Value: value}
}

func checkParcel(messages []*sarama.ConsumerMessage) {
	byKey := map[string]*sarama.ConsumerMessage{}
	for _, message := range messages {
		byKey[string(message.Key)] = message
	}
	for _, compression := range compressions {
		for i := 0; i < 20; i++ {
			message := byKey[fmt.Sprintf("%s-%d", compression, i)]
			check(message != nil && string(message.Value) == fmt.Sprintf("value %s %d", compression, i), "value", message)
			check(string(message.Headers[1].Value) == strconv.Itoa(i), "header", message)
		}
	}
	check(byKey[""].Key == nil && string(byKey[""].Value) == "no key", "no key", byKey[""])
	check(byKey["tombstone"].Value == nil, "tombstone", byKey["tombstone"])
	check(string(byKey["large"].Value) == large, "large", nil)
}

// replay has no pause: this release of Sarama cannot.
func replay() {
	client, err := sarama.NewClient([]string{bootstrap}, settings())
	must(err)
	found, err := client.GetOffset(topic, 0, 1600000070500)
	must(err)
	check(found == 71, "offset of a time", found)
	consumer, err := sarama.NewConsumerFromClient(client)
	must(err)
	for _, start := range []int64{sarama.OffsetOldest, 50, found} {
		messages, err := consumer.ConsumePartition(topic, 0, start)
		must(err)
		first := start
		if start == sarama.OffsetOldest {
			first = 0
		}
		for i := first; i < 100; i++ {
			message := <-messages.Messages()
			check(message.Offset == i && string(message.Value) == fmt.Sprintf("v%d", i), "replayed", message)
			check(message.Timestamp.Unix() == 1600000000+i, "time", message.Timestamp)
		}
		must(messages.Close())
	}
	must(client.Close())
}

// read takes count messages in the group, commits them, and leaves.
func read(count int) []*sarama.ConsumerMessage {
	var got []*sarama.ConsumerMessage
	consume(func(message *sarama.ConsumerMessage) bool {
		if len(got) < count {
			got = append(got, message)
		}
		return len(got) >= count
	})
	return got
}

func share() {
	consume(func(message *sarama.ConsumerMessage) bool {
		fmt.Printf("partition=%d value=%s\n", message.Partition, message.Value)
		return false
	})
}

// consume calls seen for each message, one at a time, until it says enough.
func consume(seen func(*sarama.ConsumerMessage) bool) {
	consumer, err := sarama.NewConsumerGroup([]string{bootstrap}, group, settings())
	must(err)
	ctx, enough := context.WithCancel(context.Background())
	handler := &handler{seen: seen, enough: enough}
	for ctx.Err() == nil {
		must(consumer.Consume(ctx, []string{topic}, handler))
	}
	must(consumer.Close())
}

type handler struct {
	turn   sync.Mutex
	seen   func(*sarama.ConsumerMessage) bool
	enough context.CancelFunc
}

func (*handler) Setup(sarama.ConsumerGroupSession) error   { return nil }
func (*handler) Cleanup(sarama.ConsumerGroupSession) error { return nil }

func (h *handler) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for message := range claim.Messages() {
		h.turn.Lock()
		if session.Context().Err() == nil {
			if h.seen(message) {
				h.enough()
			}
			session.MarkMessage(message, "")
		}
		h.turn.Unlock()
	}
	return nil
}

func check(right bool, what string, seen interface{}) {
	if !right {
		must(fmt.Errorf("%s: %+v", what, seen))
	}
}

func must(err error) {
	if err != nil {
		if failures, many := err.(sarama.ProducerErrors); many {
			err = failures[0]
		}
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
