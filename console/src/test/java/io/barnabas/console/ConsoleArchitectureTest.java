// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** The house rules of ARCHITECTURE.md for the console: it looks at the broker through its view, and keeps no time and no locks. */
class ConsoleArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.barnabas");

    @Test
    void nothingKnowsTheConsole() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.barnabas.console..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.barnabas.console..")
                .check(CLASSES);
    }

    @Test
    void theConsoleChangesNothingButByRequests() {
        noClasses()
                .that()
                .resideInAPackage("io.barnabas.console..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.barnabas.coordinator..",
                        "io.barnabas.broker.handler..",
                        "io.barnabas.broker.coordination..")
                .check(CLASSES);
    }

    @Test
    void packagesOfTheConsoleHaveNoCycles() {
        slices().matching("io.barnabas.console.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void nobodyLocksOrReadsTheSystemClock() {
        var ofConsole = noClasses().that().resideInAPackage("io.barnabas.console..");
        ofConsole
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.concurrent.locks..")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(InstantSource.class, "system")
                .check(CLASSES);
    }
}
