package dev.aks4j.core.internal.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.aks4j.core.internal.arm.FailureCauses;
import dev.aks4j.core.internal.plan.read.GroupContents;
import dev.aks4j.core.internal.plan.read.KubernetesAccess;
import dev.aks4j.core.internal.plan.read.Live;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.LateValue;
import dev.aks4j.core.plan.kind.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** What a plan read: every resource once, in parallel. It reads only; it has no way to write. Thread-safe. */
public final class LiveState {

    private final Reading reading;
    private final Map<String, CompletableFuture<Live>> azure = new ConcurrentHashMap<>();
    private final Map<Address, CompletableFuture<JsonNode>> objects = new ConcurrentHashMap<>();

    LiveState(Reading reading) {
        this.reading = reading;
    }

    /** Reads everything that the specs name, and what their late values refer to. */
    CompletionStage<Void> load(Subjects subjects) {
        List<CompletableFuture<?>> reads = new ArrayList<>();
        for (Subject subject : subjects.all()) {
            reads.add(read(subject, subjects).toCompletableFuture());
            for (Write write : subject.create(subjects.scope())) {
                LateValue.in(write.content())
                        .forEach(late ->
                                reads.add(azure(late.id(), late.apiVersion()).toCompletableFuture()));
            }
        }
        for (ResourceId group : subjects.groups()) {
            if (subjects.at(Address.azure(group)).isEmpty()) {
                reads.add(group(group).toCompletableFuture());
            }
        }
        return CompletableFuture.allOf(reads.toArray(new CompletableFuture<?>[0]));
    }

    private CompletionStage<?> read(Subject subject, Subjects subjects) {
        if (subject.address() instanceof Address.InAzure there) {
            return azure(there.id(), subject.kind().apiVersion());
        }
        Address.InCluster object = (Address.InCluster) subject.address();
        CompletionStage<Boolean> hasCluster = subjects.at(Address.azure(object.cluster()))
                .<CompletionStage<Boolean>>map(cluster ->
                        azure(object.cluster(), cluster.kind().apiVersion()).thenApply(Live::exists))
                .orElse(CompletableFuture.completedFuture(true));
        boolean noWay = reading.kubernetes() == KubernetesAccess.none();
        return hasCluster.thenCompose(exists -> exists || noWay ? object(object) : absent(object));
    }

    CompletionStage<Live> azure(ResourceId id, String apiVersion) {
        return azure.computeIfAbsent(
                key(id, apiVersion),
                key -> Live.read(reading.arm(), id, apiVersion).toCompletableFuture());
    }

    CompletionStage<Live> group(ResourceId group) {
        return azure(group, GroupContents.API_VERSION);
    }

    private CompletionStage<JsonNode> object(Address.InCluster object) {
        return objects.computeIfAbsent(
                object,
                key -> FailureCauses.call(() -> reading.kubernetes().read(object))
                        .toCompletableFuture());
    }

    private CompletionStage<JsonNode> absent(Address.InCluster object) {
        return objects.computeIfAbsent(object, key -> CompletableFuture.completedFuture(MissingNode.getInstance()));
    }

    /** Returns the live document of a spec; a missing node if it does not exist. Only after {@link #load}. */
    JsonNode document(Subject subject) {
        if (subject.address() instanceof Address.InAzure there) {
            return known(there.id(), subject.kind().apiVersion()).orElseThrow();
        }
        return objects.get(subject.address()).join();
    }

    /** Returns the live document of a resource, if it was read. */
    Optional<JsonNode> known(ResourceId id, String apiVersion) {
        CompletableFuture<Live> read = azure.get(key(id, apiVersion));
        return read != null && read.isDone() ? Optional.of(read.join().document()) : Optional.empty();
    }

    private static String key(ResourceId id, String apiVersion) {
        return id.toString().toLowerCase(Locale.ROOT) + "|" + apiVersion;
    }
}
