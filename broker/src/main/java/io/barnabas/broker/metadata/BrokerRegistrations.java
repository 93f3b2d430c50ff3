// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import io.barnabas.broker.metadata.record.BrokerRegistrationChangeRecord;
import io.barnabas.broker.metadata.record.RegisterBrokerRecord;

/** Applies what the log says about a registered broker to the record that registered it. */
final class BrokerRegistrations {
    private static final byte FENCE = 1;
    private static final byte UNFENCE = -1;

    private BrokerRegistrations() {}

    static RegisterBrokerRecord changed(RegisterBrokerRecord old, BrokerRegistrationChangeRecord change) {
        RegisterBrokerRecord next = copy(old);
        if (change.fenced() == FENCE) {
            next.setFenced(true);
        } else if (change.fenced() == UNFENCE) {
            next.setFenced(false);
        }
        if (change.inControlledShutdown() == 1) {
            next.setInControlledShutdown(true);
        }
        if (!change.logDirs().isEmpty()) {
            next.setLogDirs(change.logDirs());
        }
        if (change.cordonedLogDirs() != null) {
            next.setCordonedLogDirs(change.cordonedLogDirs());
        }
        return next;
    }

    static RegisterBrokerRecord fenced(RegisterBrokerRecord old, boolean fenced) {
        return copy(old).setFenced(fenced);
    }

    /** A copy that shares the lists, which nobody changes. */
    private static RegisterBrokerRecord copy(RegisterBrokerRecord old) {
        return new RegisterBrokerRecord()
                .setBrokerId(old.brokerId())
                .setIsMigratingZkBroker(old.isMigratingZkBroker())
                .setIncarnationId(old.incarnationId())
                .setBrokerEpoch(old.brokerEpoch())
                .setEndPoints(old.endPoints())
                .setFeatures(old.features())
                .setRack(old.rack())
                .setFenced(old.fenced())
                .setInControlledShutdown(old.inControlledShutdown())
                .setLogDirs(old.logDirs())
                .setCordonedLogDirs(old.cordonedLogDirs());
    }
}
