// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.share;

import java.util.UUID;

/** A partition as the requests of share groups name it. */
public record ShareTarget(UUID topicId, int partition) {}
