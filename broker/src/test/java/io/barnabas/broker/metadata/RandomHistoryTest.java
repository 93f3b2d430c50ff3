// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.wire.protocol.Message;
import io.barnabas.wire.protocol.RecordMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomHistoryTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
    void shouldReplayAllRecordsAndAnySnapshotToTheSameImage(long seed) {
        RandomHistory history = new RandomHistory(new Random(seed));
        Random random = new Random(~seed);
        List<Message> all = new ArrayList<>(SnapshotRecords.of(Images.empty()));
        MetadataImage image = Images.empty();

        for (int i = 0; i < 300; i++) {
            List<Message> change = history.next(image);
            all.addAll(change);
            image = Images.apply(image, change);
            if (random.nextInt(20) == 0) {
                List<Message> snapshot = SnapshotRecords.of(image);
                Images.assertSameContent(Images.apply(MetadataImage.empty(Images.CLUSTER), snapshot), image);
            }
        }

        List<Message> encodedAndDecoded = new ArrayList<>();
        for (Message message : all) {
            RecordMessage record = (RecordMessage) message;
            ByteBuffer frame = RecordFrame.encode(record, RecordVersions.of(record, MetadataVersion.V4_0_IV3));
            encodedAndDecoded.add(java.util.Objects.requireNonNull(RecordFrame.decode(frame)));
        }
        Images.assertSameContent(Images.apply(MetadataImage.empty(Images.CLUSTER), encodedAndDecoded), image);
        assertThat(image.topicCount()).isPositive();
    }
}
