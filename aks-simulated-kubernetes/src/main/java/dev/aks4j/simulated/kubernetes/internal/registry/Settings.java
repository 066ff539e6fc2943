package dev.aks4j.simulated.kubernetes.internal.registry;

/**
 * What one cluster is made with.
 *
 * @param version the version of the control plane, such as {@code 1.35.2}
 * @param serviceCidr where services get their addresses, such as {@code 10.0.0.0/16}
 * @param dnsServiceIp the address of the DNS service, such as {@code 10.0.0.10}
 * @param podCidr where pods get their addresses, such as {@code 10.244.0.0/16}
 * @param certificateAuthority the certificate of the authority that vouches for the API server, as PEM; empty if there
 *     is none
 */
public record Settings(
        String version, String serviceCidr, String dnsServiceIp, String podCidr, String certificateAuthority) {

    /** Returns the same settings with another version. */
    public Settings withVersion(String newVersion) {
        return new Settings(newVersion, serviceCidr, dnsServiceIp, podCidr, certificateAuthority);
    }
}
