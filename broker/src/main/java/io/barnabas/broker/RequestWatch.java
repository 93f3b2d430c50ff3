// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker;

import io.barnabas.broker.metrics.RequestMeter;
import io.barnabas.broker.timeline.Timeline;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.server.Request;

/**
 * Those who want to know how one request ends.
 *
 * @param begin what the meter said when the request came
 */
record RequestWatch(RequestMeter meter, Timeline timeline, long begin) {
    void answered(Request request, ApiMessage body, ApiMessage response) {
        meter.answered(request.apiKey(), request.version(), begin);
        timeline.answered(request.header().clientId(), request.connection(), body, response);
    }

    void endedWithoutAnswer(Request request) {
        meter.answered(request.apiKey(), request.version(), begin);
    }

    void failed(Request request, Errors error) {
        meter.failed(request.apiKey(), request.version(), error);
    }
}
