package dev.aks4j.storage;

/** Whether something can be reached over public networks. */
public enum PublicNetworkAccess {
    /** From everywhere that its own rules let in. */
    ENABLED("Enabled"),
    /** From nowhere; over private endpoints only. */
    DISABLED("Disabled"),
    /** As a network security perimeter says; storage accounts only. */
    SECURED_BY_PERIMETER("SecuredByPerimeter");

    private final String value;

    PublicNetworkAccess(String value) {
        this.value = value;
    }

    /** Returns the value as Azure and the drivers take it. */
    @Override
    public String toString() {
        return value;
    }
}
