// SPDX-License-Identifier: Apache-2.0

/** Applications that stand on the broker: Kafka Streams, Kafka Connect, MirrorMaker. */
package io.barnabas.compat.application;
