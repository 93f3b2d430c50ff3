// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.share.partition;

import io.barnabas.coordinator.share.DeliveryState;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives the free ones of the records that were read to a member. Runs once.
 *
 * <p>Records that fail again and again are parted from others, so that they do not take them along: from half of the delivery
 * limit on fewer are given at once, and for the last time a record goes alone.
 */
final class Acquisition {
    private static final int LEAST_LIMIT_TO_PART = 3;

    private final InFlightRecords records;
    private final AcquireRequest request;
    private final SharePartitionLimits limits;
    private final long untilMs;
    private final List<AcquiredBatch> acquired = new ArrayList<>();
    private final long allowed;
    private long count;
    private boolean over;

    Acquisition(InFlightRecords records, AcquireRequest request, SharePartitionLimits limits, long nowMs) {
        this.records = records;
        this.request = request;
        this.limits = limits;
        this.untilMs = nowMs + limits.lockMs();
        this.allowed = request.maxRecords();
    }

    /** @param fetchOffset where reading began; an offset from there on that is in no batch has no record any more */
    List<AcquiredBatch> from(long fetchOffset, List<FetchedBatch> batches) {
        long next = Math.max(fetchOffset, records.startOffset());
        for (FetchedBatch batch : batches) {
            if (batch.last() < next) {
                continue;
            }
            if (batch.first() > next) {
                skip(next, batch.first() - 1);
            }
            long first = Math.max(batch.first(), next);
            if (!batch.visible()) {
                skip(first, batch.last());
            } else if (over || count >= allowed) {
                break;
            } else {
                take(first, batch.last());
            }
            next = batch.last() + 1;
            if (records.endOffset() < batch.last()) {
                break;
            }
        }
        return grouped();
    }

    /** There is nothing to deliver at these offsets. */
    private void skip(long first, long last) {
        for (InFlightRun run : records.between(first, last)) {
            if (run.isAvailable()) {
                records.replace(run.in(DeliveryState.ARCHIVED));
            }
        }
        long fresh = Math.max(first, records.endOffset() + 1);
        if (fresh <= last) {
            records.append(InFlightRun.free(fresh, last, DeliveryState.ARCHIVED, 0));
        }
    }

    private void take(long first, long last) {
        for (InFlightRun run : records.between(first, last)) {
            if (run.isAvailable() && !over && (count < allowed || !request.strict())) {
                again(run);
            }
        }
        long fresh = Math.max(first, records.endOffset() + 1);
        long free = limits.recordLocks() - records.countUndone();
        if (fresh > last || over || free <= 0 || (request.strict() && count >= allowed)) {
            return;
        }
        long end = request.strict() ? Math.min(last, fresh + Math.min(allowed - count, free) - 1) : last;
        var run = InFlightRun.free(fresh, end, DeliveryState.AVAILABLE, 0);
        records.append(run);
        give(run);
    }

    /** Gives what somebody has had before. */
    private void again(InFlightRun run) {
        if (limits.deliveries() >= LEAST_LIMIT_TO_PART && run.deliveries() >= (limits.deliveries() + 1) / 2) {
            boolean last = run.deliveries() >= limits.deliveries() - 1;
            if (count >= allowed || (last && count > 0)) {
                over = true;
                return;
            }
            int halvings = run.deliveries() - (limits.deliveries() + 1) / 2 + 1;
            long few = last ? 1 : Math.max(1, run.size() >> halvings);
            give(run.part(run.first(), run.first() + Math.min(few, allowed - count) - 1));
            over = true;
        } else {
            long size = request.strict() ? Math.min(run.size(), allowed - count) : run.size();
            give(run.part(run.first(), run.first() + size - 1));
        }
    }

    private void give(InFlightRun run) {
        records.replace(run.acquired(request.member(), untilMs));
        acquired.add(new AcquiredBatch(run.first(), run.last(), run.deliveries() + 1));
        count += run.size();
    }

    /** Neighbours become one while they are small, as a member acknowledges them together. */
    private List<AcquiredBatch> grouped() {
        List<AcquiredBatch> groups = new ArrayList<>();
        for (AcquiredBatch batch : acquired) {
            AcquiredBatch last = groups.isEmpty() ? null : groups.get(groups.size() - 1);
            if (last != null
                    && last.last() + 1 == batch.first()
                    && last.deliveries() == batch.deliveries()
                    && last.size() + batch.size() <= request.batchSize()) {
                groups.set(groups.size() - 1, new AcquiredBatch(last.first(), batch.last(), last.deliveries()));
            } else {
                groups.add(batch);
            }
        }
        return groups;
    }
}
