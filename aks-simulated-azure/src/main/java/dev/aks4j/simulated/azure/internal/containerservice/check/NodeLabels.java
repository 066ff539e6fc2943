package dev.aks4j.simulated.azure.internal.containerservice.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.containerservice.PoolWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The form of labels, and the namespaces that are not the user's. */
final class NodeLabels implements PoolCheck {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?");
    private static final Pattern PREFIX = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
    private static final Set<String> SPOT = Set.of("kubernetes.azure.com/scalesetpriority=spot");

    private static Optional<ArmError> refuse(String key, String value) {
        int slash = key.indexOf('/');
        String prefix = slash < 0 ? "" : key.substring(0, slash);
        boolean form = NAME.matcher(key.substring(slash + 1)).matches()
                && (slash < 0 || PREFIX.matcher(prefix).matches())
                && (value.isEmpty() || NAME.matcher(value).matches());
        if (!form) {
            return Refusals.badRequest(key + "=" + value, "Invalid node label: " + key + "=" + value + ".");
        }
        if (inside(prefix, "kubernetes.azure.com") && !SPOT.contains(key + "=" + value)) {
            return Refusals.badRequest(
                    key + "=" + value,
                    "Invalid node label key " + key
                            + ". The 'kubernetes.azure.com' prefix is preserved by aks system labels.");
        }
        boolean system = inside(prefix, "kubernetes.io") || inside(prefix, "k8s.io");
        boolean allowed = inside(prefix, "kubelet.kubernetes.io") || inside(prefix, "node.kubernetes.io");
        return system && !allowed
                ? Refusals.badRequest(
                        key + "=" + value,
                        "Invalid node label key " + key + ". For Kubernetes version greater than"
                                + " or equal to 1.16, node label keys in the 'kubernetes.io' or 'k8s.io' namespace must begin with an"
                                + " allowed prefix (kubelet.kubernetes.io, node.kubernetes.io).")
                : Refusals.none();
    }

    private static boolean inside(String prefix, String domain) {
        return prefix.equals(domain) || prefix.endsWith("." + domain);
    }

    @Override
    public Optional<ArmError> refuse(ClusterWrite write, PoolWrite pool) {

        for (Map.Entry<String, JsonNode> label : AzureJson.fields(pool.requested(), "/nodeLabels")) {
            Optional<ArmError> refusal = refuse(label.getKey(), label.getValue().asText());
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Refusals.none();
    }
}
