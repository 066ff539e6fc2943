package dev.aks4j.network.ingress;

import static dev.aks4j.core.model.AzureError.answered;

import dev.aks4j.core.model.Rule;
import java.util.List;

/** Forms of names and hosts in Kubernetes, and the rules that all objects of ingress have. */
final class IngressNames {

    static final String GATEWAY_API =
            "Gateway API, its CustomResourceDefinitions of the standard channel, v1.4.1 and v1.5.1";
    static final String KUBERNETES = "Kubernetes API reference, Ingress v1, 1.36";

    private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final String SUBDOMAIN = LABEL + "(\\." + LABEL + ")*";

    static final Rule<IngressObject> NAME = Rule.<IngressObject>error(
                    "AKS-ING-001", "A name has 1-253 lower-case letters, digits, hyphens and dots.")
            .prevents(answered(422, "Invalid"))
            .source(KUBERNETES)
            .check((object, findings) -> {
                if (!isSubdomain(object.name())) {
                    findings.report(
                            "name",
                            object.name(),
                            "is not a name",
                            "Use 1-253 lower-case letters, digits, '-' or '.', beginning and ending with a letter or digit.");
                }
            });

    static final Rule<IngressObject> NAMESPACE = Rule.<IngressObject>error(
                    "AKS-ING-002", "A namespace has 1-63 lower-case letters, digits and hyphens.")
            .prevents(answered(422, "Invalid"))
            .source(KUBERNETES)
            .check((object, findings) -> object.namespace()
                    .filter(namespace -> !isLabel(namespace))
                    .ifPresent(namespace -> findings.report(
                            "namespace",
                            namespace,
                            "is not the name of a namespace",
                            "Use 1-63 lower-case letters, digits and hyphens, for example shop.")));

    static final List<Rule<IngressObject>> ALL = List.of(NAME, NAMESPACE);

    private IngressNames() {}

    static boolean isLabel(String text) {
        return text.length() <= 63 && text.matches(LABEL);
    }

    static boolean isSubdomain(String text) {
        return text.length() <= 253 && text.matches(SUBDOMAIN);
    }

    /** Whether it is the name of a host, with or without a star in place of its first label. */
    static boolean isHost(String text) {
        return text.length() <= 253 && text.matches("(\\*\\.)?" + SUBDOMAIN);
    }

    /** Whether it looks like an address, which the API takes for a host and controllers do not. */
    static boolean isAddress(String text) {
        return text.matches("[0-9.]+") || text.contains(":");
    }

    static boolean isPort(int number) {
        return number >= 1 && number <= 65_535;
    }

    static boolean isVaultObject(String uri) {
        return uri.matches(
                "https://[A-Za-z0-9-]{3,24}\\.vault\\.[a-z.]+(:443)?/(certificates|secrets)/[A-Za-z0-9-]{1,127}(/[0-9a-f]{32})?");
    }

    /** Whether a request for a host can meet both: equal, or one below the domain of the other's star. */
    static boolean meet(String host, String other) {
        if (host.equals(other)) {
            return true;
        }
        if (host.startsWith("*.") && other.startsWith("*.")) {
            return host.endsWith(other.substring(1)) || other.endsWith(host.substring(1));
        }
        return host.startsWith("*.") && isBelow(other, host) || other.startsWith("*.") && isBelow(host, other);
    }

    private static boolean isBelow(String host, String star) {
        return host.endsWith(star.substring(1)) && host.length() > star.length() - 1;
    }
}
