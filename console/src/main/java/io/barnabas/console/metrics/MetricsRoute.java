// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.metrics;

import io.barnabas.broker.BrokerView;
import io.barnabas.console.http.Answer;
import io.barnabas.console.http.Call;
import io.barnabas.console.http.Route;
import io.barnabas.console.view.GroupsView;
import io.barnabas.console.view.LogsView;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** {@code /metrics}: everything is read when it is asked for, nothing is kept. */
public final class MetricsRoute implements Route {
    private final RequestMetrics requests;
    private final TopicMetrics topics;
    private final GroupMetrics groups;
    private final Executor work;

    /** @param work where what takes a while is done */
    public MetricsRoute(BrokerView broker, LogsView logs, GroupsView groups, Executor work) {
        this.requests = new RequestMetrics(broker);
        this.topics = new TopicMetrics(broker, logs);
        this.groups = new GroupMetrics(groups);
        this.work = work;
    }

    @Override
    public CompletableFuture<Answer> handle(Call call) {
        return groups.read()
                .thenApplyAsync(
                        found -> {
                            var exposition = new Exposition();
                            requests.addTo(exposition);
                            topics.addTo(exposition);
                            found.addTo(exposition);
                            ProcessMetrics.addTo(exposition);
                            return Answer.of(200, Exposition.CONTENT_TYPE, exposition.bytes());
                        },
                        work);
    }
}
