package dev.aks4j.storage;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What the tests of this module share. */
final class StorageSamples {

    static final String SUBSCRIPTION = "6f2c1b8e-0000-4000-8000-000000000001";
    static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);

    private StorageSamples() {}

    static ClusterSpec cluster() {
        return cluster(builder -> {});
    }

    static ClusterSpec cluster(Consumer<ClusterSpec.Builder> more) {
        ClusterSpec.Builder builder = ClusterSpec.builder("shop", GROUP)
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3));
        more.accept(builder);
        return builder.build();
    }

    static Scope scope(Spec... specs) {
        return new Scope(SUBSCRIPTION, Instant.parse("2026-11-01T00:00:00Z"), List.of(specs));
    }

    static Json json(String text) {
        return Json.parse(text.replace('\'', '"'));
    }

    /** Returns every problem of a class, warnings included, whether or not it could be built. */
    static List<Problem> problems(ClassBuilder<?> builder) {
        return Rule.all(StorageRules.of(builder.driver), new StorageClassSpec(builder));
    }

    /** Returns what a builder reports when it refuses, or nothing if it accepts. */
    static List<Problem> refused(Supplier<?> build) {
        try {
            build.get();
            return List.of();
        } catch (InvalidSpecException e) {
            return e.problems();
        }
    }
}
