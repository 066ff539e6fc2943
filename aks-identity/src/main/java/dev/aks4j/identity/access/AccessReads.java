package dev.aks4j.identity.access;

import dev.aks4j.core.Aks;
import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is read for one answer, each thing once, with how much of it there was and what could not be read. Blocks. Not
 * thread-safe.
 */
final class AccessReads {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String ROLES = "2022-04-01";
    private static final int MOST_IDS = 1_000;

    private final Aks aks;
    private final Map<String, Optional<List<Json>>> lists = new LinkedHashMap<>();
    private final Map<String, Optional<Json>> documents = new LinkedHashMap<>();
    private final List<String> read = new ArrayList<>();
    private final List<String> unread = new ArrayList<>();

    AccessReads(Aks aks) {
        this.aks = aks;
    }

    List<String> read() {
        return read;
    }

    List<String> unread() {
        return unread;
    }

    String subscriptionId() {
        return aks.arm().subscriptionId();
    }

    ResourceId id(ResourceId id) {
        return id.inSubscription(aks.arm().subscriptionId());
    }

    /** Reads an Azure resource; nothing if it is not there or may not be read, which {@link #unread} then tells. */
    Optional<Json> resource(ResourceId id, String apiVersion) {
        return documents.computeIfAbsent(id.toString().toLowerCase(Locale.ROOT), key -> {
            try {
                return Optional.of(aks.await(aks.arm().send(ArmRequest.get(id(id), apiVersion)), LIMIT)
                        .body());
            } catch (ArmException refused) {
                if (refused.error().status() != 404) {
                    unread.add(id.name() + ": " + told(refused));
                }
                return Optional.empty();
            } catch (AksException failed) {
                unread.add(id.name() + ": " + told(failed));
                return Optional.empty();
            }
        });
    }

    /** Lists Azure resources below another; nothing if that may not be done. */
    Optional<List<Json>> below(String what, ResourceId id, String type, String apiVersion, String filter) {
        ArmRequest list = ArmRequest.list(id(id), type, apiVersion);
        return list(what, id + type + filter, () -> pages(filter.isEmpty() ? list : list.query("$filter", filter)));
    }

    /** Lists the objects of a type in a cluster; nothing if that may not be done. */
    Optional<List<Json>> objects(String what, ResourceId cluster, String apiVersion, String plural) {
        return list(
                what,
                cluster + apiVersion + plural,
                () -> items(aks.await(aks.kubernetes().list(id(cluster), apiVersion, plural), LIMIT), "items"));
    }

    /** Reads an object of a cluster; nothing if it is not there or may not be read. */
    Optional<Json> object(ResourceId cluster, String kind, String namespace, String name) {
        Address.InCluster address = (Address.InCluster) Address.kubernetes(id(cluster), "v1", kind, namespace, name);
        return documents.computeIfAbsent(address.toString(), key -> {
            try {
                return Optional.of(aks.await(aks.kubernetes().read(address), LIMIT))
                        .filter(found -> !found.isMissing());
            } catch (AksException failed) {
                unread.add(kind + " " + namespace + "/" + name + ": " + told(failed));
                return Optional.empty();
            }
        });
    }

    /** Returns the ids of the groups that somebody is in, also through other groups. */
    Optional<List<Json>> groups(String objectId) {
        return graph(
                "groups of " + objectId,
                "/v1.0/directoryObjects/" + objectId + "/getMemberGroups",
                Json.object().put("securityEnabledOnly", false).build());
    }

    /** Returns those of the objects that are in the directory. */
    Optional<List<Json>> directory(Collection<String> objectIds) {
        List<String> ids = objectIds.stream().distinct().sorted().toList();
        List<Json> found = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += MOST_IDS) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + MOST_IDS));
            Optional<List<Json>> part = graph(
                    "directory objects",
                    "/v1.0/directoryObjects/getByIds",
                    Json.object().put("ids", some).build());
            if (part.isEmpty()) {
                return Optional.empty();
            }
            found.addAll(part.get());
        }
        return Optional.of(found);
    }

    /** Returns the service principals with a client id. */
    Optional<List<Json>> servicePrincipals(String clientId) {
        return graph(
                "service principals of " + clientId,
                "/v1.0/servicePrincipals?$filter=appId%20eq%20'" + clientId + "'",
                Json.missing());
    }

    private Optional<List<Json>> graph(String what, String path, Json body) {
        Optional<ArmClient> graph = aks.graph();
        if (graph.isEmpty()) {
            return list(what, what + body, () -> {
                throw new AksException("the cloud names no Microsoft Graph; see AzureCloud.withGraph");
            });
        }
        String url = aks.cloud().graphEndpoint().orElseThrow() + path;
        ArmRequest request = body.isMissing()
                ? ArmRequest.follow(url)
                : ArmRequest.post(URI.create(url), body).repeatSafe();
        return list(
                what,
                path + body,
                () -> items(aks.await(graph.get().send(request), LIMIT).body(), "value"));
    }

    private Optional<List<Json>> list(String what, String key, Supplier<List<Json>> reader) {
        return lists.computeIfAbsent(key, once -> {
            try {
                List<Json> found = reader.get();
                read.add(found.size() + " " + what);
                return Optional.of(found);
            } catch (AksException failed) {
                unread.add(what + ": " + told(failed));
                return Optional.empty();
            }
        });
    }

    private List<Json> pages(ArmRequest first) {
        List<Json> all = new ArrayList<>();
        Optional<ArmRequest> next = Optional.of(first);
        while (next.isPresent()) {
            Json page = aks.await(aks.arm().send(next.get()), LIMIT).body();
            all.addAll(items(page, "value"));
            String link = page.path("nextLink").asText();
            next = link.isEmpty() ? Optional.empty() : Optional.of(ArmRequest.follow(link));
        }
        return all;
    }

    private static List<Json> items(Json list, String name) {
        return list.path(name).stream().toList();
    }

    /** Reads the role definitions that assignments name. */
    List<Json> definitions(Collection<Json> assignments) {
        return assignments.stream()
                .map(each -> each.at("/properties/roleDefinitionId").asText())
                .filter(each -> !each.isEmpty())
                .distinct()
                .flatMap(each -> resource(ResourceId.parse(each), ROLES).stream())
                .toList();
    }

    /** Lists the role assignments that reach a resource; with an object id, those of that principal and its groups. */
    Optional<List<Json>> assignments(ResourceId on, Optional<String> objectId) {
        return below(
                "role assignments on " + on.name(),
                on,
                "Microsoft.Authorization/roleAssignments",
                ROLES,
                objectId.map(id -> "assignedTo('" + id + "')").orElse(""));
    }

    /** Lists the deny assignments that reach a resource. */
    Optional<List<Json>> denials(ResourceId on) {
        return below("deny assignments on " + on.name(), on, "Microsoft.Authorization/denyAssignments", ROLES, "");
    }

    private static String told(AksException failed) {
        String text = failed instanceof ArmException refused
                ? refused.error().toString()
                : String.valueOf(failed.getMessage());
        String flat = text.replaceAll("\\s+", " ");
        return flat.length() <= 200 ? flat : flat.substring(0, 199) + "…";
    }
}
