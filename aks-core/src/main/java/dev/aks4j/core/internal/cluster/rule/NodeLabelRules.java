package dev.aks4j.core.internal.cluster.rule;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.Set;

/** Labels and taints of nodes. */
public final class NodeLabelRules {

    private static final AzureError REFUSED = AzureError.answered(400, "BadRequest");
    private static final String NAME = "[A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?";
    private static final String DNS = "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";
    private static final String TAINT_KEY = "[a-zA-Z\\d][\\w\\-./]{0,252}";
    private static final String EFFECT = ":(NoSchedule|PreferNoSchedule|NoExecute)";
    private static final Set<String> BARE = Set.of("agentpool", "storageprofile", "storagetier", "accelerator");

    static final Rule<PoolIn> KEY = Rule.<PoolIn>error(
                    "AKS-POOL-050",
                    "A label's key is a name of at most 63 characters, after an optional DNS prefix of at most 253.")
            .prevents(REFUSED)
            .source("azure-cli, validate_nodepool_labels, 2026; Kubernetes labels")
            .check((in, findings) -> in.pool().labels().keySet().forEach(key -> {
                int slash = key.indexOf('/');
                String prefix = slash < 0 ? "a" : key.substring(0, slash);
                if (!key.substring(slash + 1).matches(NAME) || prefix.length() > 253 || !prefix.matches(DNS)) {
                    in.report(
                            findings,
                            "labels",
                            key,
                            "is not a label key",
                            "Use letters, digits, - _ . after an optional prefix such as example.com/.");
                }
            }));

    static final Rule<PoolIn> VALUE = Rule.<PoolIn>error(
                    "AKS-POOL-051",
                    "A label's value has at most 63 letters, digits, - _ . and begins and ends with a letter or digit.")
            .prevents(REFUSED)
            .source("azure-cli, validate_nodepool_labels, 2026; Kubernetes labels")
            .check((in, findings) -> in.pool().labels().forEach((key, value) -> {
                if (!value.isEmpty() && !value.matches(NAME)) {
                    in.report(
                            findings,
                            "labels." + key,
                            value,
                            "is not a label value",
                            "Use at most 63 letters, digits, - _ . with a letter or digit at both ends.");
                }
            }));

    static final Rule<PoolIn> RESERVED = Rule.<PoolIn>error(
                    "AKS-POOL-052",
                    "Labels of kubernetes.azure.com, kubernetes.io and k8s.io belong to the system, but for those of"
                            + " kubelet.kubernetes.io and node.kubernetes.io; node.kubernetes.io/instance-type is the"
                            + " system's too.")
            .prevents(REFUSED)
            .source("azure-aks-docs, use-labels, 2026; GitHub threads of Azure/AKS")
            .check((in, findings) -> in.pool().labels().forEach((key, value) -> {
                if (isReserved(key)) {
                    in.report(
                            findings,
                            "labels." + key,
                            value,
                            "is a label of the system",
                            "Use a prefix of your own, for example example.com/" + key.substring(key.indexOf('/') + 1)
                                    + ".");
                }
            }));

    static final Rule<PoolIn> TAINT = Rule.<PoolIn>error(
                    "AKS-POOL-053",
                    "A taint is key=value:effect with effect NoSchedule, PreferNoSchedule or NoExecute.")
            .prevents(REFUSED)
            .source("azure-cli, validate_nodepool_taints, 2026")
            .check((in, findings) -> in.pool().taints().forEach(taint -> {
                if (!taint.matches(TAINT_KEY + "(=([a-zA-Z\\d][\\w\\-.]{0,62})?)?" + EFFECT)) {
                    in.report(findings, "taints", taint, "is not a taint", "Write it as key=value:NoSchedule.");
                }
            }));

    static final Rule<PoolIn> TAINT_VALUE = Rule.<PoolIn>warning("AKS-POOL-055", "A taint has a value.")
            .source("azure-cli, validate_nodepool_taints, 2026, asks for one; Kubernetes does not, and no text says"
                    + " whether the service does")
            .check((in, findings) -> in.pool().taints().forEach(taint -> {
                if (taint.matches(TAINT_KEY + "=?" + EFFECT)) {
                    in.report(findings, "taints", taint, "has no value", "Write it as key=value:NoSchedule.");
                }
            }));

    static final Rule<PoolIn> TAINT_TWICE = Rule.<PoolIn>error(
                    "AKS-POOL-054", "A pool has one taint for each key and effect.")
            .prevents(REFUSED)
            .source("Kubernetes API validation of nodes")
            .check((in, findings) -> {
                List<String> keys = in.pool().taints().stream()
                        .map(taint -> taint.replaceFirst("=[^:]*", ""))
                        .toList();
                keys.stream()
                        .distinct()
                        .filter(key -> keys.stream().filter(key::equals).count() > 1)
                        .forEach(key -> in.report(findings, "taints", key, "is there twice", "Keep one of them."));
            });

    static final List<Rule<PoolIn>> ALL = List.of(KEY, VALUE, RESERVED, TAINT, TAINT_VALUE, TAINT_TWICE);

    private NodeLabelRules() {}

    private static boolean isReserved(String key) {
        int slash = key.indexOf('/');
        if (slash < 0) {
            return BARE.contains(key);
        }
        String prefix = key.substring(0, slash);
        boolean azure = prefix.equals("kubernetes.azure.com") || prefix.endsWith(".kubernetes.azure.com");
        boolean kubernetes = prefix.matches("(.*\\.)?(kubernetes\\.io|k8s\\.io)");
        if (key.equals("node.kubernetes.io/instance-type")) {
            return true;
        }
        boolean open = prefix.matches("(.*\\.)?(kubelet|node)\\.kubernetes\\.io");
        return azure || (kubernetes && !open);
    }
}
