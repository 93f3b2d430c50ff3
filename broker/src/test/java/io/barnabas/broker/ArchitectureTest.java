// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.conditions.ArchConditions.never;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.barnabas.broker.handler.RequestHandler;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The house rules of ARCHITECTURE.md, as far as byte code shows them: who knows whom, who locks, who reads a clock. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.barnabas");

    /** Reading the time or waiting; time comes as an argument or from an injected source, and nobody sleeps. */
    private static final Set<String> CLOCK_CALLS = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.time.Instant.now",
            "java.time.LocalDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.time.InstantSource.system");

    @Test
    void shouldHaveClassesToLookAt() {
        assertThat(CLASSES.size()).isGreaterThan(500);
    }

    @Test
    void wireKnowsNothingElseOfOurs() {
        noClasses()
                .that()
                .resideInAPackage("io.barnabas.wire..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.barnabas.log..", "io.barnabas.coordinator..", "io.barnabas.broker..")
                .check(CLASSES);
    }

    @Test
    void logIsALeaf() {
        noClasses()
                .that()
                .resideInAPackage("io.barnabas.log..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.barnabas.wire..", "io.barnabas.coordinator..", "io.barnabas.broker..")
                .check(CLASSES);
    }

    @Test
    void coordinatorKnowsTheMessagesOnly() {
        noClasses()
                .that()
                .resideInAPackage("io.barnabas.coordinator..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.barnabas.log..",
                        "io.barnabas.broker..",
                        "io.barnabas.wire.netty..",
                        "io.barnabas.wire.server..",
                        "java.nio.file..",
                        "java.net..")
                .check(CLASSES);
    }

    @Test
    void commandsKnowMessagesAndRecordsOnly() {
        noClasses()
                .that()
                .resideInAPackage("io.barnabas.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.barnabas.coordinator..",
                        "io.barnabas.broker..",
                        "io.barnabas.wire.netty..",
                        "io.barnabas.wire.server..",
                        "io.netty..")
                .check(CLASSES);
    }

    @Test
    void nothingShippedKnowsApacheKafka() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(CLASSES);
    }

    @Test
    void messagesLogAndCoordinatorKnowNoNetty() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.barnabas.wire.message..",
                        "io.barnabas.wire.protocol..",
                        "io.barnabas.log..",
                        "io.barnabas.coordinator..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
                .check(CLASSES);
    }

    @Test
    void packagesOfABrokerHaveNoCycles() {
        slices().matching("io.barnabas.broker.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void packagesOfTheLogHaveNoCycles() {
        slices().matching("io.barnabas.log.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void packagesOfTheCoordinatorHaveNoCycles() {
        slices().matching("io.barnabas.coordinator.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void onlyHandlersAreKnownToTheDispatcher() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.barnabas.broker.config..",
                        "io.barnabas.broker.metadata..",
                        "io.barnabas.broker.partition..",
                        "io.barnabas.broker.fetch..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.barnabas.broker.handler..")
                .check(CLASSES);
    }

    @Test
    void handlersHoldNoState() {
        classes()
                .that()
                .implement(RequestHandler.class)
                .should()
                .haveOnlyFinalFields()
                .andShould()
                .haveModifier(JavaModifier.FINAL)
                .andShould()
                .haveSimpleNameEndingWith("Handler")
                .check(CLASSES);
    }

    @Test
    void nobodyLocks() {
        methods().should().notHaveModifier(JavaModifier.SYNCHRONIZED).check(CLASSES);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.concurrent.locks..")
                .check(CLASSES);
    }

    @Test
    void nobodyReadsTheSystemClock() {
        classes()
                .that(DescribedPredicate.not(resideInAPackage("io.barnabas.broker"))) // Barnabas injects the clock.
                .should(never(callMethodWhere(readsAClock())))
                .check(CLASSES);
    }

    @Test
    void nobodyPrintsButTheProgram() {
        noClasses()
                .that(DescribedPredicate.not(resideInAnyPackage("io.barnabas.broker", "io.barnabas.broker.logging")))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaMethodCall> readsAClock() {
        return new DescribedPredicate<>("reads the system clock or sleeps") {
            @Override
            public boolean test(JavaMethodCall call) {
                boolean ofClock = CLOCK_CALLS.contains(name(call))
                        && call.getTarget().getRawParameterTypes().isEmpty();
                return ofClock || name(call).equals("java.lang.Thread.sleep");
            }
        };
    }

    private static String name(JavaCall<?> call) {
        return call.getTargetOwner().getName() + "." + call.getName();
    }
}
