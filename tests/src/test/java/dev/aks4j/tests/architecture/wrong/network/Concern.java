package dev.aks4j.tests.architecture.wrong.network;

/** Knows another concern, and reads the clock. */
public final class Concern {
    Class<?> other = dev.aks4j.tests.architecture.wrong.storage.Concern.class;

    long now() {
        return System.currentTimeMillis();
    }
}
