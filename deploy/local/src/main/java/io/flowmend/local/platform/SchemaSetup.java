/* Licensed under Apache-2.0. */
package io.flowmend.local.platform;

import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.flowmend.common.cli.StartupFailure;
import io.flowmend.schemas.Registration;
import java.io.IOException;
import java.util.Map;

/** Fills a registry with the catalogue's schemas, and makes it refuse what old readers or records could not stand. */
public final class SchemaSetup {

    private static final int CACHE = 100;

    /** A request that is not answered in this time is sent anew; the client itself would wait for a minute, four times. */
    private static final Map<String, Integer> PATIENCE = Map.of("http.read.timeout.ms", 10_000);

    /** @throws StartupFailure if the registry cannot be reached or refuses a schema */
    public static void apply(String url, String topicPrefix) {
        try (var client = new CachedSchemaRegistryClient(url, CACHE, PATIENCE)) {
            client.updateCompatibility(null, Registration.COMPATIBILITY);
            Registration.registerAll(client, topicPrefix);
        } catch (RestClientException refused) {
            throw new StartupFailure("the schema registry " + url + " refuses a schema: " + refused.getMessage());
        } catch (IOException unreachable) {
            throw new StartupFailure("the schema registry " + url + " cannot be reached: " + unreachable.getMessage());
        }
    }

    private SchemaSetup() {}
}
