package dev.aks4j.tests.architecture.wrong.storage;

/** Knows another concern, and sleeps. */
public final class StorageConcern {
    Class<?> other = dev.aks4j.tests.architecture.wrong.identity.IdentityConcern.class;

    void pause() throws InterruptedException {
        Thread.sleep(1);
    }

    Class<?> hidden = dev.aks4j.tests.architecture.wrong.core.internal.model.Hidden.class;
}
