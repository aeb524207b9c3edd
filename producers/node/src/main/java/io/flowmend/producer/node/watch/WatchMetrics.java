/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.watch;

/** What a watcher counts; the loop stays free of any metrics library. */
public interface WatchMetrics {

    void received(int events);

    void lost(long facts);

    void dumped();

    void read();

    void tracked(int entries);

    /** Addresses that lost their owner and are still watched. */
    void gone(int addresses);

    void sockets(int tracked);

    /** A look at the sockets of the node and its pods. */
    void looked();

    /** UDP sockets of a network namespace whose datagrams the kernel did not count for us. */
    void uncounted(int sockets);

    /** Counts nothing. */
    WatchMetrics NONE = new WatchMetrics() {
        @Override
        public void received(int events) {}

        @Override
        public void lost(long facts) {}

        @Override
        public void dumped() {}

        @Override
        public void read() {}

        @Override
        public void tracked(int entries) {}

        @Override
        public void gone(int addresses) {}

        @Override
        public void sockets(int tracked) {}

        @Override
        public void looked() {}

        @Override
        public void uncounted(int sockets) {}
    };
}
