// SPDX-License-Identifier: Apache-2.0
package io.barnabas.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What goes wrong with the requests of clients.
 *
 * <pre>{@code
 * broker.faults().on(Api.PRODUCE).topic("orders").times(2).error("NOT_LEADER_OR_FOLLOWER");
 * }</pre>
 *
 * <p>Of several faults that a request matches, the one set first has it, until it has had its times. A reset ends them all.
 */
public final class Faults {
    private final List<Fault> faults = new CopyOnWriteArrayList<>();

    Faults() {}

    /** Describes a fault of requests of this kind; it holds from the word that says what goes wrong. */
    public FaultBuilder on(Api api) {
        return new FaultBuilder(api, this);
    }

    /** Ends all faults. */
    public void clear() {
        faults.clear();
    }

    Fault add(Fault fault) {
        faults.add(fault);
        return fault;
    }

    void remove(Fault fault) {
        faults.remove(fault);
    }

    List<Fault> all() {
        return faults;
    }
}
