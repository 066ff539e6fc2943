package dev.aks4j.simulated.azure.internal.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.arm.Arm;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.plain.PlainResources;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.azure.internal.state.StoredResource;
import dev.aks4j.simulated.wire.Response;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What update runs do: stages one after another, the groups of a stage side by side, in each group so many members at once
 * as it and its stage allow. A gate holds what it stands before; a member that fails ends its group, and with it the run.
 */
final class UpdateRuns {

    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final Set<String> OVER = Set.of("Completed", "Skipped");

    private final Cloud cloud;
    private final MemberClusters clusters;
    private final Map<String, ArmCall> startedBy = new HashMap<>();

    UpdateRuns(Cloud cloud, MemberClusters clusters) {
        this.cloud = cloud;
        this.clusters = clusters;
    }

    static List<StoredResource> members(Cloud cloud, String below) {
        return cloud.resources().below(StoredResource.class, below).stream()
                .filter(each -> each.type().equalsIgnoreCase(Fleets.TYPE + "/members"))
                .sorted(Comparator.comparing(StoredResource::id))
                .toList();
    }

    // ---- laying out

    /** Lays out what a run will do, from its strategy and the members as they are. A run that was started keeps it. */
    void lay(String fleet, ObjectNode properties, Optional<StoredResource> existing) {
        Optional<JsonNode> before = existing.map(run -> run.body().at("/properties/status"));
        if (before.filter(status -> !state(status).equals("NotStarted")).isPresent()) {
            properties.set("status", before.get().deepCopy());
            return;
        }
        ObjectNode status = properties.putObject("status");
        begin(status);
        ArrayNode stages = status.putArray("stages");
        JsonNode strategy = properties.path("strategy");
        if (!strategy.isObject()) {
            // What the one stage and group of a run without a strategy are called is not documented.
            ObjectNode stage = stage(stages, AzureJson.object().put("name", "default-stage"));
            ObjectNode group = group(stage, AzureJson.object().put("name", "default-group"));
            members(cloud, fleet).forEach(member -> member(group, member));
            return;
        }
        for (JsonNode wanted : strategy.path("stages")) {
            ObjectNode stage = stage(stages, wanted);
            for (JsonNode each : wanted.path("groups")) {
                ObjectNode group = group(stage, each);
                members(cloud, fleet).stream()
                        .filter(member -> member.body()
                                .at("/properties/group")
                                .asText()
                                .equals(each.path("name").asText()))
                        .forEach(member -> member(group, member));
                if (group.path("members").isEmpty()) {
                    throw ArmError.service(
                            400,
                            "InvalidParameter",
                            "No member of the fleet is in group '"
                                    + each.path("name").asText() + "'.");
                }
            }
        }
    }

    private static void begin(ObjectNode of) {
        of.putObject("status").put("state", "NotStarted");
    }

    private static ObjectNode stage(ArrayNode stages, JsonNode wanted) {
        ObjectNode stage = stages.addObject();
        common(stage, wanted);
        stage.putArray("groups");
        int wait = wanted.path("afterStageWaitInSeconds").asInt();
        if (wait > 0) {
            ObjectNode waiting = stage.putObject("afterStageWaitStatus").put("waitDurationInSeconds", wait);
            begin(waiting);
        }
        return stage;
    }

    private static ObjectNode group(ObjectNode stage, JsonNode wanted) {
        ObjectNode group = ((ArrayNode) stage.path("groups")).addObject();
        common(group, wanted);
        group.putArray("members");
        return group;
    }

    private static void common(ObjectNode of, JsonNode wanted) {
        begin(of);
        of.put("name", wanted.path("name").asText());
        if (wanted.hasNonNull("maxConcurrency")) {
            of.put("maxConcurrency", wanted.path("maxConcurrency").asText());
        }
        for (String gates : List.of("beforeGates", "afterGates")) {
            for (JsonNode gate : wanted.path(gates)) {
                ArrayNode list = of.path(gates) instanceof ArrayNode had ? had : of.putArray(gates);
                ObjectNode one = list.addObject()
                        .put("displayName", gate.path("displayName").asText());
                begin(one);
            }
        }
    }

