// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TransactionGateTest {
    private static final long PRODUCER = 7;
    private static final short EPOCH = 3;

    private final Set<String> open = new HashSet<>();
    private final List<CompletableFuture<Errors>> questions = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final TransactionGate gate =
            new TransactionGate((id, epoch) -> open.contains(id + "/" + epoch), Runnable::run);

    @Test
    void shouldLetInAtOnceWhatBelongsToAnOpenTransaction() {
        open.add("7/3");

        enter("a", EPOCH);

        assertThat(questions).isEmpty();
        assertThat(events).containsExactly("a in");
    }

    @Test
    void shouldAskOnceForAllThatComeMeanwhileAndKeepTheirOrder() {
        enter("a", EPOCH);
        enter("b", EPOCH);
        enter("c", EPOCH);

        assertThat(questions).hasSize(1);
        assertThat(events).isEmpty();
        questions.get(0).complete(Errors.NONE);
        assertThat(events).containsExactly("a in", "b in", "c in");
    }

    @Test
    void shouldRefuseAllWithTheCoordinatorsReason() {
        enter("a", EPOCH);
        enter("b", EPOCH);

        questions.get(0).complete(Errors.INVALID_TXN_STATE);

        assertThat(events).containsExactly("a INVALID_TXN_STATE", "b INVALID_TXN_STATE");
    }

    @Test
    void shouldTellWhatAskingFailedWith() {
        enter("a", EPOCH);
        questions.get(0).completeExceptionally(new ApiException(Errors.NOT_COORDINATOR));
        enter("b", EPOCH);
        questions.get(1).completeExceptionally(new IllegalStateException("a bug"));

        assertThat(events).containsExactly("a NOT_COORDINATOR", "b UNKNOWN_SERVER_ERROR");
    }

    @Test
    void shouldNotTrustAWordThatAMarkerHasOvertaken() {
        enter("a", EPOCH);

        gate.ended(PRODUCER);
        questions.get(0).complete(Errors.NONE);

        assertThat(events).containsExactly("a INVALID_TXN_STATE");
    }

    @Test
    void shouldKeepTheMarkerOfAnotherProducerApart() {
        enter("a", EPOCH);

        gate.ended(8);
        questions.get(0).complete(Errors.NONE);

        assertThat(events).containsExactly("a in");
    }

    @Test
    void shouldAskAnewForAnotherEpoch() {
        enter("old", EPOCH);
        enter("new", (short) (EPOCH + 1));
        questions.get(0).complete(Errors.NONE);
        questions.get(1).complete(Errors.NONE);

        assertThat(events).containsExactly("old INVALID_TXN_STATE", "new in");
    }

    @Test
    void shouldAskAgainAfterAnAnswer() {
        enter("a", EPOCH);
        questions.get(0).complete(Errors.CONCURRENT_TRANSACTIONS);

        enter("a again", EPOCH);
        questions.get(1).complete(Errors.NONE);

        assertThat(events).containsExactly("a CONCURRENT_TRANSACTIONS", "a again in");
    }

    private void enter(String name, short epoch) {
        gate.enter(
                PRODUCER,
                epoch,
                () -> {
                    var question = new CompletableFuture<Errors>();
                    questions.add(question);
                    return question;
                },
                new TransactionGate.Entry() {
                    @Override
                    public void admitted() {
                        events.add(name + " in");
                    }

                    @Override
                    public void refused(Errors error, @Nullable String message) {
                        events.add(name + " " + error);
                    }
                });
    }
}
