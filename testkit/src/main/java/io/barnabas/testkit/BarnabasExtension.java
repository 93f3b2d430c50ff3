// SPDX-License-Identifier: Apache-2.0
package io.barnabas.testkit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A broker for the JUnit tests of a class.
 *
 * <pre>{@code
 * @RegisterExtension
 * static BarnabasExtension kafka = BarnabasExtension.builder().topic("orders", 3).build();
 * }</pre>
 *
 * <p>Tests take the broker as a parameter of type {@link TestBroker}, or ask {@link #broker}. Between tests it is reset. In a field that is not static there is a
 * broker of its own for each test. {@link BarnabasTest} says the same as an annotation.
 */
public final class BarnabasExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {

    /** Null: the annotation of the class says what the broker is like. */
    private final @Nullable BrokerSpec spec;

    private final boolean resets;

    private @Nullable TestBroker broker;
    private @Nullable BrokerLease lease;

    /** For {@link BarnabasTest}. */
    public BarnabasExtension() {
        this(null, true);
    }

    BarnabasExtension(@Nullable BrokerSpec spec, boolean resets) {
        this.spec = spec;
        this.resets = resets;
    }

    /** Describes a broker and what becomes of it between tests. */
    public static BarnabasExtensionBuilder builder() {
        return new BarnabasExtensionBuilder();
    }

    /** The broker while tests run. */
    public TestBroker broker() {
        if (broker == null) {
            throw new IllegalStateException("The broker runs only while a test of its class does");
        }
        return broker;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        acquire(context);
    }

    /** Before the test's own preparations; a broker that no test has had is as new. */
    @Override
    public void beforeEach(ExtensionContext context) {
        acquire(context);
        if (lease != null && lease.resets()) {
            lease.broker().resetIfUsed();
        }
    }

    /** In the outermost context that asks: classes nested in the test class share its broker. */
    private void acquire(ExtensionContext context) {
        if (lease == null) {
            BrokerLease taken = spec == null
                    ? BrokerLease.ofAnnotation(context)
                    : BrokerLease.ofOwn(context.getUniqueId(), spec, resets);
            lease = taken;
            broker = taken.broker();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        release(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        release(context);
    }

    private void release(ExtensionContext context) {
        BrokerLease held = lease;
        if (held != null && held.owner().equals(context.getUniqueId())) {
            lease = null;
            broker = null;
            held.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestBroker.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        acquire(context); // A constructor's parameter is asked for before the first callback of a test.
        return broker();
    }
}
