package dev.aks4j.core.cluster.operate;

import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.ArmResponse;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.internal.arm.FailureCauses;
import dev.aks4j.core.internal.arm.ResourceAnswer;
import dev.aks4j.core.internal.model.Causes;
import dev.aks4j.core.kubernetes.ClusterConnector;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Scheduler;
import dev.aks4j.core.operation.Operation;
import dev.aks4j.core.operation.Operations;
import dev.aks4j.core.plan.run.Run;
import dev.aks4j.core.plan.run.Runs;
import dev.aks4j.core.plan.run.Step;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** What live clusters are read and operated with. Thread-safe. */
record OperateContext(
        ArmClient arm,
        Operations operations,
        Runs runs,
        Scheduler scheduler,
        ClusterConnector kubernetes,
        Map<String, String> labels,
        boolean plans) {

    OperateContext(ArmClient arm, Operations operations, Runs runs, Scheduler scheduler, ClusterConnector kubernetes) {
        this(arm, operations, runs, scheduler, kubernetes, Map.of(), false);
    }

    OperateContext labelled(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(labels);
        all.putAll(more);
        return new OperateContext(arm, operations, runs, scheduler, kubernetes, Map.copyOf(all), plans);
    }

    /** How long a single read, or the acceptance of a write, may take. */
    static final Duration READ = Duration.ofMinutes(5);

    /** How long a process follows what it was told to do; afterwards the run can be resumed. */
    private static final Duration RUN = Duration.ofHours(24);

    /** Reads a resource; a missing node if it does not exist. */
    Json read(ResourceId id) {
        try {
            return ResourceAnswer.of(
                    id, await(arm.send(ArmRequest.get(id, ClusterSpec.API_VERSION)), "reading " + id, READ));
        } catch (ArmException e) {
            if (FailureCauses.absent(e.error())) {
                return Json.missing();
            }
            throw e;
        }
    }

    /** Reads what a provider says of a region. */
    Json offer(String provider, Region region, String what) {
        ResourceId location =
                ResourceId.subscription(arm.subscriptionId()).child(provider + "/locations", region.name());
        String version = provider.equals("Microsoft.Compute") ? "2024-07-01" : ClusterSpec.API_VERSION;
        return await(arm.send(ArmRequest.list(location, what, version)), "asking for the " + what, READ)
                .body();
    }

    /** Reads the sizes of machines of a region, all pages. */
    Json sizes(Region region) {
        Json.ArrayBuilder all = Json.array();
        ArmRequest page = ArmRequest.list(
                        ResourceId.subscription(arm.subscriptionId()), "Microsoft.Compute/skus", "2021-07-01")
                .query("$filter", "location eq '" + region.name() + "'");
        while (true) {
            Json body = await(arm.send(page), "asking for the sizes", READ).body();
            body.path("value").forEach(all::add);
            String next = body.path("nextLink").asText("");
            if (next.isEmpty() || next.equals(page.target())) {
                return Json.object().put("value", all.build()).build();
            }
            page = ArmRequest.follow(URI.create(next));
        }
    }

    /** Reads every page of a collection. */
    List<Json> list(ResourceId below, String type) {
        List<Json> items = new ArrayList<>();
        ArmRequest page = ArmRequest.list(below, type, ClusterSpec.API_VERSION);
        while (true) {
            ArmResponse answer = await(arm.send(page), "listing " + type, READ);
            answer.body().path("value").forEach(items::add);
            String next = answer.body().path("nextLink").asText("");
            // A page may be empty, and the next one not.
            if (next.isEmpty() || next.equals(page.target())) {
                return items;
            }
            page = ArmRequest.follow(URI.create(next));
        }
    }

    /** Returns the same for verbs that are not to be carried out: what they would do is thrown. */
    OperateContext planning() {
        return new OperateContext(arm, operations, runs, scheduler, kubernetes, labels, true);
    }

    /** What a verb would do. Thrown instead of returned, because verbs return runs. */
    static final class Planned extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient List<Step> steps;

        Planned(String title, List<Step> steps) {
            super(title, null, false, false);
            this.steps = List.copyOf(steps);
        }

        List<Step> steps() {
            return steps;
        }
    }

    /** Starts steps, which go on by themselves. */
    Run run(String title, List<Step> steps) {
        if (plans) {
            throw new Planned(title, steps);
        }
        return runs.start(title, steps, RUN, labels);
    }

    /** Sends a write that is no run, because it must not wait for its turn. */
    Operation start(ArmRequest write, ResourceId id) {
        return await(operations.start(write, id, ClusterSpec.API_VERSION), write.toString(), READ);
    }

    /** Returns the request that writes a resource as it is, unless somebody changes it meanwhile. */
    static ArmRequest again(Json document, ResourceId id) {
        Json.ObjectBuilder body = document.edit();
        body.remove("eTag", "etag", "systemData");
        String etag =
                document.path("eTag").asText(document.at("/properties/eTag").asText(""));
        if (document.path("properties").isObject()) {
            body.within("properties").remove("eTag");
        }
        ArmRequest write = ArmRequest.put(id, ClusterSpec.API_VERSION, body.build());
        return etag.isEmpty() ? write : write.ifMatch(etag);
    }

    <T> T await(CompletionStage<T> stage, String doing, Duration atMost) {
        try {
            return scheduler.await(stage, atMost);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AksException known) {
                throw known;
            }
            throw new AksException(doing + " failed: " + Causes.of(e), Causes.of(e));
        } catch (TimeoutException e) {
            throw new AksException(doing + " took longer than " + atMost.toSeconds() + " s. Try again.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AksException("The thread was interrupted while " + doing + ".");
        }
    }
}
