// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.protocol.Errors;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestMeterTest {
    private static final short VERSION = 9;

    private final AtomicLong nanos = new AtomicLong(-5);
    private final RequestMeter meter = new RequestMeter(nanos::get);

    @Test
    void shouldCountNothingWhileNobodyLooks() {
        meter.answered(ApiKey.PRODUCE, VERSION, meter.begin());
        meter.failed(ApiKey.PRODUCE, VERSION, Errors.UNKNOWN_SERVER_ERROR);

        assertThat(meter.apis()).isEmpty();
    }

    @Test
    void shouldCountByVersionAndError() {
        meter.switchOn();

        take(ApiKey.FETCH, 9, 1_000_000);
        take(ApiKey.FETCH, 11, 3_000_000);
        meter.failed(ApiKey.FETCH, VERSION, Errors.INVALID_REQUEST);

        ApiRequests fetches = meter.apis().get(0);
        assertThat(meter.apis()).hasSize(1);
        assertThat(fetches.count()).isEqualTo(2);
        assertThat(fetches.totalMs()).isEqualTo(4.0);
        assertThat(fetches.versions()).extracting(RequestTimes::version).containsExactlyInAnyOrder((short) 9, (short)
                11);
        assertThat(fetches.failures()).containsExactly(Map.entry(Errors.INVALID_REQUEST, 1L));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldTellQuantilesToWithinAnEighth(long seed) {
        meter.switchOn();
        Random random = new Random(seed);
        long[] taken = random.longs(2000, 5_000, 2_000_000_000L).toArray();

        for (long time : taken) {
            take(ApiKey.PRODUCE, VERSION, time);
        }

        Arrays.sort(taken);
        for (double share : new double[] {0.5, 0.95, 0.999}) {
            double exactMs = taken[(int) Math.ceil(taken.length * share) - 1] / 1e6;
            assertThat(meter.apis().get(0).quantileMs(share))
                    .as("seed %d, quantile %f", seed, share)
                    .isCloseTo(exactMs, within(exactMs / 8));
        }
    }

    @Test
    void shouldHaveAClassForEveryTime() {
        int last = 0;
        for (long micros = 0; micros >= 0 && micros < Long.MAX_VALUE / 4; micros = micros * 2 + 1) {
            int index = RequestTimes.classOf(micros);
            assertThat(index).isBetween(last, 127);
            last = index;
        }
    }

    private void take(ApiKey api, int version, long time) {
        long begin = meter.begin();
        nanos.addAndGet(time);
        meter.answered(api, (short) version, begin);
    }
}
