package dev.aks4j.core.internal.plan;

import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.internal.arm.FailureCauses;
import dev.aks4j.core.internal.model.Causes;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.LateValue;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Twins;
import dev.aks4j.core.plan.kind.Write;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** What of a plan exists already under another name. It reads only. Thread-safe. */
public final class LiveTwins {

    /** A list that cannot be read: what it belongs to does not exist, or the caller may not see it. */
    private static final Set<Integer> NO_LIST = Set.of(403, 404);

    private final Reading reading;
    private final LiveState state;
    private final Map<String, CompletableFuture<List<Json>>> lists = new ConcurrentHashMap<>();

    private LiveTwins(Reading reading, LiveState state) {
        this.reading = reading;
        this.state = state;
    }

    /** Looks for those resources of a plan that do not exist under their own names; after the plan's other reads. */
    static CompletionStage<Map<Address, Json>> find(Reading reading, Subjects subjects, LiveState state) {
        LiveTwins all = new LiveTwins(reading, state);
        Map<Address, CompletableFuture<Optional<Json>>> found = new LinkedHashMap<>();
        for (Subject subject : subjects.all()) {
            if (state.document(subject).isMissing()) {
                subject.twins(subjects.scope())
                        .filter(twins -> !all.isAbsent(twins, subjects))
                        .ifPresent(twins -> found.put(
                                subject.address(),
                                all.find(subject, twins, subjects.scope()).toCompletableFuture()));
            }
        }
        return CompletableFuture.allOf(found.values().toArray(new CompletableFuture<?>[0]))
                .thenApply(done -> {
                    Map<Address, Json> there = new LinkedHashMap<>();
                    found.forEach((address, twin) -> twin.join().ifPresent(live -> there.put(address, live)));
                    return there;
                });
    }

    /** Returns whether the plan creates what the twins would lie below. */
    private boolean isAbsent(Twins twins, Subjects subjects) {
        return subjects.at(Address.azure(twins.below()))
                .filter(parent -> state.document(parent).isMissing())
                .isPresent();
    }

    private CompletionStage<Optional<Json>> find(Subject subject, Twins twins, Scope scope) {
        Optional<Json> declared = declared(subject, scope);
        if (declared.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        ArmRequest list =
                ArmRequest.list(twins.below(), twins.type(), subject.kind().apiVersion());
        ArmRequest filtered =
                twins.filter().map(filter -> list.query("$filter", filter)).orElse(list);
        return lists.computeIfAbsent(filtered.target(), target -> page(filtered).toCompletableFuture())
                .thenApply(items -> items.stream()
                        .filter(item -> twins.same().test(declared.get(), item))
                        .findFirst());
    }

    /** Returns what would be created; nothing as long as something in it is not known, because then it cannot exist. */
    private Optional<Json> declared(Subject subject, Scope scope) {
        return subject.create(scope).stream()
                .filter(write -> write instanceof Write.Put && write.target().equals(subject.address()))
                .findFirst()
                .map(write -> LateValue.resolve(
                        write.content(),
                        late -> state.known(late.id(), late.apiVersion())
                                .map(document -> document.at(late.pointer()))
                                .filter(value -> !value.isMissing())
                                .orElse(late.toJson())))
                .filter(document -> LateValue.allIn(document).isEmpty());
    }

    private CompletionStage<List<Json>> page(ArmRequest request) {
        return FailureCauses.call(() -> reading.arm().send(request))
                .thenCompose(answer -> {
                    List<Json> items = new ArrayList<>();
                    answer.body().path("value").forEach(items::add);
                    String next = answer.body().path("nextLink").asText("");
                    return next.isEmpty()
                            ? CompletableFuture.completedFuture(items)
                            : page(ArmRequest.follow(URI.create(next))).thenApply(rest -> {
                                items.addAll(rest);
                                return items;
                            });
                })
                .exceptionally(failure -> {
                    if (Causes.of(failure) instanceof ArmException refused
                            && NO_LIST.contains(refused.error().status())) {
                        return List.of();
                    }
                    throw new CompletionException(Causes.of(failure));
                });
    }
}
