package dev.aks4j.tests.architecture.wrong.core.arm;

/** One half of a circle, and an arrow up. */
public final class Pipeline {
    Object beside = new dev.aks4j.tests.architecture.wrong.core.auth.Token();
    Object above = new dev.aks4j.tests.architecture.wrong.core.cluster.Specification();
}
