/* Licensed under Apache-2.0. */
package io.flowmend.common.kafka;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.EOFException;
import java.io.IOException;
import java.util.Set;
import org.apache.avro.InvalidNumberEncodingException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;

/** Why a value could not be read: the registry could not be asked, or else the record is at fault, whatever was thrown. */
public record ReadFailure(RuntimeException thrown) {

    /** Credentials, and what passes; every other 4xx is the answer to a schema id that nobody has. */
    private static final Set<Integer> NO_ANSWER = Set.of(401, 403, 408, 429);

    private static final int SERVER_ERROR = 500;

    /** The record may be sound: it has to be read again. */
    public boolean isTheRegistrys() {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case RestClientException answer -> {
                    return answer.getStatus() >= SERVER_ERROR || NO_ANSWER.contains(answer.getStatus());
                }
                // Avro's own, for a body that ends too early or has no number where one must be.
                case EOFException _, InvalidNumberEncodingException _ -> {
                    return false;
                }
                case IOException _,
                        RetriableException _,
                        InterruptException _,
                        AuthenticationException _,
                        AuthorizationException _ -> {
                    return true;
                }
                default -> {
                    // look further down
                }
            }
        }
        return false;
    }

    /** What is wrong, for people. */
    public String reason() {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.equals(thrown) ? words(thrown) : words(thrown) + ": " + words(root);
    }

    private static String words(Throwable one) {
        return one.getMessage() == null ? one.getClass().getSimpleName() : one.getMessage();
    }
}
