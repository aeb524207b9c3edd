/* Licensed under Apache-2.0. */
package io.flowmend.local.platform;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * A second door of the broker that demands TLS and a password (SASL_SSL, PLAIN): what a broker in production asks for.
 *
 * @param keystore PKCS12 with the broker's key and certificate
 * @param users password by name
 */
public record SecureListener(Path keystore, String keystorePassword, Map<String, String> users) {

    static final String NAME = "SECURE";

    public SecureListener {
        users = Map.copyOf(users);
    }

    void addTo(Properties properties) {
        var prefix = "listener.name.secure.";
        properties.put("ssl.keystore.type", "PKCS12");
        properties.put("ssl.keystore.location", keystore.toString());
        properties.put("ssl.keystore.password", keystorePassword);
        properties.put("ssl.key.password", keystorePassword);
        properties.put(prefix + "sasl.enabled.mechanisms", "PLAIN");
        properties.put(
                prefix + "plain.sasl.jaas.config",
                users.entrySet().stream()
                        .map(user -> "user_" + user.getKey() + "=\"" + user.getValue() + "\"")
                        .sorted()
                        .collect(Collectors.joining(
                                " ", "org.apache.kafka.common.security.plain.PlainLoginModule required ", ";")));
    }
}
