/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.change;

/** One life of an object. A name is no identity: the next object of that name has another uid. */
public record Identity(String namespace, String name, String uid) {

    /** An object outside of any namespace. */
    public static Identity ofCluster(String name, String uid) {
        return new Identity("", name, uid);
    }
}