    private static void member(ObjectNode group, StoredResource member) {
        ObjectNode one = ((ArrayNode) group.path("members")).addObject();
        one.put("name", member.body().path("name").asText())
                .put(
                        "clusterResourceId",
                        member.body().at("/properties/clusterResourceId").asText());
        begin(one);
    }

    // ---- what clients do

    Response act(ArmCall request, String action) {
        String path = request.path().resource();
        String id = path.toLowerCase(Locale.ROOT).endsWith("/" + action.toLowerCase(Locale.ROOT))
                ? path.substring(0, path.length() - action.length() - 1)
                : path;
        StoredResource run =
                cloud.resources().find(StoredResource.class, id).orElseThrow(() -> Arm.notFound(request.path()));
        ObjectNode status = status(run);
        switch (action.toLowerCase(Locale.ROOT)) {
            case "start" -> start(request, run, status);
            case "stop" -> stop(run, status);
            case "skip" -> skip(request, run, status);
            default -> throw Arm.noSuchType(request);
        }
        return Arm.json(200, run.view());
    }

    private static ObjectNode status(StoredResource run) {
        return (ObjectNode) run.body().at("/properties/status");
    }

    private static ArmError notAllowed(String message) {
        return ArmError.service(409, "Conflict", message);
    }

    private void start(ArmCall request, StoredResource run, ObjectNode status) {
        if (!Set.of("NotStarted", "Stopped", "Failed").contains(state(status))) {
            throw notAllowed("An update run in state " + state(status) + " cannot be started.");
        }
        String fleet = run.id().substring(0, run.id().toLowerCase(Locale.ROOT).indexOf("/updateruns/"));
        boolean other = cloud.resources().below(StoredResource.class, fleet).stream()
                .filter(each -> each.type().equalsIgnoreCase(Fleets.TYPE + "/updateRuns") && each != run)
                .anyMatch(each -> Set.of("Running", "Pending", "Stopping").contains(state(status(each))));
        if (other) {
            throw notAllowed("Another update run of the fleet is under way.");
        }
        startedBy.put(run.id(), request);
        everything(status)
                .filter(each -> Set.of("Failed", "Stopped").contains(state(each)))
                .forEach(each -> set(each, "NotStarted"));
        set(status, "Running");
        advance(run);
    }

    private void stop(StoredResource run, ObjectNode status) {
        if (!Set.of("Running", "Pending").contains(state(status))) {
            throw notAllowed("An update run in state " + state(status) + " cannot be stopped.");
        }
        set(status, "Stopping");
        cloud.time().after(Duration.ofSeconds(1), () -> advance(run));
    }

    private void skip(ArmCall request, StoredResource run, ObjectNode status) {
        if (request.body().path("targets").isEmpty()) {
            throw ArmError.service(400, "InvalidParameter", "No target to skip was given.");
        }
        for (JsonNode target : request.body().path("targets")) {
            String type = target.path("type").asText();
            String name = target.path("name").asText();
            List<ObjectNode> meant = targets(status, type, name);
            if (meant.isEmpty()) {
                throw ArmError.service(400, "InvalidParameter", "The run has no " + type + " '" + name + "'.");
            }
            meant.forEach(this::skip);
        }
        if (Set.of("Running", "Pending").contains(state(status))) {
            cloud.time().after(Duration.ofSeconds(1), () -> advance(run));
        }
    }

    private static List<ObjectNode> targets(ObjectNode status, String type, String name) {
        Stream<ObjectNode> all =
                switch (type) {
                    case "Member" ->
                        stages(status).flatMap(UpdateRuns::groups).flatMap(group -> objects(group, "members"));
                    case "Group" -> stages(status).flatMap(UpdateRuns::groups);
                    case "Stage" -> stages(status);
                    case "AfterStageWait" ->
                        stages(status)
                                .filter(stage ->
                                        stage.path("afterStageWaitStatus").isObject());
                    default -> Stream.empty();
                };
        return all.filter(each -> each.path("name").asText().equals(name))
                .map(each -> type.equals("AfterStageWait") ? (ObjectNode) each.get("afterStageWaitStatus") : each)
                .toList();
    }

