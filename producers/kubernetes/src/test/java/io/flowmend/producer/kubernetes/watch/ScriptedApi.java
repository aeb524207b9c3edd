/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.watch;

import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceList;
import io.fabric8.kubernetes.api.model.ServiceListBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.dsl.Listable;
import io.fabric8.kubernetes.client.dsl.Watchable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An API server whose answers the test writes: pages of lists, and watches that it feeds by hand. */
final class ScriptedApi implements Listable<ServiceList>, Watchable<Service> {

    private final Queue<Object> lists = new ArrayDeque<>();
    private final BlockingQueue<Watcher<Service>> opened = new LinkedBlockingQueue<>();
    final List<String> watchedFrom = new ArrayList<>();
    final List<Long> limits = new ArrayList<>();

    synchronized void nextList(String version, String more, Service... services) {
        lists.add(new ServiceListBuilder()
                .withNewMetadata()
                .withResourceVersion(version)
                .withContinue(more)
                .endMetadata()
                .withItems(services)
                .build());
    }

    synchronized void nextListFails(int code) {
        lists.add(new KubernetesClientException("scripted", code, null));
    }

    Watcher<Service> nextWatch() throws InterruptedException {
        var watcher = opened.poll(10, TimeUnit.SECONDS);
        if (watcher == null) {
            throw new AssertionError("no watch was opened");
        }
        return watcher;
    }

    synchronized List<String> watchedFrom() {
        return List.copyOf(watchedFrom);
    }

    @Override
    public ServiceList list() {
        throw new AssertionError("lists are asked for in pages");
    }

    @Override
    @Deprecated
    public ServiceList list(Integer limit, String more) {
        throw new AssertionError("lists are asked for with options");
    }

    @Override
    public synchronized ServiceList list(ListOptions options) {
        limits.add(options.getLimit());
        var next = lists.poll();
        if (next instanceof KubernetesClientException failure) {
            throw failure;
        }
        if (next instanceof ServiceList list) {
            return list;
        }
        throw new AssertionError("a list that the test does not expect");
    }

    @Override
    public synchronized Watch watch(ListOptions options, Watcher<Service> watcher) {
        if (!Boolean.TRUE.equals(options.getAllowWatchBookmarks())) {
            throw new AssertionError("without bookmarks nodes have no watermark");
        }
        watchedFrom.add(options.getResourceVersion());
        opened.add(watcher);
        return () -> {};
    }

    @Override
    public Watch watch(Watcher<Service> watcher) {
        throw new AssertionError("a watch without a version begins anywhere");
    }

    @Override
    @Deprecated
    public Watch watch(String version, Watcher<Service> watcher) {
        throw new AssertionError("a watch without options has no bookmarks");
    }
}
