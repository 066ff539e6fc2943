package dev.aks4j.core.cluster.setting;

/** How the managed ingress controller is reached. */
public enum IngressControllerType {
    /** By a public address, unless annotations say otherwise; the default. */
    ANNOTATION_CONTROLLED("AnnotationControlled"),
    /** By a public address. */
    EXTERNAL("External"),
    /** By a private address. */
    INTERNAL("Internal"),
    /** Not at all: no controller is made without being asked. */
    NONE("None");

    private final String value;

    IngressControllerType(String value) {
        this.value = value;
    }

    /** Returns Azure's word for it. */
    public String value() {
        return value;
    }
}