    /** What has begun is not interrupted; what is below a target is skipped with it. */
    private void skip(ObjectNode target) {
        Stream.concat(Stream.of(target), everythingBelow(target))
                .filter(each ->
                        Set.of("NotStarted", "Pending", "Failed", "Stopped").contains(state(each))
                                || each.has("waitDurationInSeconds") && !OVER.contains(state(each)))
                .forEach(each -> set(each, "Skipped"));
    }

    /** A client approves of a gate. */
    Response open(ArmCall request) {
        StoredResource gate = cloud.resources()
                .find(StoredResource.class, request.path().resource())
                .orElseThrow(() -> Arm.notFound(request.path()));
        String wanted = request.body().at("/properties/state").asText();
        if (!wanted.equals("Completed")) {
            throw ArmError.service(400, "InvalidParameter", "The state of a gate can only be set to Completed.");
        }
        if (!gate.body().at("/properties/state").asText().equals("Pending")) {
            throw notAllowed("The gate is not pending.");
        }
        AzureJson.child(gate.body(), "properties").put("state", "Completed");
        StoredResource run = cloud.resources()
                .find(
                        StoredResource.class,
                        gate.body().at("/properties/target/id").asText())
                .orElseThrow(() -> Arm.notFound(request.path()));
        everything(status(run))
                .filter(each -> each.path("gateId").asText().equals(gate.id()))
                .forEach(each -> complete(each, "Completed"));
        advance(run);
        return Arm.json(200, gate.view());
    }

    // ---- going on

    private void advance(StoredResource run) {
        ObjectNode status = status(run);
        if (state(status).equals("Stopping")) {
            if (running(status) == 0) {
                complete(status, "Stopped");
            }
            return;
        }
        if (!Set.of("Running", "Pending").contains(state(status))) {
            return;
        }
        for (ObjectNode stage : stages(status).toList()) {
            if (!OVER.contains(state(stage)) && !stageOver(run, status, stage)) {
                return;
            }
        }
        complete(status, "Completed");
    }

    /** Does what can be done of a stage now; returns whether it is over. */
    private boolean stageOver(StoredResource run, ObjectNode status, ObjectNode stage) {
        if (!open(run, stage, Optional.empty(), "beforeGates", "Before")) {
            set(stage, "Pending");
            set(status, "Pending");
            return false;
        }
        set(stage, "Running");
        set(status, "Running");
        boolean over = true;
        boolean failed = false;
        boolean pending = false;
        for (ObjectNode group : groups(stage).toList()) {
            if (!OVER.contains(state(group))) {
                groupOver(run, stage, group);
            }
            over &= OVER.contains(state(group));
            failed |= state(group).equals("Failed");
            pending |= state(group).equals("Pending");
        }
        if (failed) {
            if (running(stage) == 0) {
                complete(stage, "Failed");
                complete(status, "Failed");
            }
            return false;
        }
        if (!over) {
            if (pending && running(stage) == 0) {
                set(stage, "Pending");
                set(status, "Pending");
            }
            return false;
        }
        if (!open(run, stage, Optional.empty(), "afterGates", "After")) {
            set(stage, "Pending");
            set(status, "Pending");
            return false;
        }
        if (stage.get("afterStageWaitStatus") instanceof ObjectNode wait && !OVER.contains(state(wait))) {
            if (state(wait).equals("NotStarted")) {
                set(wait, "Running");
                cloud.time()
                        .after(
                                Duration.ofSeconds(
                                        wait.path("waitDurationInSeconds").asInt()),
                                () -> {
                                    if (state(wait).equals("Running")) {
                                        complete(wait, "Completed");
                                        advance(run);
                                    }
                                });
            }
            return false;
        }
        complete(stage, "Completed");
        return true;
    }

