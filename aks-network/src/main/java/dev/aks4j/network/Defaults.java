package dev.aks4j.network;

import dev.aks4j.core.model.Cidr;
import java.util.List;

/** The ranges that Azure chooses where a spec says nothing. */
final class Defaults {

    static final String DNS = "10.0.0.10";

    private Defaults() {}

    static List<Cidr> services(List<IpFamily> families) {
        return of(families, "10.0.0.0/16", "fd12:3456:789a:1::/108");
    }

    static List<Cidr> pods(List<IpFamily> families) {
        return of(families, "10.244.0.0/16", "fd12:3456:789a::/64");
    }

    private static List<Cidr> of(List<IpFamily> families, String four, String six) {
        return families.stream()
                .map(family -> Cidr.parse(family == IpFamily.IPV4 ? four : six))
                .toList();
    }
}
