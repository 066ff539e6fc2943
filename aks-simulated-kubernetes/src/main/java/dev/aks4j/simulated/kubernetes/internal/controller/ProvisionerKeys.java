package dev.aks4j.simulated.kubernetes.internal.controller;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The keys of a storage class that the provisioner reads itself, and takes out before it asks a driver. Stateless. */
final class ProvisionerKeys {

    private static final String PREFIX = "csi.storage.k8s.io/";
    private static final List<String> SECRETS = List.of(
            "secret",
            "provisioner-secret",
            "controller-publish-secret",
            "controller-expand-secret",
            "node-stage-secret",
            "node-publish-secret",
            "node-expand-secret");
    private static final Set<String> KNOWN = Stream.concat(
                    Stream.of("fstype"), SECRETS.stream().flatMap(one -> Stream.of(one + "-name", one + "-namespace")))
            .map(PREFIX::concat)
            .collect(Collectors.toUnmodifiableSet());

    private ProvisionerKeys() {}

    /** Returns what the provisioner says of a key of its own that it does not know. */
    static Optional<String> unknown(Map<String, String> parameters) {
        return new TreeMap<>(parameters)
                .keySet().stream()
                        .filter(key -> key.startsWith(PREFIX) && !KNOWN.contains(key))
                        .map(key -> "failed to strip CSI Parameters of prefixed keys: found unknown parameter key \""
                                + key + "\" with reserved namespace " + PREFIX)
                        .findFirst();
    }

    /** Returns what the driver is asked with. */
    static Map<String, String> without(Map<String, String> parameters) {
        Map<String, String> rest = new LinkedHashMap<>(parameters);
        rest.keySet().removeIf(key -> key.startsWith(PREFIX));
        return rest;
    }
}
