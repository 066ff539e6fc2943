package dev.aks4j.simulated.kubernetes.internal.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceTypes;
import dev.aks4j.simulated.kubernetes.internal.status.Failures;
import dev.aks4j.simulated.wire.Response;
import java.util.List;
import java.util.Map;

/** Answers what groups, versions and types there are. Used under the simulator's lock. */
final class Discovery {

    private final ResourceTypes types;

    Discovery(ResourceTypes types) {
        this.types = types;
    }

    Response answer(List<String> path, String accept) {
        boolean core = path.get(0).equals("api");
        if (path.size() == 1) {
            if (accept.contains("as=APIGroupDiscoveryList") && accept.contains("v=v2")) {
                return aggregated(core, accept);
            }
            return Answers.json(200, core ? versions() : groups());
        }
        if (core) {
            return path.size() == 2 ? resources("", path.get(1)) : notFound();
        }
        return path.size() == 2
                ? group(path.get(1))
                : path.size() == 3 ? resources(path.get(1), path.get(2)) : notFound();
    }

    /** Returns whether there is a group, or nobody's custom group in another version. */
    boolean knows(String group, String version) {
        List<String> versions = served().get(group);
        if (versions == null) {
            return false;
        }
        boolean custom = types.all().stream()
                .anyMatch(type -> type.group().equals(group) && type.custom().isPresent());
        return version.isEmpty() || !custom || versions.contains(version);
    }

    private static Response notFound() {
        throw Failures.noSuchPath();
    }

    private static ObjectNode versions() {
        ObjectNode versions = KubeJson.object().put("kind", "APIVersions");
        versions.putArray("versions").add("v1");
        versions.putArray("serverAddressByClientCIDRs");
        return versions;
    }

    private ObjectNode groups() {
        ObjectNode list = KubeJson.object().put("kind", "APIGroupList").put("apiVersion", "v1");
        ArrayNode groups = list.putArray("groups");
        served().forEach((group, versions) -> {
            if (!group.isEmpty()) {
                groups.add(group(group, versions));
            }
        });
        return list;
    }

    private Response group(String name) {
        List<String> versions = served().get(name);
        if (versions == null || name.isEmpty()) {
            throw Failures.noSuchPath();
        }
        ObjectNode group = group(name, versions);
        group.put("kind", "APIGroup").put("apiVersion", "v1");
        return Answers.json(200, group);
    }

    private static ObjectNode group(String name, List<String> versions) {
        ObjectNode group = KubeJson.object().put("name", name);
        ArrayNode array = group.putArray("versions");
        versions.forEach(version ->
                array.addObject().put("groupVersion", name + "/" + version).put("version", version));
        group.putObject("preferredVersion")
                .put("groupVersion", name + "/" + versions.get(0))
                .put("version", versions.get(0));
        return group;
    }

    private Map<String, List<String>> served() {
        Map<String, List<String>> groups = types.groups();
        groups.putIfAbsent("authorization.k8s.io", List.of("v1"));
        groups.putIfAbsent("authentication.k8s.io", List.of("v1"));
        return groups;
    }

    private Response resources(String group, String version) {
        List<ResourceType> found = types.in(group, version);
        List<ReviewType> reviews = ReviewType.in(group, version);
        if (found.isEmpty() && reviews.isEmpty()) {
            throw Failures.noSuchPath();
        }
        ObjectNode list = KubeJson.object().put("kind", "APIResourceList").put("apiVersion", "v1");
        list.put("groupVersion", group.isEmpty() ? version : group + "/" + version);
        ArrayNode resources = list.putArray("resources");
        found.forEach(type -> {
            resources.add(DiscoveredType.resource(type));
            type.subresources().stream().sorted().forEach(sub -> resources.add(DiscoveredType.subresource(type, sub)));
        });
        reviews.forEach(review -> resources.add(review.discovered()));
        return Answers.json(200, list);
    }

    private Response aggregated(boolean core, String accept) {
        ObjectNode list = KubeJson.object().put("kind", "APIGroupDiscoveryList");
        list.put("apiVersion", "apidiscovery.k8s.io/v2");
        list.putObject("metadata");
        ArrayNode items = list.putArray("items");
        served().forEach((group, versions) -> {
            if (group.isEmpty() == core) {
                items.add(aggregated(group, versions));
            }
        });
        return Answers.json(200, list)
                .with("Content-Type", "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList")
                .with("Vary", "Accept");
    }

    private ObjectNode aggregated(String group, List<String> versions) {
        ObjectNode item = KubeJson.object();
        ObjectNode metadata = item.putObject("metadata");
        if (!group.isEmpty()) {
            metadata.put("name", group);
        }
        metadata.putNull("creationTimestamp");
        ArrayNode array = item.putArray("versions");
        for (String version : versions) {
            ObjectNode one = array.addObject().put("version", version);
            ArrayNode resources = one.putArray("resources");
            types.in(group, version).forEach(type -> resources.add(DiscoveredType.aggregated(type)));
            ReviewType.in(group, version).forEach(review -> resources.add(review.aggregated()));
            one.put("freshness", "Current");
        }
        return item;
    }
}