    private void groupOver(StoredResource run, ObjectNode stage, ObjectNode group) {
        if (!open(run, stage, Optional.of(group), "beforeGates", "Before")) {
            set(group, "Pending");
            return;
        }
        set(group, "Running");
        List<ObjectNode> members = objects(group, "members").toList();
        boolean failed = members.stream().anyMatch(member -> state(member).equals("Failed"));
        int all = groups(stage).mapToInt(each -> each.path("members").size()).sum();
        int most = Math.min(concurrency(group, members.size(), 1), concurrency(stage, all, all));
        for (ObjectNode member : members) {
            boolean room = running(group) < most && running(stage) < concurrency(stage, all, all);
            if (!failed && room && state(member).equals("NotStarted")) {
                begin(run, member);
                failed = state(member).equals("Failed");
            }
        }
        if (failed) {
            if (running(group) == 0) {
                complete(group, "Failed");
            }
        } else if (members.stream().allMatch(member -> OVER.contains(state(member)))) {
            if (open(run, stage, Optional.of(group), "afterGates", "After")) {
                complete(group, "Completed");
            } else {
                set(group, "Pending");
            }
        }
    }

    private static int concurrency(ObjectNode of, int members, int otherwise) {
        String most = of.path("maxConcurrency").asText();
        if (most.isEmpty()) {
            return Math.max(1, otherwise);
        }
        return most.endsWith("%")
                ? Math.max(1, members * Integer.parseInt(most.substring(0, most.length() - 1)) / 100)
                : Integer.parseInt(most);
    }

    private void begin(StoredResource run, ObjectNode member) {
        set(member, "Running");
        member.put("operationId", cloud.random().guid());
        String cluster = member.path("clusterResourceId").asText();
        ObjectNode upgrade = (ObjectNode) run.body().at("/properties/managedClusterUpdate/upgrade");
        try {
            ObjectNode now = clusters.find(cluster)
                    .orElseThrow(() -> ArmError.service(404, "ResourceNotFound", "The cluster was not found."));
            upgrade(
                    run,
                    cluster,
                    now,
                    upgrade.path("type").asText(),
                    upgrade.path("kubernetesVersion").asText());
        } catch (ArmError refused) {
            fail(member, refused.getMessage());
            return;
        }
        cloud.time().after(LOOK, () -> look(run, member, cluster));
    }

    private void upgrade(StoredResource run, String cluster, ObjectNode now, String type, String version) {
        ArmCall by = Objects.requireNonNull(startedBy.get(run.id()), "nobody started the run");
        if (type.equals("NodeImageOnly")) {
            for (ObjectNode pool : PlainResources.objects(now.at("/properties/agentPoolProfiles"))) {
                clusters.write(
                        by,
                        "POST",
                        cluster + "/agentPools/" + pool.path("name").asText() + "/upgradeNodeImageVersion",
                        AzureJson.object());
            }
            return;
        }
        ObjectNode wanted = now.deepCopy();
        ObjectNode properties = AzureJson.child(wanted, "properties");
        properties.put("kubernetesVersion", version);
        if (type.equals("Full")) {
            PlainResources.objects(properties.path("agentPoolProfiles"))
                    .forEach(pool -> pool.put("orchestratorVersion", version));
        }
        clusters.write(by, "PUT", cluster, wanted);
    }

    /** Looks whether the upgrade of a member has ended. */
    private void look(StoredResource run, ObjectNode member, String cluster) {
        Optional<ObjectNode> now = clusters.find(cluster);
        List<String> states = now.stream()
                .flatMap(found -> Stream.concat(
                        Stream.of(found.at("/properties/provisioningState").asText()),
                        PlainResources.objects(found.at("/properties/agentPoolProfiles")).stream()
                                .map(pool -> pool.path("provisioningState").asText())))
                .toList();
        if (states.isEmpty() || states.contains("Failed") || states.contains("Canceled")) {
            fail(member, "The upgrade of the cluster failed.");
        } else if (states.stream().allMatch("Succeeded"::equals)) {
            complete(member, "Completed");
        } else {
            cloud.time().after(LOOK, () -> look(run, member, cluster));
            return;
        }
        advance(run);
    }

