package dev.aks4j.core.internal.plan;

import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmException.ArmError;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.ArmResponse;
import dev.aks4j.core.internal.plan.read.Live;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.testing.FakeScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A small Azure: documents by id, entity tags, operations that take their time and refuse another one beside them. It
 * outlives the {@link FakeProcess}es that talk to it.
 */
public final class FakeArm {

    public static final String SUBSCRIPTION = "00000000-0000-0000-0000-00000000000a";

    /** An accepted write. */
    record Accepted(Instant at, String method, String id, Json body) {}

    /** An operation: when it ends and how. */
    record Work(ResourceId id, Instant start, Instant end, ArmError failure) {}

    final FakeScheduler time;
    final List<Accepted> accepted = new ArrayList<>();
    /** The operations that changed something that was there. */
    final Set<String> changes = new HashSet<>();

    final List<String> reads = new ArrayList<>();
    final List<ArmError> refusals = new ArrayList<>();
    final Map<String, Work> operations = new LinkedHashMap<>();
    /** So many of the next reads are answered with a document that says nothing. */
    int silent;

    /** What refusals say of when to come back. */
    Optional<Duration> retryAfter = Optional.empty();

    private final Map<String, Json.ObjectBuilder> resources = new TreeMap<>();
    private final List<Function<ArmRequest, ArmError>> refusing = new ArrayList<>();
    private final List<Function<ArmRequest, ArmError>> failing = new ArrayList<>();
    private int tags;

    /** Whether creations with If-None-Match are refused where something is there, as only some providers do. */
    boolean heedsConditions = true;

    /** Whether writes with If-Match are refused where the tag is another one, as only some providers do. */
    boolean heedsTags = true;

    Function<ResourceId, Duration> duration =
            id -> Duration.ofSeconds(id.type().contains("managedClusters") ? 240 : 20);

    FakeArm(FakeScheduler time) {
        this.time = time;
    }

    // ---- what a test arranges

    /** Puts a resource there, as somebody else would. */
    void has(ResourceId id, String json) {
        store(id.inSubscription(SUBSCRIPTION), json(json), "Succeeded");
    }

    void change(ResourceId id, String pointer, String field, Object value) {
        Json.ObjectBuilder resource = resources.get(key(id.inSubscription(SUBSCRIPTION)));
        retag(key(id.inSubscription(SUBSCRIPTION)), resource.build().with(pointer + "/" + field, value));
    }

    void remove(ResourceId id) {
        resources.remove(key(id.inSubscription(SUBSCRIPTION)));
    }

    /** Starts somebody else's operation. */
    void busy(ResourceId id, String state, Duration length) {
        Json.ObjectBuilder resource = resources.get(key(id.inSubscription(SUBSCRIPTION)));
        resource.within("properties").put("provisioningState", state);
        time.after(length, () -> {
            resource.within("properties").put("provisioningState", "Succeeded");
            retag(resource);
        });
    }

    /** Refuses writes for which the function has an error; asked before anything else. */
    void refuse(Function<ArmRequest, ArmError> rule) {
        refusing.add(rule);
    }

    /** Lets operations end with the error that the function has for their write. */
    void fail(Function<ArmRequest, ArmError> rule) {
        failing.add(rule);
    }

    static ArmError error(int status, String code, String message) {
        return new ArmError(status, code, "", message, "", List.of(), "r-1");
    }

    public static Json json(String text) {
        return Json.parse(text.replace('\'', '"'));
    }

    // ---- what a test looks at

    Json get(ResourceId id) {
        Json.ObjectBuilder found = resources.get(key(id.inSubscription(SUBSCRIPTION)));
        return found == null ? Json.missing() : found.build();
    }

    /** Returns everything that exists, without entity tags. */
    Map<String, Json> state() {
        Map<String, Json> state = new TreeMap<>();
        resources.forEach((id, resource) ->
                state.put(id, resource.build().edit().remove("etag").build()));
        return state;
    }

    List<String> writes() {
        return accepted.stream()
                .map(write -> write.method + " " + write.id.substring(write.id.lastIndexOf('/') + 1))
                .toList();
    }

    // ---- the service

    ArmResponse read(ArmRequest request) {
        String path = path(request);
        reads.add(path);
        refusing(request);
        if (path.endsWith("/resources")) {
            return new ArmResponse(200, Map.of(), list(path.substring(0, path.length() - "/resources".length())));
        }
        if (path.endsWith("/agentPools")) {
            Json.ObjectBuilder list = Json.object();
            Json.ArrayBuilder value = list.putArray("value");
            resources.forEach((id, resource) -> {
                if (id.startsWith(path.toLowerCase(Locale.ROOT) + "/")) {
                    value.add(resource);
                }
            });
            return new ArmResponse(200, Map.of(), list.build());
        }
        if (path.matches("/subscriptions/[^/]+/providers/[^/]+")) {
            return new ArmResponse(
                    200,
                    Map.of(),
                    json(
                            "{'resourceTypes':[{'resourceType':'things','apiVersions':['2024-01-01','2025-01-01-preview']}]}"));
        }
        Json.ObjectBuilder found = resources.get(path.toLowerCase(Locale.ROOT));
        if (found == null) {
            throw new ArmException("GET " + path, error(404, "ResourceNotFound", "not found"));
        }
        return new ArmResponse(200, Map.of(), silent-- > 0 ? json("{'name':'silent'}") : found.build());
    }

