/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.publish;

/** What is counted on the way to and from Kafka. */
public interface PublishMetrics {

    /** A fact was acknowledged. */
    void published();

    /** A service record could not be read. */
    void serviceSkipped();

    /** A pod record could not be read. */
    void podSkipped();
}
