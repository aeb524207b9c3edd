/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.canary;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.flowmend.producer.kubernetes.change.Kind;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.HashMap;
import java.util.Objects;
import java.util.Optional;

/**
 * The canary of one type.
 *
 * @param object what it looks like; of the producer's own Pod only namespace and name
 * @param ours whether we create and remove it
 */
record Canary(Kind kind, HasMetadata object, boolean ours) {

    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

    /** The stamp that came back, if this is the canary. */
    Optional<Instant> stampOf(HasMetadata seen) {
        var meta = seen.getMetadata();
        var same = Objects.equals(meta.getName(), object.getMetadata().getName())
                && Objects.equals(meta.getNamespace(), object.getMetadata().getNamespace());
        return same ? CanarySign.stamp(seen) : Optional.empty();
    }

    /** Patches it, or creates it if it is not there. */
    void send(KubernetesClient client, Instant stamp) {
        try {
            annotate(client, "\"" + CanarySign.write(stamp) + "\"");
        } catch (KubernetesClientException failed) {
            if (!ours || failed.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw failed;
            }
            client.resource(stamped(client, stamp)).create();
        }
    }

    /** Takes it away; from our own Pod only the stamp. */
    void remove(KubernetesClient client) {
        if (ours) {
            client.resource(object).withGracePeriod(0).delete();
        } else {
            annotate(client, "null");
        }
    }

    private void annotate(KubernetesClient client, String json) {
        client.resource(object)
                .patch(MERGE, "{\"metadata\":{\"annotations\":{\"" + CanarySign.STAMP + "\":" + json + "}}}");
    }

    private HasMetadata stamped(KubernetesClient client, Instant stamp) {
        var copy = client.getKubernetesSerialization().clone(object);
        var annotations = new HashMap<String, String>();
        annotations.put(CanarySign.STAMP, CanarySign.write(stamp));
        copy.getMetadata().setAnnotations(annotations);
        return copy;
    }
}
