// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.netty;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;

/** An allocator that knows exactly how many bytes are not released yet. Each leak is also reported by Netty's own detector. */
public final class CountingAllocator extends AbstractByteBufAllocator {
    private final UnpooledByteBufAllocator unpooled = new UnpooledByteBufAllocator(true);

    public CountingAllocator() {
        super(true);
    }

    public long usedBytes() {
        return unpooled.metric().usedDirectMemory() + unpooled.metric().usedHeapMemory();
    }

    @Override
    protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
        return unpooled.heapBuffer(initialCapacity, maxCapacity);
    }

    @Override
    protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
        return unpooled.directBuffer(initialCapacity, maxCapacity);
    }

    @Override
    public boolean isDirectBufferPooled() {
        return false;
    }
}
