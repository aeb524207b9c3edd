/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.dsl.Listable;
import io.fabric8.kubernetes.client.dsl.Watchable;
import io.flowmend.producer.kubernetes.change.Facts;
import io.flowmend.producer.kubernetes.change.Kind;
import io.flowmend.producer.kubernetes.change.Observed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Where one type comes from.
 *
 * @param lister all objects of the type in all namespaces
 * @param watcher the same, as a watch
 * @param reader picks the facts that we carry
 */
public record Source<T extends HasMetadata, F extends Facts>(
        Kind kind, Listable<? extends KubernetesResourceList<T>> lister, Watchable<T> watcher, Function<T, F> reader) {

    /** The API server ends a watch after this time; it sends a bookmark just before. */
    private static final Duration WATCH_LENGTH = Duration.ofMinutes(5);

    /** The whole state at one version. */
    record Listing<T>(List<T> objects, String resourceVersion) {}

    Observed<F> observe(T object) {
        return new Observed<>(reader.apply(object), object.getMetadata().getResourceVersion());
    }

    /** A consistent read, page by page; each page holds for the version of the first. */
    Listing<T> list(int pageSize) {
        var objects = new ArrayList<T>();
        var options = new ListOptionsBuilder().withLimit((long) pageSize).build();
        while (true) {
            var page = lister.list(options);
            objects.addAll(page.getItems());
            var next = page.getMetadata().getContinue();
            if (next == null || next.isEmpty()) {
                return new Listing<>(objects, page.getMetadata().getResourceVersion());
            }
            options = new ListOptionsBuilder()
                    .withLimit((long) pageSize)
                    .withContinue(next)
                    .build();
        }
    }

    Watch watch(String from, Watcher<T> signals) {
        ListOptions options = new ListOptionsBuilder()
                .withResourceVersion(from)
                .withAllowWatchBookmarks(true)
                .withTimeoutSeconds(WATCH_LENGTH.toSeconds())
                .build();
        return watcher.watch(options, signals);
    }
}