    private Json list(String group) {
        Json.ObjectBuilder list = Json.object();
        Json.ArrayBuilder value = list.putArray("value");
        resources.forEach((id, resource) -> {
            String below = group.toLowerCase(Locale.ROOT) + "/providers/";
            if (id.startsWith(below) && id.substring(below.length()).split("/").length == 3) {
                value.add(resource);
            }
        });
        return list.build();
    }

    /** Accepts a write and returns the name of its operation. */
    String write(ArmRequest request, ResourceId id) {
        refusing(request);
        Json.ObjectBuilder there = resources.get(key(id));
        boolean busy = there != null && new Live(there.build(), Optional.empty()).busy();
        boolean preempts = request.method().equals("DELETE");
        if (busy && !preempts) {
            throw refused(409, "OperationNotAllowed", "Another operation is in progress");
        }
        if (heedsConditions && request.headers().containsKey("If-None-Match") && there != null) {
            throw refused(412, "PreconditionFailed", "exists");
        }
        String wanted = request.headers().get("If-Match");
        if (heedsTags
                && wanted != null
                && (there == null || !there.path("etag").asText().equals(wanted))) {
            throw refused(412, "PreconditionFailed", "etag");
        }
        if (request.method().equals("DELETE") && there == null) {
            throw refused(404, "ResourceNotFound", "not found");
        }
        accepted.add(new Accepted(
                time.now(), request.method(), id.toString(), request.body().orElse(Json.missing())));
        ArmError failure = failing.stream()
                .map(rule -> rule.apply(request))
                .filter(found -> found != null)
                .findFirst()
                .orElse(null);
        String name = "op-" + operations.size();
        Duration length = duration.apply(id);
        operations.put(name, new Work(id, time.now(), time.now().plus(length), failure));
        if (request.method().equals("PUT")) {
            if (there != null) {
                changes.add(name);
            }
            store(id, request.body().orElseThrow(), there == null ? "Creating" : "Updating");
            if (id.type().endsWith("managedClusters")) {
                Json uid = there == null
                        ? Json.of("uid-of-" + id.name())
                        : there.build().at("/properties/resourceUID");
                resources.get(key(id)).within("properties").put("resourceUID", uid);
            }
        } else {
            there.within("properties").put("provisioningState", preempts ? "Deleting" : "Updating");
        }
        time.after(length, () -> finish(request, id, failure));
        return name;
    }

    private void finish(ArmRequest request, ResourceId id, ArmError failure) {
        Json.ObjectBuilder resource = resources.get(key(id));
        if (request.method().equals("DELETE") && failure == null) {
            resources.keySet().removeIf(key -> (key + "/").startsWith(key(id) + "/"));
            return;
        }
        resource.within("properties").put("provisioningState", failure == null ? "Succeeded" : "Failed");
        if (request.method().equals("POST") && request.target().contains("/start?")) {
            resource.within("properties").within("powerState").put("code", "Running");
        }
        if (id.type().endsWith("userAssignedIdentities")) {
            resource.within("properties").put("principalId", "principal-of-" + id.name());
        }
        retag(resource);
    }

    private void store(ResourceId id, Json document, String state) {
        Json.ObjectBuilder body = document.edit().put("id", id.toString()).put("name", id.name());
        body.within("properties").put("provisioningState", state);
        retag(body);
        resources.put(key(id), body);
    }

    private void retag(String key, Json document) {
        Json.ObjectBuilder resource = document.edit();
        retag(resource);
        resources.put(key, resource);
    }

    private void retag(Json.ObjectBuilder resource) {
        resource.put("etag", "tag-" + ++tags);
    }

    private void refusing(ArmRequest request) {
        for (Function<ArmRequest, ArmError> rule : refusing) {
            ArmError error = rule.apply(request);
            if (error != null) {
                refusals.add(error);
                throw new ArmException(request.toString(), error, retryAfter);
            }
        }
    }

    private ArmException refused(int status, String code, String message) {
        ArmError error = error(status, code, message);
        refusals.add(error);
        return new ArmException("write", error);
    }

    private static String path(ArmRequest request) {
        return request.target().substring(0, request.target().indexOf('?'));
    }

    private static String key(ResourceId id) {
        return id.toString().toLowerCase(Locale.ROOT);
    }
}
