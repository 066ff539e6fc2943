package dev.aks4j.tests.architecture.wrong.network;

/** Knows another concern, and reads the clock. */
public final class NetworkConcern {
    Class<?> other = dev.aks4j.tests.architecture.wrong.storage.StorageConcern.class;

    long now() {
        return System.currentTimeMillis();
    }
}
