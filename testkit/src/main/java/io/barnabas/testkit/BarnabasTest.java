// SPDX-License-Identifier: Apache-2.0
package io.barnabas.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a class of JUnit tests a broker, which tests take as a parameter of type {@link TestBroker}. Classes whose annotations say the
 * same share one broker until the last test of the JVM has ended.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(BarnabasExtension.class)
public @interface BarnabasTest {
    /** Topics, each as {@code name} or {@code name:partitions}. */
    String[] topics() default {};

    /** Properties of the broker, each as {@code name=value}. */
    String[] properties() default {};

    /** Whether the broker's clock stands still until a test moves it: {@link TestBroker#clock}. */
    boolean manualClock() default false;

    /** Whether the broker is reset between tests. */
    boolean reset() default true;

    /**
     * Names of system properties that say the broker's address while the tests of the class run, such as
     * {@code spring.kafka.bootstrap-servers}.
     */
    String[] addressProperties() default {"spring.kafka.bootstrap-servers"};
}
