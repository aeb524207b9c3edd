/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.publish;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.EOFException;
import java.io.IOException;
import java.net.HttpURLConnection;
import org.jspecify.annotations.Nullable;

/**
 * Tells a registry that does not answer from a record that cannot be read: to skip records because of the former would
 * forget objects whose end must be told.
 */
final class RegistryTrouble {

    static boolean in(@Nullable Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RestClientException answer) {
                return answer.getStatus() != HttpURLConnection.HTTP_NOT_FOUND;
            }
            if (cause instanceof IOException && !(cause instanceof EOFException)) {
                return true;
            }
        }
        return false;
    }

    private RegistryTrouble() {}
}
