package dev.aks4j.network.resource;

/** The protocol of a security rule. */
public enum SecurityProtocol {
    /** Every protocol. */
    ANY("*"),
    /** TCP. */
    TCP("Tcp"),
    /** UDP. */
    UDP("Udp"),
    /** ICMP. */
    ICMP("Icmp"),
    /** IPsec's encapsulating security payload. */
    ESP("Esp"),
    /** IPsec's authentication header. */
    AH("Ah");

    private final String value;

    SecurityProtocol(String value) {
        this.value = value;
    }

    boolean covers(SecurityProtocol other) {
        return this == ANY || this == other;
    }

    boolean meets(SecurityProtocol other) {
        return covers(other) || other == ANY;
    }

    /** Returns the value as Azure writes it. */
    @Override
    public String toString() {
        return value;
    }
}
