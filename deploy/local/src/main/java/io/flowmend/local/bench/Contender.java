/* Licensed under Apache-2.0. */
package io.flowmend.local.bench;

/** Something that reads the input topics from their beginning, under an application id of its own. */
interface Contender {

    /** Begins with empty state. */
    Running start(String applicationId);

    /** One life of it. */
    interface Running extends AutoCloseable {

        /** True once every task is assigned. */
        boolean ready();

        /** False once it has failed. */
        boolean healthy();

        @Override
        void close();
    }
}
