/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher.Action;
import io.fabric8.kubernetes.client.WatcherException;
import io.flowmend.producer.kubernetes.KubernetesAccess;
import io.flowmend.producer.kubernetes.canary.Canaries;
import io.flowmend.producer.kubernetes.canary.CanarySign;
import io.flowmend.producer.kubernetes.change.Kind;
import io.flowmend.producer.kubernetes.change.Publication;
import io.flowmend.producer.kubernetes.change.ServiceFacts;
import io.flowmend.producer.kubernetes.change.Tracker;
import io.flowmend.producer.kubernetes.config.CanaryConfig;
import io.flowmend.producer.kubernetes.health.KubernetesMetrics;
import io.flowmend.producer.kubernetes.health.Progress;
import io.flowmend.producer.kubernetes.mark.Mark;
import io.flowmend.producer.kubernetes.mark.Mark.Reason;
import io.flowmend.producer.kubernetes.mark.MarkRule;
import io.flowmend.producer.kubernetes.read.ServiceReader;
import io.flowmend.producer.kubernetes.support.Await;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TypeWatchTest {

    private static final Instant T0 = Instant.parse("2026-11-21T10:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(T0);
    private final ScriptedApi api = new ScriptedApi();
    private final List<Object> out = new CopyOnWriteArrayList<>();
    private final KubernetesClient nobody = KubernetesAccess.client(Config.empty());
    private final Progress progress = new Progress(T0, Set.of(), false);
    private final TypeWatch<Service, ServiceFacts> watch = watch();
    private final Thread thread = Thread.ofPlatform().daemon().unstarted(watch);

    @BeforeEach
    void start() {
        api.nextList("5", "more", service("a", "1", "x"));
        api.nextList("5", "", service("b", "2", "x"), canary());
        thread.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        watch.stop();
        assertThat(thread.join(Duration.ofSeconds(5))).as("it ends when told").isTrue();
        nobody.close();
    }

    @Test
    void itListsPageByPageAndWatchesFromThatVersionOn() throws Exception {
        api.nextWatch();

        assertThat(states()).containsExactly("a x relisted", "b x relisted");
        assertThat(api.watchedFrom()).containsExactly("5");
        assertThat(api.limits).containsExactly(500L, 500L);
    }

    @Test
    void aWatchThatEndsIsOpenedAtTheLastVersionSeenAndNothingIsListed() throws Exception {
        // Given
        var first = api.nextWatch();
        first.eventReceived(Action.MODIFIED, service("a", "7", "y"));
        // When
        first.onClose(new WatcherException("reset by peer"));
        // Then
        api.nextWatch().eventReceived(Action.DELETED, service("b", "9", "x"));
        until(() -> out.size() == 5);
        assertThat(states()).containsExactly("a x relisted", "b x relisted", "a y", "b x final", "end default/b/b");
        assertThat(api.watchedFrom()).containsExactly("5", "7");
    }

    @Test
    void aVersionThatIsGoneMeansAListAndAnUnknownInterval() throws Exception {
        // Given
        var first = api.nextWatch();
        first.eventReceived(Action.BOOKMARK, service("", "6", ""));
        until(() -> !marks().isEmpty());
        api.nextList("50", "", service("a", "40", "z"));
        // When
        first.onClose(new WatcherException("too old", new KubernetesClientException("too old", 410, null)));
        var second = api.nextWatch();
        now.set(T0.plusSeconds(10));
        second.eventReceived(Action.BOOKMARK, service("", "60", ""));
        until(() -> marks().size() == 2);
        // Then
        assertThat(api.watchedFrom()).containsExactly("5", "50");
        assertThat(states()).endsWith("b x final relisted", "end default/b/b", "a z relisted");
        assertThat(marks().get(1).gap()).contains(new Mark.Gap(T0.minusSeconds(90), T0.plusSeconds(10), Reason.RELIST));
    }

    @Test
    void whatComesBeforeTheSignOfLifeIsWrittenBeforeTheMark() throws Exception {
        // Given
        var first = api.nextWatch();
        // When
        first.eventReceived(Action.ADDED, service("c", "7", "x"));
        first.eventReceived(Action.BOOKMARK, service("", "8", ""));
        first.eventReceived(Action.ADDED, service("d", "9", "x"));
        until(() -> out.size() == 5);
        // Then
        assertThat(out.get(2)).isInstanceOf(Publication.State.class);
        assertThat(out.get(3)).isInstanceOf(Mark.class);
        assertThat(out.get(4)).isInstanceOf(Publication.State.class);
    }

    @Test
    void aSilentWatchIsOpenedAgain() throws Exception {
        // Given
        api.nextWatch().eventReceived(Action.ADDED, service("c", "7", "x"));
        until(() -> out.size() == 3);
        // When
        now.set(T0.plus(Vigil.SILENCE).plusMillis(1));
        // Then
        api.nextWatch();
        assertThat(api.watchedFrom()).containsExactly("5", "7");
    }

    @Test
    void anApiServerThatRefusesIsAskedUntilItAnswers() throws Exception {
        // Given
        var first = api.nextWatch();
        api.nextListFails(403);
        api.nextListFails(500);
        api.nextList("70", "", service("a", "1", "x"), service("b", "2", "x"));
        // When
        first.onClose(new WatcherException("too old", new KubernetesClientException("too old", 410, null)));
        // Then
        until(() -> progress.ready().detail().contains("services: scripted"));
        api.nextWatch();
        until(() -> !progress.ready().detail().contains("services"));
    }

    private List<Mark> marks() {
        return out.stream().filter(Mark.class::isInstance).map(Mark.class::cast).toList();
    }

    private List<String> states() {
        return out.stream()
                .filter(Publication.class::isInstance)
                .map(Publication.class::cast)
                .map(TypeWatchTest::text)
                .toList();
    }

    private static String text(Publication publication) {
        return switch (publication) {
            case Publication.State state ->
                state.facts().identity().name() + " " + state.facts().labels().get("l")
                        + (state.deleted() ? " final" : "") + (state.relisted() ? " relisted" : "");
            case Publication.Tombstone end -> "end " + end.path();
        };
    }

    private static Service service(String name, String version, String label) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName(name)
                .withUid(name)
                .withResourceVersion(version)
                .addToLabels("l", label)
                .endMetadata()
                .build();
    }

    private static Service canary() {
        var canary = service("canary", "3", "x");
        canary.getMetadata().getLabels().put(CanarySign.LABEL, "true");
        return canary;
    }

    private static void until(java.util.function.BooleanSupplier happened) throws InterruptedException {
        Await.until(Duration.ofSeconds(10), happened, () -> "see the test");
    }

    private TypeWatch<Service, ServiceFacts> watch() {
        InstantSource clock = now::get;
        var metrics = new KubernetesMetrics(new SimpleMeterRegistry(), clock);
        var none = new CanaryConfig(false, "default", Optional.empty());
        var canaries = Canaries.loop(nobody, none, "t", clock, progress, metrics);
        return new TypeWatch<>(
                new Source<>(Kind.SERVICE, api, api, ServiceReader::read),
                new Tracker<>(),
                new MarkRule(Optional.empty()),
                new Outlet() {
                    @Override
                    public void publish(List<Publication> publications) {
                        out.addAll(publications);
                    }

                    @Override
                    public void mark(Mark mark) {
                        out.add(mark);
                    }
                },
                new TypeWatch.Surroundings(clock, canaries, progress, metrics, 500));
    }
}
