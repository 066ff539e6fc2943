package dev.aks4j.tests.agreement;

import java.util.List;
import java.util.function.Predicate;

/**
 * Where rules and simulator differ on purpose, because official texts do; see docs/decisions/0007.
 *
 * @param id the row of the table in that decision
 * @param variation whether a variation brings the case about
 */
record Settled(String id, Predicate<String> variation) {

    static final List<Settled> ALL = List.of(
            new Settled("V1", name -> name.equals("version 1.34")),
            new Settled("N1", name -> name.equals("podCidr 10.244.0.1/16")),
            new Settled("N2", name -> name.startsWith("dnsServiceIP ")),
            new Settled("W1", name -> name.endsWith("osSKU Windows2022")),
            new Settled("C1", name -> name.matches("/properties/kubernetesVersion 1.35 to 1.3[78]")),
            new Settled("C2", name -> name.equals("pods become sandboxed")),
            new Settled("D1", name -> name.endsWith("drain 0")));

    /** Returns whether one variation or alteration is a settled case. */
    static boolean isIn(String name) {
        return ALL.stream().anyMatch(each -> each.variation().test(name));
    }

    /** Returns whether any of the variations brings a settled case about. */
    static boolean isIn(List<Variation> variations) {
        return variations.stream()
                .anyMatch(variation ->
                        ALL.stream().anyMatch(each -> each.variation().test(variation.name())));
    }
}
