// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import io.barnabas.wire.protocol.Message;
import java.util.List;

/**
 * One change of the metadata: a pure function of the image. It decides an answer and the records that make the answer true;
 * replaying those records is the only thing that changes the image.
 */
@FunctionalInterface
public interface MetadataOperation<R> {
    /** @throws io.barnabas.wire.protocol.ApiException to refuse the whole operation */
    Decision<R> decide(MetadataImage image);

    /**
     * The records become one atomic change; none means that nothing is written.
     *
     * @param makesVotersDynamic whether the log, which has kraft.version 0, gets kraft.version 1 just before them
     */
    record Decision<R>(R answer, List<Message> records, boolean makesVotersDynamic) {
        public Decision(R answer, List<Message> records) {
            this(answer, records, false);
        }

        static <R> Decision<R> unchanged(R answer) {
            return new Decision<>(answer, List.of());
        }
    }
}
