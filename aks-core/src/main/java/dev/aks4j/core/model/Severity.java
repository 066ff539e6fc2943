package dev.aks4j.core.model;

/** How much a {@link Problem} matters. */
public enum Severity {
    /** Azure refuses this, or the cluster would not work. Nothing is sent. */
    ERROR,
    /** Azure accepts this, but its own documents advise against it or contradict each other. Reported, not refused. */
    WARNING
}
