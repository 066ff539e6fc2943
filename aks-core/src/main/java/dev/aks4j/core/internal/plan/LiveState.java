package dev.aks4j.core.internal.plan;

import dev.aks4j.core.internal.arm.FailureCauses;
import dev.aks4j.core.internal.model.Causes;
import dev.aks4j.core.internal.model.Known;
import dev.aks4j.core.internal.plan.read.GroupContents;
import dev.aks4j.core.internal.plan.read.Live;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.KubernetesAccess;
import dev.aks4j.core.plan.kind.LateValue;
import dev.aks4j.core.plan.kind.Write;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a plan read: every resource once, in parallel. It reads only; it has no way to write. Thread-safe. */
public final class LiveState {

    private final Reading reading;
    private final Map<String, CompletableFuture<Live>> azure = new ConcurrentHashMap<>();
    private final Map<Address, CompletableFuture<Json>> objects = new ConcurrentHashMap<>();
    private final Map<Address, Unread> unread = new ConcurrentHashMap<>();

    LiveState(Reading reading) {
        this.reading = reading;
    }

    /** Reads everything that the specs name, and what their late values refer to. */
    CompletionStage<Void> load(Subjects subjects) {
        return loadAzure(subjects).thenCompose(loaded -> loadObjects(subjects, object -> true));
    }

    /**
     * Reads the objects in clusters that the specs name. That one cannot be read is no failure: {@link #unread} tells it.
     *
     * @param wanted which of them
     */
    CompletionStage<Void> loadObjects(Subjects subjects, Predicate<Address.InCluster> wanted) {
        List<CompletableFuture<?>> reads = new ArrayList<>();
        for (Subject subject : subjects.all()) {
            if (subject.address() instanceof Address.InCluster object && wanted.test(object)) {
                reads.add(read(object, subjects).toCompletableFuture());
            }
        }
        return CompletableFuture.allOf(reads.toArray(new CompletableFuture<?>[0]));
    }

    /** Reads the Azure resources that the specs name, and what their late values refer to. */
    CompletionStage<Void> loadAzure(Subjects subjects) {
        List<CompletableFuture<?>> reads = new ArrayList<>();
        for (Subject subject : subjects.all()) {
            if (subject.address() instanceof Address.InAzure there) {
                reads.add(azure(there.id(), subject.kind().apiVersion()).toCompletableFuture());
            }
            for (Write write : subject.create(subjects.scope())) {
                LateValue.allIn(write.content())
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

    /** Reads what holds the resources that do not exist, where no spec names it. */
    CompletionStage<Void> loadHolders(Subjects subjects) {
        List<CompletableFuture<?>> reads = new ArrayList<>();
        subjects.all().stream()
                .filter(subject -> document(subject).isMissing())
                .forEach(subject -> subjects.holder(subject)
                        .ifPresent(holder -> reads.add(azure(holder, version(subject))
                                // who may not read it learns from the write
                                .exceptionally(hidden -> null)
                                .toCompletableFuture())));
        return CompletableFuture.allOf(reads.toArray(new CompletableFuture<?>[0]));
    }

    /** Returns what holds a resource that is to be made, and does not exist. Only after {@link #loadHolders}. */
    Optional<ResourceId> missingHolder(Subject subject, Subjects subjects) {
        return document(subject).isMissing()
                ? subjects.holder(subject)
                        .filter(holder -> known(holder, version(subject))
                                .filter(Json::isMissing)
                                .isPresent())
                : Optional.empty();
    }

    /** A resource has the versions of what it lies in; clusters have the client's. */
    private String version(Subject subject) {
        return subject.address() instanceof Address.InAzure
                ? subject.kind().apiVersion()
                : reading.arm().apiVersion().value();
    }

    private CompletionStage<Json> read(Address.InCluster object, Subjects subjects) {
        if (reading.kubernetes() == KubernetesAccess.none()) {
            return object(object);
        }
        Optional<Json> cluster = subjects.at(Address.azure(object.cluster())).map(this::document);
        if (cluster.filter(Json::isMissing).isPresent()) {
            return absent(object);
        }
        Optional<Unread> known = cluster.flatMap(Unread::of);
        if (known.isPresent()) {
            unread.put(object, known.get());
            return absent(object);
        }
        return object(object).exceptionallyCompose(failure -> {
            Throwable cause = Causes.of(failure);
            unread.put(object, Unread.of(cause, cluster));
            objects.put(object, CompletableFuture.completedFuture(Json.missing()));
            return objects.get(object);
        });
    }

    /** Returns why an object could not be read, if it could not. */
    Optional<Unread> unread(Address address) {
        return Optional.ofNullable(unread.get(address));
    }

    /** Returns whether an object was looked for. */
    boolean isLoaded(Subject subject) {
        return subject.address() instanceof Address.InAzure || objects.containsKey(subject.address());
    }

    /** Returns what stands against a plan because objects of these specs could not be read, once for each cluster. */
    List<Problem> unreadProblems(Subjects subjects) {
        Map<ResourceId, List<Subject>> byCluster = new LinkedHashMap<>();
        for (Subject subject : subjects.all()) {
            if (subject.address() instanceof Address.InCluster object
                    && unread(object).isPresent()) {
                byCluster
                        .computeIfAbsent(object.cluster(), cluster -> new ArrayList<>())
                        .add(subject);
            }
        }
        List<Problem> problems = new ArrayList<>();
        byCluster.forEach((cluster, hidden) -> {
            Unread why = unread(hidden.get(0).address()).orElseThrow();
            String names = hidden.stream()
                    .map(subject -> subject.type() + " " + subject.name())
                    .collect(Collectors.joining(", "));
            problems.addAll(PlanRules.UNREAD.on(new PlanRules.Unreadable(cluster.name(), names, why)));
        });
        return problems;
    }

    CompletionStage<Live> azure(ResourceId id, String apiVersion) {
        return azure.computeIfAbsent(
                key(id, apiVersion),
                key -> Live.read(reading.arm(), id, apiVersion).toCompletableFuture());
    }

    CompletionStage<Live> group(ResourceId group) {
        return azure(group, GroupContents.API_VERSION);
    }

    private CompletionStage<Json> object(Address.InCluster object) {
        return objects.computeIfAbsent(
                object,
                key -> FailureCauses.call(() -> reading.kubernetes().read(object))
                        .toCompletableFuture());
    }

    private CompletionStage<Json> absent(Address.InCluster object) {
        return objects.computeIfAbsent(object, key -> CompletableFuture.completedFuture(Json.missing()));
    }

    /** Returns the live document of a spec; a missing node if it does not exist. Only after {@link #load}. */
    Json document(Subject subject) {
        if (subject.address() instanceof Address.InAzure there) {
            return known(there.id(), subject.kind().apiVersion()).orElseThrow();
        }
        return Known.in(objects, subject.address()).join();
    }

    /** Returns the live document of a resource, if it was read. */
    Optional<Json> known(ResourceId id, String apiVersion) {
        CompletableFuture<Live> read = azure.get(key(id, apiVersion));
        return read != null && read.isDone() && !read.isCompletedExceptionally()
                ? Optional.of(read.join().document())
                : Optional.empty();
    }

    private static String key(ResourceId id, String apiVersion) {
        return id.toString().toLowerCase(Locale.ROOT) + "|" + apiVersion;
    }
}
