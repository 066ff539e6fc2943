package dev.aks4j.tests.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.wire.Response;
import dev.aks4j.tests.docs.AllRules;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Every rule that says "Azure would answer 400" is broken once in JSON, as {@code broken.tsv} says or as a {@link Variation}
 * does, and the simulator refuses it. What it does not refuse is in {@code not-refused.tsv}, each rule with the reason; that
 * list may name no rule that is refused.
 */
class EveryRefusalIsSimulatedTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String WINDOWS = "{\"windowsProfile\":{\"adminUsername\":\"azureuser\",\"adminPassword\":"
            + "\"P@ssw0rd1234-long\"},\"networkProfile\":{\"networkPlugin\":\"azure\"},\"agentPoolProfiles\":[{\"name\":"
            + "\"system\",\"mode\":\"System\",\"count\":3,\"vmSize\":\"Standard_D4ds_v5\"},{\"name\":\"win\",\"mode\":\"User\",\"count\":1,"
            + "\"osType\":\"Windows\",\"vmSize\":\"Standard_D4ds_v5\"}]}";

    /** One rule, broken in one place. */
    private record Broken(String rule, String where, String what) {}

    @Test
    void whatAzureWouldRefuseIsRefusedOrListedWithTheReason() throws IOException {
        Set<String> refused = new TreeSet<>();
        List<String> accepted = new ArrayList<>();
        Map<String, Set<String>> codes = new TreeMap<>();
        int number = 0;
        Surroundings around = new Surroundings();
        fresh(around);
        for (String[] line : table("broken.tsv", 3)) {
            if (++number % 100 == 0) {
                around.close();
                around = new Surroundings();
                fresh(around);
            }
            Broken broken = new Broken(line[0], line[1], line[2]);
            Response answer = put(around, broken, number);
            if (answer.status() == 400) {
                refused.add(broken.rule());
                codes.computeIfAbsent(broken.rule(), rule -> new TreeSet<>()).add(code(answer));
            } else {
                accepted.add(broken.rule());
            }
        }
        around.close();
        assertThat(accepted).as("broken, and not refused").isEmpty();
        requireTheRulesCodes(codes);
        refused.addAll(byVariations());
        Map<String, String> listed = new TreeMap<>();
        table("not-refused.tsv", 2).forEach(line -> listed.put(line[0], line[1]));
        Set<String> all = AllRules.refusedWith400();
        List<String> missing = new ArrayList<>(all);
        missing.removeAll(refused);
        missing.removeAll(listed.keySet());
        assertThat(missing).as("neither refused nor listed").isEmpty();
        assertThat(listed.keySet())
                .as("listed, but refused or no such rule")
                .doesNotContainAnyElementsOf(refused)
                .isSubsetOf(all);
        assertThat(listed.values()).allSatisfy(reason -> assertThat(reason).isNotBlank());
    }

    /** What is refused with another code than the rule names was perhaps refused for something else. */
    private static void requireTheRulesCodes(Map<String, Set<String>> codes) throws IOException {
        Map<String, Set<String>> named = AllRules.codesOf400();
        Map<String, String> others = new TreeMap<>();
        table("other-codes.tsv", 2).forEach(line -> others.put(line[0], line[1]));
        Map<String, Set<String>> wrong = new TreeMap<>();
        codes.forEach((rule, seen) -> {
            Set<String> rest = new TreeSet<>(seen);
            rest.removeAll(named.getOrDefault(rule, Set.of()));
            if (!rest.equals(others.containsKey(rule) ? Set.of(others.get(rule)) : Set.of())) {
                wrong.put(rule, rest);
            }
        });
        assertThat(wrong).as("refused with other codes than the rules name").isEmpty();
    }

    private static String code(Response answer) {
        JsonNode body = Surroundings.json(answer);
        return body.path("error").path("code").asText(body.path("code").asText());
    }

    private static void fresh(Surroundings around) throws IOException {
        assertThat(put(around, new Broken("", "cluster", "{}"), 0).status()).isEqualTo(201);
        around.advance(Duration.ofMinutes(15));
        account(around, "shopstandard", "StorageV2", "Standard_LRS");
        account(around, "shoppremium", "FileStorage", "Premium_LRS");
        around.advance(Duration.ofMinutes(5));
    }

    private static void account(Surroundings around, String name, String kind, String sku) throws IOException {
        String body = "{\"location\":\"westeurope\",\"kind\":\"" + kind + "\",\"sku\":{\"name\":\"" + sku + "\"}}";
        int status = around.put(
                        "/subscriptions/" + around.azure.subscriptionId()
                                + "/resourceGroups/rg-shop/providers/Microsoft.Storage/storageAccounts/" + name,
                        JSON.readTree(body))
                .status();
        assertThat(status).isBetween(200, 202);
    }

    private static Set<String> byVariations() {
        Set<String> refused = new TreeSet<>();
        try (Opinions opinions = new Opinions()) {
            for (Variation variation : Variation.ALL) {
                Opinions.Both both = opinions.of(List.of(variation));
                if (both.answer().filter(answer -> answer.startsWith("400")).isPresent()
                        && both.rules().size() == 1) {
                    refused.addAll(both.rules());
                }
            }
        }
        return refused;
    }

    private static Response put(Surroundings around, Broken broken, int number) throws IOException {
        String what = broken.what()
                .replace("$SUB", around.azure.subscriptionId())
                .replace("$IDENTITY", around.identityId())
                .replace("$CLUSTERS", around.clusterId("").replaceAll("/$", ""))
                .replace("$CLUSTER", around.clusterId("walk0"))
                .replace("$NET", around.subnetId("").replace("/subnets/", ""))
                .replace("$NODES", around.subnetId("nodes"));
        if (broken.where().equals("group")) {
            return around.put(
                    "/subscriptions/" + around.azure.subscriptionId() + "/resourceGroups/" + what,
                    JSON.readTree("{\"location\":\"westeurope\"}"));
        } else if (broken.where().equals("put")) {
            int space = what.indexOf(' ');
            return around.put(what.substring(0, space), JSON.readTree(what.substring(space + 1)));
        } else if (broken.where().equals("vnet")) {
            return network(around, (ObjectNode) JSON.readTree(what), number);
        } else if (broken.where().equals("steps")) {
            return steps(around, what.split(" ;; "));
        } else if (broken.where().equals("current")) {
            return current(around, JSON.readTree(what));
        } else if (broken.where().equals("rules") || broken.where().equals("routes")) {
            return many(around, broken.where(), Integer.parseInt(what));
        }
        ObjectNode body = cluster(number);
        ObjectNode properties = (ObjectNode) body.get("properties");
        String name = "walk" + number;
        switch (broken.where()) {
            case "name" -> name = what;
            case "tags" -> tags(body.putObject("tags"), what);
            case "motd" ->
                ((ObjectNode) properties.at("/agentPoolProfiles/1")).put("messageOfTheDay", "a".repeat(4097));
            case "pools" -> pools((ArrayNode) properties.get("agentPoolProfiles"));
            case "subnets" -> {
                String subnet = around.subnetId("nodes");
                properties.path("agentPoolProfiles").forEach(pool -> ((ObjectNode) pool).put("vnetSubnetID", subnet));
                merge(properties, JSON.readTree(what));
            }
            case "windows" -> {
                merge(properties, JSON.readTree(WINDOWS));
                merge(properties, JSON.readTree(what));
            }
            case "body" -> merge(body, JSON.readTree(what));
            case "free" -> {
                ((ObjectNode) body.get("sku")).put("tier", "Free");
                merge(properties, JSON.readTree(what));
            }
            case "principal" -> {
                body.remove("identity");
                merge(properties, JSON.readTree(what));
            }
            case "ltsbody" -> {
                longTerm(body);
                merge(properties, JSON.readTree(what));
            }
            case "ltspool" -> {
                longTerm(body);
                properties.put("kubernetesVersion", "1.31");
                merge((ObjectNode) properties.at("/agentPoolProfiles/1"), JSON.readTree(what));
            }
            case "authorities" ->
                properties
                        .putObject("httpProxyConfig")
                        .put("httpProxy", "http://proxy:3128")
                        .put(
                                "trustedCa",
                                Base64.getEncoder()
                                        .encodeToString("-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n"
                                                .repeat(21)
                                                .getBytes(StandardCharsets.US_ASCII)));
            case "system" -> merge((ObjectNode) properties.at("/agentPoolProfiles/0"), JSON.readTree(what));
            case "pool" -> merge((ObjectNode) properties.at("/agentPoolProfiles/1"), JSON.readTree(what));
            default -> merge(properties, JSON.readTree(what));
        }
        return around.put(around.clusterId(name), body);
    }

    /** Requests one after the other, of which only the last one may be refused; WAIT lets operations end. */
    private static Response steps(Surroundings around, String... steps) throws IOException {
        for (int i = 0; i < steps.length - 1; i++) {
            if (steps[i].equals("WAIT")) {
                around.advance(Duration.ofMinutes(15));
            } else {
                Response answer = step(around, steps[i]);
                assertThat(answer.status())
                        .as(steps[i] + ": " + new String(answer.body(), StandardCharsets.UTF_8))
                        .isBetween(200, 202);
            }
        }
        return step(around, steps[steps.length - 1]);
    }

    private static Response step(Surroundings around, String step) {
        String[] parts = step.split(" ", 3);
        return around.send(parts[0], parts[1], parts.length == 3 ? parts[2] : "");
    }

    /** Writes the cluster that exists as it is, but for a few properties. */
    private static Response current(Surroundings around, JsonNode patch) throws IOException {
        String id = around.clusterId("walk0");
        ObjectNode body = (ObjectNode) Surroundings.json(around.get(id));
        ObjectNode properties = (ObjectNode) body.get("properties");
        if (patch.path("agentPoolProfiles").asText().equals("TAINTED")) {
            properties
                    .path("agentPoolProfiles")
                    .forEach(pool -> ((ObjectNode) pool).putArray("nodeTaints").add("for=others:NoSchedule"));
        } else {
            merge(properties, patch);
        }
        return around.put(id, body);
    }

    private static Response many(Surroundings around, String list, int count) throws IOException {
        boolean rules = list.equals("rules");
        ObjectNode body = (ObjectNode) JSON.readTree("{\"location\":\"westeurope\",\"properties\":{}}");
        ArrayNode all = body.withObject("/properties").putArray(rules ? "securityRules" : "routes");
        for (int i = 0; i < count; i++) {
            ObjectNode properties = all.addObject().put("name", "a" + i).putObject("properties");
            if (rules) {
                properties.put("priority", 100 + i).put("direction", "Inbound").put("access", "Allow");
                properties.put("protocol", "*").put("sourcePortRange", "*").put("destinationPortRange", "*");
                properties.put("sourceAddressPrefix", "*").put("destinationAddressPrefix", "*");
            } else {
                properties.put("addressPrefix", "10." + i / 250 + "." + i % 250 + ".0/24");
                properties.put("nextHopType", "None");
            }
        }
        String type = rules ? "networkSecurityGroups" : "routeTables";
        String cluster = around.clusterId("x");
        return around.put(
                cluster.substring(0, cluster.indexOf("/providers/")) + "/providers/Microsoft.Network/" + type + "/many",
                body);
    }

    private static void longTerm(ObjectNode body) {
        ((ObjectNode) body.get("sku")).put("tier", "Premium");
        ((ObjectNode) body.get("properties"))
                .put("supportPlan", "AKSLongTermSupport")
                .put("kubernetesVersion", "1.32");
    }

    private static void tags(ObjectNode tags, String what) {
        for (int i = 0; i < 51 && what.equals("51"); i++) {
            tags.put("tag" + i, "x");
        }
        if (what.equals("long")) {
            tags.put("tag", "x".repeat(257));
        }
    }

    private static void pools(ArrayNode pools) {
        for (int i = 0; i < 100; i++) {
            pools.addObject().put("name", "p" + i).put("count", 1).put("vmSize", "Standard_D4ds_v5");
        }
    }

    private static Response network(Surroundings around, ObjectNode patch, int number) throws IOException {
        ObjectNode body = (ObjectNode) JSON.readTree("{\"location\":\"westeurope\",\"properties\":{\"addressSpace\":"
                + "{\"addressPrefixes\":[\"10.60.0.0/16\"]},\"subnets\":[]}}");
        String name = patch.path("name").asText("walk" + number);
        patch.remove("name");
        merge(body, patch);
        String cluster = around.clusterId("x");
        String id = cluster.substring(0, cluster.indexOf("/providers/"))
                + "/providers/Microsoft.Network/virtualNetworks/" + name;
        return around.put(id, body);
    }

    private static ObjectNode cluster(int number) throws IOException {
        return (ObjectNode) JSON.readTree("{\"location\":\"westeurope\",\"identity\":{\"type\":\"SystemAssigned\"},"
                + "\"sku\":{\"name\":\"Base\",\"tier\":\"Standard\"},\"properties\":{\"dnsPrefix\":\"walk" + number
                + "\",\"agentPoolProfiles\":[{\"name\":\"system\",\"mode\":\"System\",\"count\":3,\"vmSize\":\"Standard_D4ds_v5\"},"
                + "{\"name\":\"apps\",\"mode\":\"User\",\"count\":1,\"vmSize\":\"Standard_D4ds_v5\"}]}}");
    }

    private static void merge(ObjectNode into, JsonNode from) {
        from.properties().forEach(field -> {
            if (field.getValue().isObject() && into.get(field.getKey()) instanceof ObjectNode existing) {
                merge(existing, field.getValue());
            } else {
                into.set(field.getKey(), field.getValue());
            }
        });
    }

    private static List<String[]> table(String name, int columns) throws IOException {
        List<String[]> rows = new ArrayList<>();
        try (InputStream in = EveryRefusalIsSimulatedTest.class.getResourceAsStream(name)) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] parts = line.split("\t");
                    assertThat(parts).as(line).hasSize(columns);
                    rows.add(parts);
                }
            }
        }
        return rows;
    }
}
