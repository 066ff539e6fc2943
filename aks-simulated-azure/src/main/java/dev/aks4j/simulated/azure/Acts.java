package dev.aks4j.simulated.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.command.Commands;
import dev.aks4j.simulated.azure.internal.access.DenyAssignment;
import dev.aks4j.simulated.azure.internal.access.RoleDefinition;
import dev.aks4j.simulated.azure.internal.apiserver.ApiServers;
import dev.aks4j.simulated.azure.internal.arm.Providers;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.state.AzureEndpoints;
import dev.aks4j.simulated.azure.internal.state.DenyPolicies;
import dev.aks4j.simulated.azure.internal.state.StoredResource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a test does to a simulator beside sending requests. Each act is a document before it is done, so that it can be kept
 * and done again. Takes the simulator's lock.
 */
final class Acts {

    /** Does something under the simulator's lock. */
    interface Lock {
        <T> T locked(Supplier<T> action);
    }

    private final Lock lock;
    private final Cloud cloud;
    private final Providers providers;
    private final ApiServers apiServers;
    private final Commands commands = new Commands((pattern, exitCode, logs, set) -> {
        ObjectNode act = act("answer").put("pattern", pattern).put("exitCode", exitCode);
        keep(act.put("logs", logs), set);
    });

    Acts(Lock lock, Cloud cloud, Providers providers, ApiServers apiServers) {
        this.lock = lock;
        this.cloud = cloud;
        this.providers = providers;
        this.apiServers = apiServers;
    }

    Commands commands() {
        return commands;
    }

    void cores(String region, String name, int limit) {
        perform(act("cores").put("region", region).put("name", name).put("limit", limit));
    }

    void restrict(String region, String size) {
        perform(act("restrict").put("region", region).put("size", size));
    }

    void restrictZone(String region, String size, String zone) {
        perform(act("restrictZone").put("region", region).put("size", size).put("zone", zone));
    }

    void lift(String region, String size) {
        perform(act("lift").put("region", region).put("size", size));
    }

    String addApplication(String displayName, String clientSecret) {
        return perform(act("addApplication").put("name", displayName).put("clientSecret", clientSecret));
    }

    String addGroup(List<String> members) {
        return perform(act("addGroup").set("members", AzureJson.of(members)));
    }

    void addResource(String id) {
        perform(act("addResource").put("id", id));
    }

    void deny(String name, String type, String pointer, String value) {
        perform(act("deny")
                .put("name", name)
                .put("type", type)
                .put("pointer", pointer)
                .put("value", value));
    }

    void allow(String name) {
        perform(act("allow").put("name", name));
    }

    void denyAssignment(String name, String scope, String action, List<String> except) {
        ObjectNode act = act("denyAssignment").put("name", name).put("scope", scope);
        perform(act.put("action", action).set("except", AzureJson.of(except)));
    }

    void unregister(String namespace) {
        perform(act("unregister").put("namespace", namespace));
    }

    void ready(String clusterId, String node, boolean ready) {
        perform(act("ready").put("cluster", clusterId).put("node", node).put("ready", ready));
    }

    void move(AzureEndpoints endpoints) {
        ObjectNode act = act("move").put("arm", endpoints.arm()).put("entra", endpoints.entra());
        perform(act.put("graph", endpoints.graph()).put("issuers", endpoints.issuers()));
    }

    private static ObjectNode act(String name) {
        return AzureJson.object().put("act", name);
    }

    private void keep(ObjectNode act, Runnable action) {
        lock.locked(() -> cloud.journal().act(act, () -> {
            action.run();
            return act;
        }));
    }

    private String perform(ObjectNode act) {
        return lock.locked(() ->
                cloud.journal().act(act, () -> perform(act.path("act").asText(), act)));
    }

    /** Does again what was kept. Called under the lock. */
    void again(ObjectNode act) {
        perform(act.path("act").asText(), act);
    }

    private String perform(String name, ObjectNode act) {
        switch (name) {
            case "cores" ->
                cloud.quotas()
                        .cores(
                                text(act, "region"),
                                text(act, "name"),
                                act.path("limit").asInt());
            case "restrict" -> cloud.sizeRestrictions().restrict(text(act, "region"), text(act, "size"));
            case "restrictZone" ->
                cloud.sizeRestrictions().restrictZone(text(act, "region"), text(act, "size"), text(act, "zone"));
            case "lift" -> cloud.sizeRestrictions().lift(text(act, "region"), text(act, "size"));
            case "addApplication" -> {
                String id = cloud.random().guid();
                return cloud.directory()
                        .addApplication(text(act, "name"), id, text(act, "clientSecret"))
                        .clientId();
            }
            case "addGroup" -> {
                return cloud.directory().addGroup(texts(act.path("members")));
            }
            case "addResource" -> cloud.resources().put(StoredResource.named(text(act, "id")));
            case "deny" ->
                cloud.policies()
                        .add(new DenyPolicies.Policy(
                                text(act, "name"), text(act, "type"), text(act, "pointer"), text(act, "value")));
            case "allow" -> cloud.policies().remove(text(act, "name"));
            case "denyAssignment" -> denyAssignment(act);
            case "unregister" -> providers.unregister(text(act, "namespace"));
            case "ready" ->
                apiServers.ready(
                        text(act, "cluster"),
                        text(act, "node"),
                        act.path("ready").asBoolean());
            case "move" ->
                cloud.endpoints(new AzureEndpoints(
                        text(act, "arm"), text(act, "entra"), text(act, "graph"), text(act, "issuers")));
            case "answer" ->
                commands.answer(text(act, "pattern"), act.path("exitCode").asInt(), text(act, "logs"));
            default -> throw new IllegalArgumentException("There is no act " + name + ".");
        }
        return "";
    }

    private void denyAssignment(ObjectNode act) {
        String id = text(act, "scope") + "/providers/Microsoft.Authorization/denyAssignments/"
                + cloud.random().guid();
        List<String> actions = List.of(text(act, "action"));
        RoleDefinition denied = new RoleDefinition(id, text(act, "name"), actions, List.of(), actions, List.of());
        cloud.access()
                .deny(new DenyAssignment(id, text(act, "name"), text(act, "scope"), denied, texts(act.path("except"))));
    }

    private static String text(ObjectNode act, String field) {
        return act.path(field).asText();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
