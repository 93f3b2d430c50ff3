// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import io.barnabas.broker.metadata.record.BrokerRegistrationChangeRecord;
import io.barnabas.broker.metadata.record.PartitionChangeRecord;
import io.barnabas.broker.metadata.record.PartitionRecord;
import io.barnabas.broker.metadata.record.RegisterBrokerRecord;
import io.barnabas.wire.protocol.Message;

/** Which version of a record may be written at a metadata version, so that every Kafka that knows the metadata version can read it. */
final class RecordVersions {
    private RecordVersions() {}

    static short of(Message record, short metadataVersion) {
        if (record instanceof PartitionRecord || record instanceof PartitionChangeRecord) {
            return partition(metadataVersion);
        }
        if (record instanceof RegisterBrokerRecord) {
            return registerBroker(metadataVersion);
        }
        if (record instanceof BrokerRegistrationChangeRecord) {
            return (short)
                    (metadataVersion >= MetadataVersion.V4_3_IV0
                            ? 3
                            : metadataVersion >= MetadataVersion.V3_7_IV2 ? 2 : 1);
        }
        return 0;
    }

    static short partition(short metadataVersion) {
        if (metadataVersion >= MetadataVersion.V4_0_IV1) {
            return 2;
        }
        return (short) (metadataVersion >= MetadataVersion.V3_7_IV2 ? 1 : 0);
    }

    private static short registerBroker(short metadataVersion) {
        if (metadataVersion >= MetadataVersion.V4_3_IV0) {
            return 4;
        }
        if (metadataVersion >= MetadataVersion.V3_7_IV2) {
            return 3;
        }
        return (short) (metadataVersion >= MetadataVersion.V3_4_IV0 ? 2 : 1);
    }
}
