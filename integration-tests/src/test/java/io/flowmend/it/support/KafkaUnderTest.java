/* Licensed under Apache-2.0. */
package io.flowmend.it.support;

import io.flowmend.local.platform.EmbeddedBroker;
import io.flowmend.local.platform.StateFolder;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** A broker for tests that must hold on any: Testcontainers' where Docker answers, the one in this process elsewhere. */
public sealed interface KafkaUnderTest extends AutoCloseable {

    String IMAGE = "apache/kafka:4.3.1";

    String bootstrap();

    @Override
    void close();

    static KafkaUnderTest start() {
        var kafka = DockerClientFactory.instance().isDockerAvailable() ? inContainer() : inProcess();
        System.out.println("KAFKA: " + kafka);
        return kafka;
    }

    /** The image of the project itself. */
    record InContainer(KafkaContainer container) implements KafkaUnderTest {
        @Override
        public String bootstrap() {
            return container.getBootstrapServers();
        }

        @Override
        public void close() {
            container.close();
        }
    }

    /** The broker of {@code up}. */
    record InProcess(StateFolder folder, EmbeddedBroker broker) implements KafkaUnderTest {
        @Override
        public String bootstrap() {
            return broker.bootstrap();
        }

        @Override
        public void close() {
            broker.close();
            folder.close();
        }
    }

    static KafkaUnderTest inProcess() {
        var folder = StateFolder.temporary();
        return new InProcess(folder, EmbeddedBroker.start(folder.broker(), 0));
    }

    private static KafkaUnderTest inContainer() {
        var container = new KafkaContainer(IMAGE).withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
        container.start();
        return new InContainer(container);
    }
}
