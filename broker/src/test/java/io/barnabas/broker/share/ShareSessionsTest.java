// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ShareSessionsTest {
    private static final ShareTarget FIRST = new ShareTarget(new UUID(1, 1), 0);
    private static final ShareTarget SECOND = new ShareTarget(new UUID(1, 1), 1);
    private static final ShareMember A = new ShareMember("group", "a");
    private static final ShareMember B = new ShareMember("group", "b");

    private final List<String> released = new ArrayList<>();
    private final ShareSessions sessions =
            new ShareSessions(2, (member, targets) -> released.add(member.memberId() + targets.size()));
    private final ManualConnection connection = new ManualConnection(1);

    /** A connection that ends when the test says so. */
    private record ManualConnection(long id, List<Runnable> actions) implements ClientConnection {
        ManualConnection(long id) {
            this(id, new ArrayList<>());
        }

        @Override
        public int port() {
            return 50_000;
        }

        @Override
        public InetAddress remoteAddress() {
            return InetAddress.getLoopbackAddress();
        }

        @Override
        public InetAddress localAddress() {
            return InetAddress.getLoopbackAddress();
        }

        @Override
        public String softwareName() {
            return "unknown";
        }

        @Override
        public String softwareVersion() {
            return "unknown";
        }

        @Override
        public void onClose(Runnable action) {
            actions.add(action);
        }

        void end() {
            actions.forEach(Runnable::run);
        }
    }

    private static void assertRefused(Errors error, ThrowingCallable request) {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(request)
                .satisfies(refusal -> assertThat(refusal.error()).isEqualTo(error));
    }

    @Test
    void shouldKeepTheTargetsOfOneRequestForTheNext() {
        sessions.open(A, connection, List.of(FIRST));
        assertThat(sessions.next(A, 1, List.of(SECOND), List.of()).targets()).containsExactly(FIRST, SECOND);
        assertThat(sessions.next(A, 2, List.of(), List.of(FIRST)).targets()).containsExactly(SECOND);
        assertThat(sessions.acknowledged(A, 3).targets()).containsExactly(SECOND);
    }

    @Test
    void shouldTakeEachEpochOnce() {
        sessions.open(A, connection, List.of(FIRST));
        sessions.next(A, 1, List.of(), List.of());
        assertRefused(Errors.INVALID_SHARE_SESSION_EPOCH, () -> sessions.next(A, 1, List.of(SECOND), List.of()));
        assertRefused(Errors.INVALID_SHARE_SESSION_EPOCH, () -> sessions.next(A, 3, List.of(SECOND), List.of()));
        assertRefused(Errors.INVALID_SHARE_SESSION_EPOCH, () -> sessions.next(A, -2, List.of(SECOND), List.of()));
        assertRefused(Errors.INVALID_SHARE_SESSION_EPOCH, () -> sessions.acknowledged(A, 0));
        assertRefused(Errors.SHARE_SESSION_NOT_FOUND, () -> sessions.acknowledged(B, 1));
        assertThat(sessions.find(A).targets()).containsExactly(FIRST);
    }

    @Test
    void shouldReplaceTheSessionOfAMemberThatBeginsAnew() {
        ShareSession before = sessions.open(A, connection, List.of(FIRST));
        ShareSession after = sessions.open(A, new ManualConnection(2), List.of(SECOND));

        assertThat(before.isClosed()).isTrue();
        connection.end();
        assertThat(after.isClosed()).isFalse();
        assertThat(sessions.find(A)).isSameAs(after);
        assertThat(released).as("what it holds stays its own").isEmpty();
    }

    @Test
    void shouldEndWithTheConnection() {
        ShareSession session = sessions.open(A, connection, List.of(FIRST, SECOND));
        sessions.open(B, connection, List.of(FIRST));
        connection.end();

        assertThat(session.isClosed()).isTrue();
        assertThat(released).containsExactlyInAnyOrder("a2", "b1");
        assertRefused(Errors.SHARE_SESSION_NOT_FOUND, () -> sessions.find(A));
    }

    @Test
    void shouldWatchAConnectionOnceHoweverOftenSessionsBegin() {
        for (int i = 0; i < 10; i++) {
            sessions.close(sessions.open(A, connection, List.of(FIRST)));
        }
        assertThat(connection.actions()).hasSize(1);
    }

    @Test
    void shouldEndTheSessionOfAMemberThatLeavesItsGroup() {
        sessions.open(A, connection, List.of(FIRST));
        sessions.memberLeft(A);
        sessions.memberLeft(B);

        assertThat(released).containsExactly("a1");
        assertRefused(Errors.SHARE_SESSION_NOT_FOUND, () -> sessions.next(A, 1, List.of(), List.of()));
    }

    @Test
    void shouldBoundTheNumberOfSessions() {
        sessions.open(A, connection, List.of());
        sessions.open(B, connection, List.of());
        ShareMember third = new ShareMember("group", "c");
        assertRefused(Errors.SHARE_SESSION_LIMIT_REACHED, () -> sessions.open(third, connection, List.of()));

        sessions.open(A, connection, List.of());
        sessions.close(sessions.find(B));
        assertThat(sessions.open(third, connection, List.of()).isClosed()).isFalse();
    }
}