    private void fail(ObjectNode member, String message) {
        complete(member, "Failed");
        member.put("message", message);
        ((ObjectNode) member.path("status"))
                .putObject("error")
                .put("code", "MemberUpdateFailed")
                .put("message", message);
    }

    /** Returns whether nothing holds; makes the gates that stand there. */
    private boolean open(
            StoredResource run, ObjectNode stage, Optional<ObjectNode> group, String which, String timing) {
        boolean open = true;
        for (ObjectNode gate : objects(group.orElse(stage), which).toList()) {
            if (state(gate).equals("NotStarted")) {
                set(gate, "Pending");
                gate.put(
                        "gateId",
                        make(run, stage, group, gate.path("displayName").asText(), timing));
            }
            open &= OVER.contains(state(gate));
        }
        return open;
    }

    private String make(
            StoredResource run, ObjectNode stage, Optional<ObjectNode> group, String displayName, String timing) {
        String name = cloud.random().guid();
        String fleet = run.id().substring(0, run.id().toLowerCase(Locale.ROOT).indexOf("/updateruns/"));
        String id = fleet + "/gates/" + name;
        ObjectNode body = AzureJson.object()
                .put("name", name)
                .put("id", id)
                .put("type", Fleets.TYPE + "/gates")
                .put("eTag", "\"" + cloud.random().guid() + "\"");
        ObjectNode properties = body.putObject("properties")
                .put("provisioningState", "Succeeded")
                .put("displayName", displayName)
                .put("gateType", "Approval")
                .put("state", "Pending");
        ObjectNode target = properties.putObject("target").put("id", run.id());
        ObjectNode where = target.putObject("updateRunProperties")
                .put("name", run.body().path("name").asText())
                .put("stage", stage.path("name").asText());
        group.ifPresent(one -> where.put("group", one.path("name").asText()));
        where.put("timing", timing);
        cloud.resources().put(new StoredResource(id, Fleets.TYPE + "/gates", body));
        return id;
    }

    // ---- states

    private static String state(JsonNode of) {
        return of.at("/status/state").asText();
    }

    private void set(ObjectNode of, String state) {
        ObjectNode status = (ObjectNode) of.path("status");
        if (state.equals("Running") && !status.has("startTime")) {
            status.put("startTime", cloud.now().toString());
        }
        status.put("state", state);
    }

    private void complete(ObjectNode of, String state) {
        set(of, state);
        ((ObjectNode) of.path("status")).put("completedTime", cloud.now().toString());
    }

    private static Stream<ObjectNode> objects(JsonNode of, String field) {
        return PlainResources.objects(of.path(field)).stream();
    }

    private static Stream<ObjectNode> stages(JsonNode status) {
        return objects(status, "stages");
    }

    private static Stream<ObjectNode> groups(JsonNode stage) {
        return objects(stage, "groups");
    }

    private static Stream<ObjectNode> everything(JsonNode status) {
        return stages(status).flatMap(stage -> Stream.concat(Stream.of(stage), everythingBelow(stage)));
    }

    private static Stream<ObjectNode> everythingBelow(JsonNode of) {
        Stream<ObjectNode> own =
                Stream.of("beforeGates", "afterGates", "members").flatMap(each -> objects(of, each));
        return Stream.concat(own, groups(of).flatMap(group -> Stream.concat(Stream.of(group), everythingBelow(group))));
    }

    private static long running(JsonNode of) {
        Stream<ObjectNode> all =
                of.has("members") ? objects(of, "members") : everything(of.has("stages") ? of : wrap(of));
        return all.filter(each -> each.has("clusterResourceId") && state(each).equals("Running"))
                .count();
    }

    private static JsonNode wrap(JsonNode stage) {
        ObjectNode status = AzureJson.object();
        status.putArray("stages").add(stage);
        return status;
    }
}
