package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.internal.model.Known;
import dev.aks4j.core.internal.plan.kind.Recognition;
import dev.aks4j.core.internal.plan.read.Live;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.LateValue;
import dev.aks4j.core.plan.kind.SecretValue;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.run.ConflictException;
import dev.aks4j.core.plan.run.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;

/** Fetches what a write needs besides its own data: late values, secrets, and whether its resource is busy. */
public final class WriteParts {

    private final RunContext context;
    private final ArmClient arm;
    private final Function<ResourceId, Optional<Holder.Made>> made;
    private final List<String> texts = new CopyOnWriteArrayList<>();

    /**
     * Makes what fetches them.
     *
     * @param made tells by what a resource is known that the run has made
     */
    WriteParts(RunContext context, ArmClient arm, Function<ResourceId, Optional<Holder.Made>> made) {
        this.context = context;
        this.arm = arm;
        this.made = made;
    }

    /** Returns the document with late values and secrets filled in. */
    CompletionStage<Json> resolve(Json document) {
        Map<LateValue, CompletableFuture<Json>> late = new LinkedHashMap<>();
        LateValue.allIn(document).forEach(value -> late.put(value, read(value).toCompletableFuture()));
        Map<SecretValue, CompletableFuture<Json>> secrets = new LinkedHashMap<>();
        SecretValue.allIn(document)
                .forEach(secret -> secrets.put(secret, text(secret).toCompletableFuture()));
        CompletableFuture<Void> all = CompletableFuture.allOf(
                CompletableFuture.allOf(late.values().toArray(new CompletableFuture<?>[0])),
                CompletableFuture.allOf(secrets.values().toArray(new CompletableFuture<?>[0])));
        return all.thenApply(done -> SecretValue.resolve(
                LateValue.resolve(document, value -> Known.in(late, value).join()),
                secret -> Known.in(secrets, secret).join()));
    }

    private CompletionStage<Json> text(SecretValue secret) {
        return new SentSecret(arm, context.secrets()).text(secret).thenApply(text -> {
            texts.addAll(text.texts());
            return Json.of(text.written());
        });
    }

    /** Fetches the secrets of a document that was sent before, so that answers about it can be told without them. */
    CompletionStage<List<String>> secretsOf(Json document) {
        return CompletableFuture.allOf(SecretValue.allIn(document).stream()
                        .map(secret -> text(secret).toCompletableFuture())
                        .toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> secrets());
    }

    /** Returns the texts of the secrets that were filled in. */
    List<String> secrets() {
        return List.copyOf(texts);
    }

    private CompletionStage<Json> read(LateValue value) {
        return Live.read(arm, value.id(), value.apiVersion()).thenApply(live -> {
            Json found = live.document().at(value.pointer());
            if (found.isMissing()) {
                throw new AksException(value.id() + " has no " + value.pointer() + " yet, which is needed to go on. "
                        + (live.exists() ? "Its state is " + live.state() + "." : "It does not exist."));
            }
            // A value of somebody else's resource of the same name is not the one that was meant.
            made.apply(value.id()).stream()
                    .flatMap(known -> known.known().stream())
                    .filter(known -> !Recognition.same(known, live.document().at(known.path())))
                    .findFirst()
                    .ifPresent(known -> {
                        throw ConflictException.unknown(
                                Address.azure(value.id()),
                                known,
                                live.document().at(known.path()));
                    });
            return found;
        });
    }

    /** Returns the state of the operation that is under way on the write's resource or its lane's root, if one is. */
    CompletionStage<Optional<String>> busy(Write write) {
        if (!(write.target() instanceof Address.InAzure azure)) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        ResourceId root = Lane.rootOf(azure.id());
        CompletionStage<Live> there = Live.read(arm, azure.id(), apiVersion(write), secrets());
        CompletionStage<Live> above = root.equals(azure.id())
                ? CompletableFuture.completedFuture(Live.ABSENT)
                : Live.read(arm, root, apiVersion(write), secrets());
        return there.thenCombine(
                above,
                (own, parent) -> Stream.of(own, parent)
                        .map(live -> underWay(live, Lane.isPool(azure.id())))
                        .flatMap(Optional::stream)
                        .findFirst());
    }

    /**
     * Returns the operation that is under way on a resource, or on a pool of it: a cluster with a busy pool takes none,
     * but its other pools do.
     */
    private static Optional<String> underWay(Live live, boolean forPool) {
        if (live.busy()) {
            return Optional.of(live.state());
        }
        if (forPool) {
            return Optional.empty();
        }
        for (Json pool : live.document().at("/properties/agentPoolProfiles")) {
            Live part = new Live(Json.object().put("properties", pool).build(), Optional.empty());
            if (part.busy()) {
                return Optional.of("at work on node pool " + pool.path("name").asText() + " (" + part.state() + ")");
            }
        }
        return Optional.empty();
    }

    /** Returns the ARM api-version of a write. */
    static String apiVersion(Write write) {
        if (write instanceof Write.Put put) {
            return put.apiVersion();
        }
        return write instanceof Write.Post post ? post.apiVersion() : ((Write.Delete) write).apiVersion();
    }

    static boolean assignsRole(Step step) {
        return step.write() instanceof Write.Put put
                && put.id().type().equalsIgnoreCase("Microsoft.Authorization/roleAssignments");
    }
}
