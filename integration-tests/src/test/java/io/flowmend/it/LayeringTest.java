/* Licensed under Apache-2.0. */
package io.flowmend.it;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may see whom. A forbidden import fails the build here; the last test proves that it would. */
class LayeringTest {

    private static final JavaClasses FLOWMEND = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.flowmend");

    private static final ArchRule PURE_CORE = classes()
            .that()
            .resideInAPackage("io.flowmend.streams.order..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "io.flowmend.streams.order..")
            .because("the ordering core must run in a simulator, without Kafka, threads or clocks");

    private static final ArchRule PURE_RULES = classes()
            .that()
            .resideInAPackage("io.flowmend.streams.detector..")
            .or()
            .resideInAPackage("io.flowmend.streams.service..")
            .or()
            .resideInAPackage("io.flowmend.streams.ownership..")
            .or()
            .resideInAPackage("io.flowmend.streams.node..")
            .or()
            .resideInAPackage("io.flowmend.streams.knownissue..")
            .or()
            .resideInAPackage("io.flowmend.streams.planner..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "io.flowmend.streams.detector..",
                    "io.flowmend.streams.service..",
                    "io.flowmend.streams.ownership..",
                    "io.flowmend.streams.node..",
                    "io.flowmend.streams.knownissue..",
                    "io.flowmend.streams.planner..",
                    "io.flowmend.streams.order..")
            .because("a rule compiles without Kafka, Avro or a logger on its class path");

    private static final ArchRule NO_CLOCK_IN_RULES = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.flowmend.streams.order..",
                    "io.flowmend.streams.detector..",
                    "io.flowmend.streams.service..",
                    "io.flowmend.streams.ownership..",
                    "io.flowmend.streams.node..",
                    "io.flowmend.streams.knownissue..",
                    "io.flowmend.streams.planner..")
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .because("rules never read a clock: time is an argument (design, section 4)");

    private static final ArchRule AVRO_STOPS_AT_THE_EDGE = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.flowmend.producer.node.sample..",
                    "io.flowmend.producer.node.probe..",
                    "io.flowmend.producer.node.watch..",
                    "io.flowmend.producer.kubernetes.change..",
                    "io.flowmend.producer.kubernetes.mark..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.avro..")
            .because("generated classes stop where records are written and read");

    private static final ArchRule SCHEMAS_STAND_ALONE = noClasses()
            .that()
            .resideInAPackage("io.flowmend.schemas..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.flowmend.common..", "io.flowmend.streams..", "io.flowmend.producer..", "io.flowmend.local..")
            .because("the contract depends on nothing of ours");

    private static final ArchRule PROCESSES_MEET_IN_TOPICS = noClasses()
            .that()
            .resideInAnyPackage("io.flowmend.producer..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.flowmend.streams..", "io.flowmend.local..")
            .because("processes know each other by the topics only");

    private static final ArchRule EXECUTOR_STANDS_ALONE = noClasses()
            .that()
            .resideInAPackage("io.flowmend.remediation..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.flowmend.streams..", "io.flowmend.producer..", "io.flowmend.local..")
            .because("what changes a node knows the rest by the topics only");

    private static final ArchRule OBSERVING_CANNOT_ACT = noClasses()
            .that()
            .resideInAPackage("io.flowmend.producer.node..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName(ProcessBuilder.class.getName())
            .because("the agent that observes changes nothing and starts no helper");

    private static final ArchRule OBSERVING_CANNOT_ORDER = noClasses()
            .that()
            .resideInAPackage("io.flowmend.producer..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.flowmend.kernel.act..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.flowmend.kernel.netlink.Order")
            .because("the agent that observes has no path to a message that changes the node");

    private static final ArchRule ORDERS_ARE_GIVEN_IN_ONE_PLACE = noClasses()
            .that()
            .resideOutsideOfPackages("io.flowmend.kernel.act..", "io.flowmend.kernel.netlink..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.flowmend.kernel.netlink.Order")
            .because("what changes a node is in one package that can be read in one go");

    private static final ArchRule ONLY_THE_EXECUTOR_ACTS = noClasses()
            .that()
            .resideOutsideOfPackages("io.flowmend.kernel.act..", "io.flowmend.remediation.node..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.flowmend.kernel.act..")
            .because("everything before the executor's hands only reads");

    private static final ArchRule PROCESSORS_SEE_NO_KAFKA_CLIENT = noClasses()
            .that()
            .resideInAPackage("io.flowmend.streams.topology..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka.clients.producer..", "org.apache.kafka.clients.consumer..")
            .because("what a stage sends is part of its transaction");

    @TestFactory
    Stream<DynamicTest> everyLayerSeesWhatItMay() {
        return Stream.of(
                        PURE_CORE,
                        PURE_RULES,
                        NO_CLOCK_IN_RULES,
                        AVRO_STOPS_AT_THE_EDGE,
                        SCHEMAS_STAND_ALONE,
                        PROCESSES_MEET_IN_TOPICS,
                        EXECUTOR_STANDS_ALONE,
                        OBSERVING_CANNOT_ACT,
                        OBSERVING_CANNOT_ORDER,
                        ORDERS_ARE_GIVEN_IN_ONE_PLACE,
                        ONLY_THE_EXECUTOR_ACTS,
                        PROCESSORS_SEE_NO_KAFKA_CLIENT)
                .map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(FLOWMEND)));
    }

    @Test
    void theExecutorWouldBeCaughtIfItWereAnObserver() {
        var forbidden = noClasses()
                .that()
                .resideInAPackage("io.flowmend.remediation.node..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.flowmend.kernel.act..");
        assertThatThrownBy(() -> forbidden.check(FLOWMEND)).isInstanceOf(AssertionError.class);
    }

    @Test
    void aForbiddenImportIsCaught() {
        var forbidden = noClasses()
                .that()
                .resideInAPackage("io.flowmend.streams.topology..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.flowmend.streams.order..");
        assertThatThrownBy(() -> forbidden.check(FLOWMEND)).isInstanceOf(AssertionError.class);
    }
}
