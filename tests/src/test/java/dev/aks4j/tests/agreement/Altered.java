package dev.aks4j.tests.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.pool.NodePoolBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cluster before or after alterations, as a spec of ours and as JSON of Azure's. */
final class Altered {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final int number;
    private final List<Alteration> alterations;
    private final boolean afterwards;

    private Altered(int number, List<Alteration> alterations, boolean afterwards) {
        this.number = number;
        this.alterations = alterations;
        this.afterwards = afterwards;
    }

    static Altered before(int number, List<Alteration> alterations) {
        return new Altered(number, alterations, false);
    }

    Altered afterwards() {
        return new Altered(number, alterations, true);
    }

    String name() {
        return "shop" + number;
    }

    /** Declares what was declared before, with the alterations over it. */
    ClusterSpec spec() {
        ClusterSpec.Builder cluster =
                ClusterSpec.builder(name(), Surroundings.GROUP).kubernetesVersion("1.35");
        Map<String, Object> values = values(Optional.empty());
        cluster.network(AlteredNetwork.of(values));
        values.forEach(cluster::raw);
        cluster.systemPool(
                "system", pool -> pool(pool.vmSize("Standard_D4ds_v5").count(2), "system"));
        cluster.userPool("apps", pool -> pool(pool.vmSize("Standard_D4ds_v5").count(2), "apps"));
        return cluster.build();
    }

    private void pool(NodePoolBuilder<?> builder, String name) {
        values(Optional.of(name)).forEach(builder::raw);
    }

    private Map<String, Object> values(Optional<String> pool) {
        Map<String, Object> values = new LinkedHashMap<>();
        alterations.stream().filter(each -> each.pool().equals(pool)).forEach(each -> values.putAll(each.before()));
        if (afterwards) {
            alterations.stream().filter(each -> each.pool().equals(pool)).forEach(each -> values.putAll(each.after()));
        }
        values.replaceAll((pointer, value) -> value instanceof String text ? text.replace("%d", "" + number) : value);
        return values;
    }

    /** Writes the cluster as it is created. */
    ObjectNode creation() {
        ObjectNode body = JSON.createObjectNode().put("location", "westeurope");
        body.putObject("sku").put("name", "Base").put("tier", "Free");
        body.putObject("identity").put("type", "SystemAssigned");
        ObjectNode properties =
                body.putObject("properties").put("dnsPrefix", "shop").put("kubernetesVersion", "1.35");
        properties.putObject("networkProfile").put("networkPlugin", "azure").put("networkPluginMode", "overlay");
        for (String name : List.of("system", "apps")) {
            ObjectNode pool = properties.withArray("agentPoolProfiles").addObject();
            pool.put("name", name)
                    .put("count", 2)
                    .put("vmSize", "Standard_D4ds_v5")
                    .put("osType", "Linux");
            pool.put("mode", name.equals("system") ? "System" : "User");
            values(Optional.of(name)).forEach((pointer, value) -> set(pool, pointer, value));
        }
        values(Optional.empty()).forEach((pointer, value) -> set(body, pointer, value));
        return body;
    }

    /** Lays what is altered over what Azure showed: of the control plane, or of one pool. */
    static void lay(List<Alteration> alterations, Optional<String> pool, ObjectNode over, int number) {
        alterations.stream()
                .filter(each -> each.pool().equals(pool))
                .flatMap(each -> each.after().entrySet().stream())
                .forEach(each -> set(
                        over,
                        each.getKey(),
                        each.getValue() instanceof String text ? text.replace("%d", "" + number) : each.getValue()));
        // Who changes the way out sends no settings of the old one, as az does.
        if (over.at("/properties/networkProfile") instanceof ObjectNode network
                && !network.path("outboundType").asText().equals("loadBalancer")) {
            network.remove("loadBalancerProfile");
        }
    }

    private static void set(ObjectNode body, String pointer, Object value) {
        ObjectNode at = body;
        String[] steps = pointer.substring(1).split("/");
        for (int i = 0; i < steps.length - 1; i++) {
            at = at.withObject("/" + steps[i]);
        }
        at.set(steps[steps.length - 1].replace("~1", "/"), JSON.<JsonNode>valueToTree(value));
    }
}
