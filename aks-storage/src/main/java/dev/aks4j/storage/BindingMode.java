package dev.aks4j.storage;

/** When a volume is made for a claim. */
public enum BindingMode {
    /** As soon as the claim exists. */
    IMMEDIATE("Immediate"),
    /** When a pod uses the claim, in the zone of its node. */
    WAIT_FOR_FIRST_CONSUMER("WaitForFirstConsumer");

    private final String value;

    BindingMode(String value) {
        this.value = value;
    }

    /** Returns the value as Kubernetes writes it. */
    @Override
    public String toString() {
        return value;
    }
}
