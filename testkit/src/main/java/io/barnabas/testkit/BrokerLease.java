// SPDX-License-Identifier: Apache-2.0
package io.barnabas.testkit;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * A broker that a test class holds until its owner, one of JUnit's contexts, ends.
 *
 * <p>Brokers of annotations outlive it: they are kept for the next class that wants the same. So an application context that a test
 * framework keeps over several classes finds its broker at the same address.
 */
record BrokerLease(String owner, TestBroker broker, boolean resets, Runnable whenOver) implements AutoCloseable {
    private static final Namespace NAMESPACE = Namespace.create("io.barnabas.testkit");

    static BrokerLease ofOwn(String owner, BrokerSpec spec, boolean resets) {
        TestBroker broker = TestBroker.start(spec);
        return new BrokerLease(owner, broker, resets, broker::close);
    }

    static BrokerLease ofAnnotation(ExtensionContext context) {
        BarnabasTest annotation = annotationOf(context.getRequiredTestClass());
        TestBroker broker = shared(context, specOf(annotation));
        List<SystemProperty> said = List.of(annotation.addressProperties()).stream()
                .map(name -> SystemProperty.set(name, broker.bootstrapServers()))
                .toList();
        return new BrokerLease(
                context.getUniqueId(), broker, annotation.reset(), () -> said.forEach(SystemProperty::restore));
    }

    private static BarnabasTest annotationOf(Class<?> testClass) {
        for (Class<?> now = testClass; now != null; now = now.getEnclosingClass()) {
            var annotation = AnnotationSupport.findAnnotation(now, BarnabasTest.class);
            if (annotation.isPresent()) {
                return annotation.get();
            }
        }
        throw new IllegalStateException(testClass + " has no @BarnabasTest; @ExtendWith alone says too little");
    }

    private static BrokerSpec specOf(BarnabasTest annotation) {
        TestBrokerBuilder builder = TestBroker.builder();
        for (String topic : annotation.topics()) {
            TopicSpec parsed = TopicSpec.parse(topic);
            builder.topic(parsed.name(), parsed.partitions());
        }
        for (String property : annotation.properties()) {
            int equals = property.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException("A property is written name=value, not " + property);
            }
            builder.property(property.substring(0, equals), property.substring(equals + 1));
        }
        if (annotation.manualClock()) {
            builder.manualClock();
        }
        return builder.spec();
    }

    @SuppressWarnings("deprecation") // What replaces it is not in JUnit 5.
    private static TestBroker shared(ExtensionContext context, BrokerSpec spec) {
        Store store = context.getRoot().getStore(NAMESPACE);
        Shared shared = store.getOrComputeIfAbsent(spec, wanted -> new Shared(TestBroker.start(wanted)), Shared.class);
        return Objects.requireNonNull(shared).broker();
    }

    /** What JUnit closes after the last test. */
    @SuppressWarnings("deprecation") // What replaces it is not in JUnit 5.
    private record Shared(TestBroker broker) implements Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            broker.close();
        }
    }

    @Override
    public void close() {
        whenOver.run();
    }
}
