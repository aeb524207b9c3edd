/* Licensed under Apache-2.0. */
package io.flowmend.schemas;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaUtils;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** Puts the schemas of the catalogue into a registry; processes look them up and never register on their own. */
public final class Registration {

    /** Every reader of any version reads every record of any other version (design, section 3). */
    public static final String COMPATIBILITY = "FULL_TRANSITIVE";

    /**
     * Registers each value schema and demands {@link #COMPATIBILITY} of its subject. Repeating it changes nothing.
     *
     * @throws RestClientException if the registry refuses a schema, e.g. because it is not compatible (HTTP 409)
     * @throws IOException if the registry cannot be reached
     */
    public static void registerAll(SchemaRegistryClient registry, String topicPrefix)
            throws IOException, RestClientException {
        for (var topic : Topics.all()) {
            var subject = topic.subject(topicPrefix);
            registry.register(subject, new AvroSchema(portable(topic.value())));
            registry.updateCompatibility(subject, COMPATIBILITY);
        }
    }

    /** The schema as the serializers write it: without the properties that only generated Java code reads. */
    public static Schema portable(Schema schema) {
        return AvroSchemaUtils.getSchema(new GenericData.Record(schema), false, false, true);
    }

    private Registration() {}
}
