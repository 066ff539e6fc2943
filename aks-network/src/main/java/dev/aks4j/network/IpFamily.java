package dev.aks4j.network;

/** A family of IP addresses. */
public enum IpFamily {
    /** 32-bit addresses. */
    IPV4("IPv4"),
    /** 128-bit addresses. */
    IPV6("IPv6");

    private final String value;

    IpFamily(String value) {
        this.value = value;
    }

    /** Returns the family as Azure and Kubernetes write it. */
    @Override
    public String toString() {
        return value;
    }
}
