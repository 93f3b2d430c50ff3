// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console;

import io.barnabas.broker.BrokerView;
import io.barnabas.console.api.OverviewApi;
import io.barnabas.console.api.TimelineApi;
import io.barnabas.console.api.TopicChanges;
import io.barnabas.console.api.TopicsApi;
import io.barnabas.console.groups.GroupsApi;
import io.barnabas.console.groups.OffsetReset;
import io.barnabas.console.groups.TransactionsApi;
import io.barnabas.console.http.Answer;
import io.barnabas.console.http.Call;
import io.barnabas.console.http.Refusal;
import io.barnabas.console.http.Routes;
import io.barnabas.console.metrics.MetricsRoute;
import io.barnabas.console.page.PageFiles;
import io.barnabas.console.records.ProduceApi;
import io.barnabas.console.records.RecordsApi;
import io.barnabas.console.view.GroupsView;
import io.barnabas.console.view.LogsView;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** All that the console answers; made when it is first asked for something. */
final class ConsoleRoutes {
    private static final int MAX_WAITING = 64;
    private static final long IDLE_S = 10;

    private final BrokerView broker;
    private @Nullable Routes routes;

    ConsoleRoutes(BrokerView broker) {
        this.broker = broker;
    }

    /** On the server's thread. */
    Routes routes() {
        if (routes == null) {
            routes = make();
        }
        return routes;
    }

    private Routes make() {
        Executor work = worker();
        LogsView logs = new LogsView(broker);
        GroupsView groups = new GroupsView(broker, logs);
        var page = new PageFiles();
        var all = new Routes()
                .add("GET", "/health", this::health)
                .add("GET", "/ready", this::ready)
                .add("GET", "/metrics", new MetricsRoute(broker, logs, groups, work))
                .add("GET", "/", page)
                .add("GET", "/page/*", page);
        new OverviewApi(broker).addTo(all);
        new TopicsApi(broker, logs, work).addTo(all);
        new TopicChanges(broker).addTo(all);
        new RecordsApi(broker, work).addTo(all);
        new ProduceApi(broker).addTo(all);
        new GroupsApi(broker, groups).addTo(all);
        new OffsetReset(broker, groups).addTo(all);
        new TransactionsApi(broker).addTo(all);
        new TimelineApi(broker).addTo(all);
        return all;
    }

    /** One thread that may wait for the disk; there when there is something to do. */
    private static Executor worker() {
        var pool =
                new ThreadPoolExecutor(1, 1, IDLE_S, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_WAITING), task -> {
                    Thread thread = new Thread(task, "console-work");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return task -> {
            try {
                pool.execute(task);
            } catch (RejectedExecutionException e) {
                throw new Refusal(503, "The console has too much to do");
            }
        };
    }

    /** It answers, so it lives. */
    private CompletableFuture<Answer> health(Call call) {
        return CompletableFuture.completedFuture(Answer.text(200, "alive\n"));
    }

    /** Every coordinator can serve; until then each question says what is missing. */
    private CompletableFuture<Answer> ready(Call call) {
        CompletableFuture<Void> loaded = broker.readiness().loaded();
        Answer answer = !loaded.isDone()
                ? Answer.text(503, "loading the coordinators\n")
                : loaded.isCompletedExceptionally()
                        ? Answer.text(503, "the coordinators cannot be loaded: the broker's log says why\n")
                        : Answer.text(200, "ready\n");
        return CompletableFuture.completedFuture(answer);
    }
}
